// See blend_bands.h.
#include "engine/image/blend_bands.h"

#include <algorithm>
#include <cmath>

#include "engine/image/mask_ops.h"

namespace lacuna {

int reachPx(const BlendBands& bands) {
    return std::max(0, bands.growPx) + std::max(0, bands.featherPx + 1) / 2;
}

Bitmap denoiseMask(ConstView mask, const BlendBands& bands) {
    Bitmap result = grown(mask, std::max(0, bands.growPx));
    return bands.featherPx > 1 ? feathered(result, bands.featherPx, FeatherKernel::Linear)
                               : std::move(result);
}

Bitmap compositeMask(ConstView denoiseMask, const BlendBands& bands) {
    LACUNA_CHECK(denoiseMask.format() == PixelFormat::Gray8);
    Bitmap kept(denoiseMask.size(), PixelFormat::Gray8), result(denoiseMask.size(), PixelFormat::Gray8);
    for (int y = 0; y < kept.height(); ++y) {
        const auto* m = denoiseMask.row<std::uint8_t>(y);
        auto* k = kept.row<std::uint8_t>(y);
        for (int x = 0; x < kept.width(); ++x) k[x] = m[x] > 0 ? 0 : 255;
    }
    const std::vector<float> depth =
        distanceToMask(kept);  // of repainted pixels: how far the nearest kept one is
    float deepest = 0;
    for (const float d : depth) deepest = std::max(deepest, d);
    // The first repainted pixel has depth 1; its centre is half a pixel inside.
    const float width = std::min(float(bands.blendPx), deepest - 0.5f);
    auto* out = result.row<std::uint8_t>(0);
    for (std::size_t i = 0; i < depth.size(); ++i) {
        if (depth[i] <= 0) continue;
        const float share = width > 0 ? std::min(1.0f, (depth[i] - 0.5f) / width) : 1.0f;
        out[i] = std::uint8_t(std::max(1L, std::lround(255 * share)));
    }
    return result;
}

}  // namespace lacuna
