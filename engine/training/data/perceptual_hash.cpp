// See perceptual_hash.h.
#include "engine/training/data/perceptual_hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/image/convert.h"
#include "engine/image/resample.h"

namespace lacuna::training::data {

std::uint64_t perceptualHash(ConstView picture) {
    constexpr int kSide = 32, kKept = 8;
    const Bitmap grey = converted(flattened(picture), PixelFormat::Gray8);
    const Bitmap small = resized(grey, {kSide, kSide}, Filter::Box);
    std::array<std::array<double, kSide>, kKept> cosine{};  // frequencies 1..8
    for (int k = 0; k < kKept; ++k) {
        for (int i = 0; i < kSide; ++i)
            cosine[k][i] = std::cos(std::numbers::pi * (i + 0.5) * (k + 1) / kSide);
    }
    std::array<std::array<double, kKept>, kSide> rows{};
    for (int y = 0; y < kSide; ++y) {
        for (int u = 0; u < kKept; ++u) {
            for (int x = 0; x < kSide; ++x) rows[y][u] += cosine[u][x] * small.row<std::uint8_t>(y)[x];
        }
    }
    std::array<double, kKept * kKept> coefficients{};
    for (int v = 0; v < kKept; ++v) {
        for (int u = 0; u < kKept; ++u) {
            for (int y = 0; y < kSide; ++y) coefficients[v * kKept + u] += cosine[v][y] * rows[y][u];
        }
    }
    auto sorted = coefficients;
    std::ranges::sort(sorted);
    const double median = (sorted[31] + sorted[32]) / 2;
    std::uint64_t hash = 0;
    for (int i = 0; i < kKept * kKept; ++i) hash |= std::uint64_t(coefficients[i] > median) << i;
    return hash;
}

}  // namespace lacuna::training::data
