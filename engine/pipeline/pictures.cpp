// See pictures.h.
#include "engine/pipeline/pictures.h"

#include <algorithm>
#include <cstring>

#include "engine/image/convert.h"

namespace lacuna {

torch::Tensor pictureTensor(ConstView picture) {
    const bool deep = isDeep(picture.format());
    const Bitmap rgb = converted(picture, deep ? PixelFormat::Rgb16 : PixelFormat::Rgb8);
    auto pixels = torch::empty({1, rgb.height(), rgb.width(), 3}, at::kFloat);
    auto* out = pixels.mutable_data_ptr<float>();
    const std::int64_t count = pixels.numel();
    if (deep) {
        const auto* in = rgb.row<std::uint16_t>(0);
        for (std::int64_t i = 0; i < count; ++i) out[i] = float(in[i]) / 65535.0f * 2.0f - 1.0f;
    } else {
        const auto* in = rgb.row<std::uint8_t>(0);
        for (std::int64_t i = 0; i < count; ++i) out[i] = float(in[i]) / 255.0f * 2.0f - 1.0f;
    }
    return pixels.permute({0, 3, 1, 2}).contiguous();
}

torch::Tensor maskTensor(ConstView mask) {
    auto values = torch::empty({1, 1, mask.height(), mask.width()}, at::kFloat);
    auto* out = values.mutable_data_ptr<float>();
    for (int y = 0; y < mask.height(); ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x) *out++ = float(row[x]) / 255.0f;
    }
    return values;
}

Bitmap maskBitmap(const torch::Tensor& mask) {
    const auto bytes = (mask.reshape({mask.size(-2), mask.size(-1)}).to(torch::kCPU) > 0.5)
                           .to(torch::kUInt8)
                           .mul(255)
                           .contiguous();
    Bitmap bitmap({int(bytes.size(1)), int(bytes.size(0))}, PixelFormat::Gray8);
    std::copy_n(static_cast<const std::byte*>(bytes.const_data_ptr()), bitmap.bytes().size(),
                bitmap.bytes().begin());
    return bitmap;
}

Bitmap pictureBitmap(const torch::Tensor& pixels, bool deep) {
    const double top = deep ? 65535 : 255;
    const auto values = ((pixels.narrow(1, 0, 3).to(at::kFloat) * 0.5 + 0.5).clamp(0, 1) * top).round();
    const auto rows = values.squeeze(0).permute({1, 2, 0}).cpu();
    if (!deep) return bytesBitmap(rows.to(at::kByte));
    const auto wide = rows.to(at::kInt).contiguous();
    Bitmap bitmap({int(wide.size(1)), int(wide.size(0))}, PixelFormat::Rgb16);
    const auto* in = wide.const_data_ptr<int>();
    auto* out = bitmap.row<std::uint16_t>(0);
    for (std::int64_t i = 0; i < wide.numel(); ++i) out[i] = std::uint16_t(in[i]);
    return bitmap;
}

Bitmap bytesBitmap(const torch::Tensor& rgb) {
    const auto bytes = rgb.contiguous();
    Bitmap bitmap({int(bytes.size(1)), int(bytes.size(0))}, PixelFormat::Rgb8);
    std::memcpy(bitmap.bytes().data(), bytes.const_data_ptr<std::uint8_t>(), bitmap.bytes().size());
    return bitmap;
}

}  // namespace lacuna
