// What a person needs to know of a model folder before it is loaded: its name, what it can do, good sizes and
// defaults. Read from the folder's JSON files alone (formats/model_folder), so the window can show it without
// libtorch.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/messages/request.h"

namespace lacuna {

struct ModelInfo {
    std::filesystem::path folder;
    std::string name;  ///< shown to the person, e.g. "Draft", "Qwen-Image-Edit-2509"
    std::string hint;  ///< one sentence on what it is good for; may be empty
    bool draft = false;
    std::vector<Task> tasks;
    int referenceImages = 0;  ///< most pictures an edit may look at; 0 = no editing
    std::vector<Size> sizes;  ///< recommended, first = default
    int grid = 16;            ///< sides of a picture must be multiples of this
    std::int64_t minPixels = 256 * 256;
    std::int64_t maxPixels = 1792 * 1024;  ///< area above which quality falls or memory grows without use
    SamplingOptions defaults;
    std::uint64_t weightBytes = 0;
};

}  // namespace lacuna
