// Feathering: sums that slide over rows and columns, so that a feather of 200 px costs what one of 2 px does.
#include <algorithm>
#include <cmath>

#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

/// A box of odd or even width centred on the pixel: 2 * whole + 1 full pixels and a fraction of one more at
/// each end, so that every width is symmetric. Weights in 1/256; values stay 16 bits (8.8 fixed point)
/// between passes.
struct BoxKernel {
    int whole = 0;
    std::uint32_t fraction = 0;  ///< of 256
    std::uint32_t total = 256;
    explicit BoxKernel(double widthPx) {
        const double beyond = std::max(0.0, (widthPx - 1) / 2);
        whole = int(beyond);
        fraction = std::uint32_t(std::lround((beyond - whole) * 256));
        total = std::uint32_t(2 * whole + 1) * 256 + 2 * fraction;
    }
};

/// Blurs the columns of `from` into `to`, all of a row at a time; edges are extended.
void boxColumns(const std::vector<std::uint16_t>& from, std::vector<std::uint16_t>& to, int w, int h,
                BoxKernel kernel) {
    const auto at = [&](int y) { return from.data() + std::size_t(std::clamp(y, 0, h - 1)) * w; };
    std::vector<std::uint32_t> sum(std::size_t(w), 0);
    for (int k = -kernel.whole; k <= kernel.whole; ++k) {
        const auto* row = at(k);
        for (int x = 0; x < w; ++x) sum[x] += row[x];
    }
    const float scale = 1.0f / float(kernel.total);
    for (int y = 0; y < h; ++y) {
        const auto *before = at(y - kernel.whole - 1), *after = at(y + kernel.whole + 1),
                   *leaving = at(y - kernel.whole);
        auto* out = to.data() + std::size_t(y) * w;
        for (int x = 0; x < w; ++x) {
            const float value =
                256.0f * float(sum[x]) + float(kernel.fraction * (std::uint32_t(before[x]) + after[x]));
            out[x] = std::uint16_t(value * scale + 0.5f);
            sum[x] += after[x] - std::uint32_t(leaving[x]);
        }
    }
}

void boxRows(const std::vector<std::uint16_t>& from, std::vector<std::uint16_t>& to, int w, int h,
             BoxKernel kernel) {
    const float scale = 1.0f / float(kernel.total);
    for (int y = 0; y < h; ++y) {
        const auto* row = from.data() + std::size_t(y) * w;
        auto* out = to.data() + std::size_t(y) * w;
        const auto at = [&](int x) { return std::uint32_t(row[std::clamp(x, 0, w - 1)]); };
        std::uint32_t sum = 0;
        for (int k = -kernel.whole; k <= kernel.whole; ++k) sum += at(k);
        for (int x = 0; x < w; ++x) {
            const std::uint32_t before = at(x - kernel.whole - 1), after = at(x + kernel.whole + 1);
            const float value = 256.0f * float(sum) + float(kernel.fraction * (before + after));
            out[x] = std::uint16_t(value * scale + 0.5f);
            sum += after - at(x - kernel.whole);
        }
    }
}

}  // namespace

Bitmap feathered(ConstView mask, int widthPx, FeatherKernel kernel) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    const int w = mask.width(), h = mask.height();
    Bitmap result(mask.size(), PixelFormat::Gray8);
    if (mask.empty()) return result;
    std::vector<std::uint16_t> a(std::size_t(w) * h), b(a.size());
    for (int y = 0; y < h; ++y) {
        const auto* m = mask.row<std::uint8_t>(y);
        for (int x = 0; x < w; ++x) a[std::size_t(y) * w + x] = std::uint16_t(m[x] << 8);
    }
    if (widthPx > 1) {
        // Three boxes of a third of the reach each approach a Gaussian (Wells 1986); their supports add up to
        // the ramp's.
        const int passes = kernel == FeatherKernel::Gaussian ? 3 : 1;
        const BoxKernel box(kernel == FeatherKernel::Gaussian ? (widthPx - 1) / 3.0 + 1 : widthPx);
        for (int pass = 0; pass < passes; ++pass) {
            boxRows(a, b, w, h, box);
            boxColumns(b, a, w, h, box);
        }
    }
    for (int y = 0; y < h; ++y) {
        auto* out = result.row<std::uint8_t>(y);
        // Rounded up, so that a pixel that the feather reaches at all is above 0, and full only where nothing
        // is missing.
        for (int x = 0; x < w; ++x) {
            const std::uint32_t v = a[std::size_t(y) * w + x];
            out[x] = std::uint8_t(v >= 0xFF00 ? 255 : std::min<std::uint32_t>(254, (v + 255) >> 8));
        }
    }
    return result;
}

}  // namespace lacuna
