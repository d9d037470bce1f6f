// A project file is OpenRaster, so that Krita, GIMP and others open it: layers as PNG, masks and recipes in
// files and attributes of our own that others skip. See docs/formats/ora.md. Standard:
// https://www.openraster.org
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/image.h"

namespace lacuna {

struct PosterLayer {
    std::string name;  ///< UTF-8
    int x = 0;         ///< where the pixels' top left corner lies on the page, in pixels
    int y = 0;
    double opacity = 1.0;  ///< 0..1
    /// SVG compositing operator as OpenRaster names it: "svg:src-over", "svg:multiply", "svg:screen", ...
    /// Kept as it is when unknown.
    std::string composite = "svg:src-over";
    bool visible = true;
    Image pixels;        ///< Rgba8 or Rgba16, without the mask; null = an empty layer
    Image mask;          ///< Gray8 of the pixels' size, 255 = shown; null = no mask
    std::string recipe;  ///< JSON (recipe_json.h); empty = painted by hand
    std::map<std::string, std::string> properties;  ///< anything else of ours, as text
};

struct PosterFile {
    Size size;  ///< of the page
    double dpi = 300;
    std::vector<PosterLayer> layers;  ///< from top to bottom, as in the layer panel
    std::map<std::string, std::string> properties;
    /// What all layers look like together, Rgba8 or Rgba16 of the page's size. Writing needs it (other
    /// programs show it first); reading leaves it null.
    Image merged;
};

/// What a project file may claim at most; the defaults hold an A0 page at 300 dpi.
struct PosterLimits {
    std::uint64_t maxFileBytes = std::uint64_t{64} << 30;
    std::uint64_t maxPixelBytes = std::uint64_t{8} << 30;  ///< all layers and masks together, decoded
    int maxSide = 32768;
    int maxLayers = 1000;
    int maxEntries = 8192;
    int maxGroupDepth = 64;
};

/// Groups of other programs are flattened (opacity and visibility multiplied in, offsets added).
/// Errors: BadFile, Unsupported, OutOfMemory, each naming the entry.
Result<PosterFile> readPoster(const std::filesystem::path& path, const PosterLimits& limits = {});
/// The same from memory; `name` stands for the file in messages.
Result<PosterFile> readPosterFromMemory(std::span<const std::byte> bytes, const std::string& name,
                                        const PosterLimits& limits = {});

/// Writes atomically. Errors: BadRequest (no merged picture, sizes that do not match), CannotWrite.
Result<void> writePoster(const std::filesystem::path& path, const PosterFile& poster);

}  // namespace lacuna
