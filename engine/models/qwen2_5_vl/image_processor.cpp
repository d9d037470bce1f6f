// See image_processor.h.
#include "engine/models/qwen2_5_vl/image_processor.h"

#include <cmath>

#include "engine/image/convert.h"

namespace lacuna::qwen2_5_vl {
namespace {

constexpr double kMaxRatio = 200;

/// Python's round(): half goes to the even neighbour. The default rounding mode does the same.
std::int64_t roundTo(double value, std::int64_t factor) {
    return std::llrint(value / double(factor)) * factor;
}

/// [3, H, W] uint8.
torch::Tensor bytesOf(const Image& image) {
    const auto shape = {std::int64_t(image.height()), std::int64_t(image.width()), std::int64_t(3)};
    const auto pixels = torch::empty(shape, torch::kByte);
    std::memcpy(pixels.data_ptr(), image.bytes().data(), image.bytes().size());
    return pixels.permute({2, 0, 1});
}

}  // namespace

Result<Size> smartResize(Size size, std::int64_t factor, std::int64_t minPixels, std::int64_t maxPixels) {
    if (size.empty())
        return fail(ErrorKind::BadRequest, "The picture to look at is empty. Choose another one.");
    const double w = size.width, h = size.height;
    if (std::max(w, h) / std::min(w, h) > kMaxRatio) {
        return fail(
            ErrorKind::BadRequest,
            "The picture to look at is more than 200 times as long as it is wide. Try to crop it first.");
    }
    auto width = std::max(factor, roundTo(w, factor)), height = std::max(factor, roundTo(h, factor));
    if (width * height > maxPixels) {
        const double beta = std::sqrt(h * w / double(maxPixels));
        height = std::max(factor, std::int64_t(std::floor(h / beta / double(factor))) * factor);
        width = std::max(factor, std::int64_t(std::floor(w / beta / double(factor))) * factor);
    } else if (width * height < minPixels) {
        const double beta = std::sqrt(double(minPixels) / (h * w));
        height = std::int64_t(std::ceil(h * beta / double(factor))) * factor;
        width = std::int64_t(std::ceil(w * beta / double(factor))) * factor;
    }
    return Size{int(width), int(height)};
}

Result<PreparedImage> prepareImage(const Image& image, const ImageProcessorConfig& config) {
    const auto p = config.patchSize, m = config.mergeSize, t = config.temporalPatchSize;
    LACUNA_TRY(const Size size, smartResize(image.size(), p * m, config.minPixels, config.maxPixels));
    // The published processor resizes bytes with torch's own antialiased bicubic, which rounds its weights to
    // 16 bits; Pillow's differs from it by one in a few bytes.
    const auto rgb = bytesOf(converted(image, PixelFormat::Rgb8)).unsqueeze(0);
    const auto resized = at::_upsample_bicubic2d_aa(rgb, {size.height, size.width}, /*align_corners=*/false);
    const auto perChannel = [](const std::array<float, 3>& values) {
        return torch::tensor({values[0], values[1], values[2]}).view({3, 1, 1}) * 255.0f;
    };
    const auto pixels =
        (resized[0].to(torch::kFloat) - perChannel(config.mean)) / perChannel(config.std);  // [3, H, W]

    PreparedImage out;
    out.rows = size.height / p;
    out.columns = size.width / p;
    out.patches = pixels.unsqueeze(0)
                      .expand({t, -1, -1, -1})  // a still picture is the same frame twice
                      .reshape({t, 3, out.rows / m, m, p, out.columns / m, m, p})
                      .permute({2, 5, 3, 6, 1, 0, 4, 7})  // block row, block column, row, column, c, t, y, x
                      .reshape({out.rows * out.columns, 3 * t * p * p})
                      .contiguous();
    return out;
}

}  // namespace lacuna::qwen2_5_vl
