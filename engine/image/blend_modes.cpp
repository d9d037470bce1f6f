// The names of the blend modes in OpenRaster files (declared in composite.h).
#include <array>

#include "engine/image/composite.h"

namespace lacuna {
namespace {

constexpr std::array<std::string_view, kBlendModeCount> kNames = {
    "svg:src-over",   "svg:multiply",   "svg:screen",      "svg:overlay",
    "svg:darken",     "svg:lighten",    "svg:color-dodge", "svg:color-burn",
    "svg:hard-light", "svg:soft-light", "svg:difference",  "svg:exclusion",
    "svg:hue",        "svg:saturation", "svg:color",       "svg:luminosity"};

}  // namespace

std::string_view compositeOp(BlendMode mode) {
    return kNames[std::size_t(mode)];
}

std::optional<BlendMode> blendModeFromCompositeOp(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) return BlendMode(i);
    }
    return std::nullopt;
}

}  // namespace lacuna
