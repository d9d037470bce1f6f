// A picture as the vision tower reads it: resized to whole merge blocks, normalised, cut into patches in the
// order of the merger (Qwen2VLImageProcessor, with Pillow's bicubic on 8 bits).
#pragma once

#include <torch/torch.h>

#include "engine/base/result.h"
#include "engine/image/image.h"
#include "engine/models/qwen2_5_vl/config.h"

namespace lacuna::qwen2_5_vl {

struct PreparedImage {
    torch::Tensor patches;  ///< [rows * columns, 1176] float32: blocks of 2 x 2 patches, row-major; features
                            ///< (channel, frame, y, x)
    std::int64_t rows = 0;  ///< patches high (14 pixels each), a multiple of 2
    std::int64_t columns = 0;  ///< patches wide
    /// Rows that this picture takes in the prompt: rows * columns / 4.
    std::int64_t mergedTokens(std::int64_t mergeSize = 2) const {
        return rows * columns / (mergeSize * mergeSize);
    }
};

/// The size to resize to: both sides multiples of `factor` (half rounds to even), area within the limits,
/// ratio kept as well as that allows. Errors: BadRequest for a ratio above 200 or an empty picture.
Result<Size> smartResize(Size size, std::int64_t factor, std::int64_t minPixels, std::int64_t maxPixels);

/// @param image any format; alpha is dropped. Errors as smartResize.
Result<PreparedImage> prepareImage(const Image& image, const ImageProcessorConfig& config);

}  // namespace lacuna::qwen2_5_vl
