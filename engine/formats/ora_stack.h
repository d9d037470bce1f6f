// stack.xml of an OpenRaster file: the page and its layers from top to bottom, with our own attributes beside
// the standard's. https://www.openraster.org/baseline/layer-stack-spec.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/ora.h"

namespace lacuna {

struct StackLayer {
    std::string name;
    int x = 0, y = 0;
    double opacity = 1;
    std::string composite = "svg:src-over";
    bool visible = true;
    std::string source;  ///< entry of the picture that every program shows
    // Ours (namespace urn:lacuna:ora:1); empty where they do not apply.
    std::string full;   ///< entry of the pixels without their mask
    std::string mask;   ///< entry of the mask
    std::string notes;  ///< entry of recipe and properties
    /// CRC of `source` when `full` and `mask` were made: another program may have painted on it since.
    std::uint32_t sourceCrc = 0;
    bool empty = false;  ///< `source` only stands for a layer without pixels
};

struct Stack {
    Size size;
    double dpi = 72;
    std::vector<StackLayer> layers;
};

std::string writeStack(const Stack& stack);
/// Groups are flattened. Errors: BadFile, Unsupported; `where` names the file.
Result<Stack> parseStack(std::string_view xml, const PosterLimits& limits, const std::string& where);

}  // namespace lacuna
