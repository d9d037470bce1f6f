// ICC profiles, through LittleCMS: what comes in becomes sRGB, what goes out says that it is.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/image/view.h"

namespace lacuna {

enum class ProfileKind {
    Broken,  ///< not a profile that LittleCMS reads
    Grey,
    Rgb,
    Other,  ///< CMYK, Lab and the like: not the space of the RGB pixels at hand
};
ProfileKind profileKind(std::span<const std::byte> profile);

/// Converts RGB or RGBA pixels, 8 or 16 bits, in place from the profile's space to sRGB (relative
/// colorimetric with black point compensation; alpha untouched; nothing is done when the profile is sRGB
/// itself). Grey profiles read red. False when LittleCMS refuses.
bool convertToSrgb(View pixels, std::span<const std::byte> profile);

/// A small sRGB profile, the same bytes every time.
const std::vector<std::byte>& srgbProfile();

}  // namespace lacuna
