// See changed_area.h.
#include "engine/image/changed_area.h"

#include <cstdlib>

#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

constexpr int kSmoothingPx = 16;         // two cells of the autoencoder: smaller differences are its errors
constexpr std::uint8_t kDifferent = 16;  // mean over the smoothing, of 255
constexpr double kMarginPx = 8;          // more than half of the ramp: what differs is shown whole
constexpr int kRampPx = 12;
constexpr double kAllOfIt = 0.9;  // share of the page above which there is nothing worth keeping

/// Mean absolute difference of the three channels.
Bitmap differences(ConstView before, ConstView after) {
    Bitmap result(before.size(), PixelFormat::Gray8);
    for (int y = 0; y < before.height(); ++y) {
        const auto* a = before.row<std::uint8_t>(y);
        const auto* b = after.row<std::uint8_t>(y);
        auto* out = result.row<std::uint8_t>(y);
        for (int x = 0; x < before.width(); ++x, a += 3, b += 3) {
            const int sum = std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
            out[x] = std::uint8_t(sum / 3);
        }
    }
    return result;
}

}  // namespace

Bitmap changedArea(ConstView before, ConstView after) {
    if (before.empty() || before.size() != after.size()) return {};
    LACUNA_CHECK(before.format() == PixelFormat::Rgb8 && after.format() == PixelFormat::Rgb8);
    Bitmap mask = feathered(differences(before, after), kSmoothingPx);
    binarize(mask, kDifferent);
    if (isBlank(mask)) return {};
    mask = grown(mask, kMarginPx);
    if (double(maskArea(mask)) > kAllOfIt * double(before.size().area())) return {};
    return feathered(mask, kRampPx, FeatherKernel::Linear);
}

}  // namespace lacuna
