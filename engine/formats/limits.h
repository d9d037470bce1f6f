// How large a picture may claim to be before a byte of it is allocated. A file of a hundred bytes can claim
// gigabytes.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/result.h"
#include "engine/image/image.h"

namespace lacuna {

struct ImageLimits {
    int maxSide = 32768;                             ///< a roll-up at 300 dpi is 23622
    std::int64_t maxPixels = std::int64_t{1} << 29;  ///< 2 GiB at 8 bits RGBA: two A0 pages at 300 dpi
};

/// Refuses a claimed size with a sentence that names the file, the claim and the limit. Error: BadFile for
/// sizes of nothing or less, Unsupported for sizes beyond the limits.
Result<void> checkImageSize(std::int64_t width, std::int64_t height, std::string_view file,
                            const ImageLimits& limits = {});

/// checkImageSize, and then the zeroed pixels; OutOfMemory instead of an exception.
Result<Bitmap> allocateBitmap(Size size, PixelFormat format, std::string_view file,
                              const ImageLimits& limits = {});

}  // namespace lacuna
