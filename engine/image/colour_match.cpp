// See colour_match.h.
#include "engine/image/colour_match.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/image/convert.h"
#include "engine/image/srgb.h"

namespace lacuna {
namespace {

constexpr double kLowestGain = 0.8, kHighestGain = 1.25;
constexpr double kEvenDeviation =
    0.004;  // about one 8-bit step in the mid tones: below it, contrast is noise
constexpr double kFewestPixels = 64;

struct Moments {
    double weight = 0;
    std::array<double, 3> sum{}, squares{};
    double mean(int c) const { return sum[std::size_t(c)] / weight; }
    double deviation(int c) const {
        return std::sqrt(std::max(0.0, squares[std::size_t(c)] / weight - mean(c) * mean(c)));
    }
};

template <class T>
Moments momentsAs(ConstView pixels, ConstView ring) {
    const auto linear = linearTable<T>();
    const int channels = pixels.channels();
    Moments m;
    for (int y = 0; y < pixels.height(); ++y) {
        const auto* weights = ring.row<std::uint8_t>(y);
        const T* p = pixels.row<T>(y);
        for (int x = 0; x < pixels.width(); ++x, p += channels) {
            if (weights[x] == 0 || (channels == 4 && p[3] == 0)) continue;
            const double weight = weights[x] / 255.0;
            m.weight += weight;
            for (int c = 0; c < 3; ++c) {
                const double v = linear[p[channels == 1 ? 0 : c]];
                m.sum[std::size_t(c)] += weight * v;
                m.squares[std::size_t(c)] += weight * v * v;
            }
        }
    }
    return m;
}

Moments momentsOf(ConstView pixels, ConstView ring) {
    return isDeep(pixels.format()) ? momentsAs<std::uint16_t>(pixels, ring)
                                   : momentsAs<std::uint8_t>(pixels, ring);
}

template <class T>
void applyAs(View pixels, const ColourCorrection& correction, double amount) {
    constexpr int entries = 1 << (8 * sizeof(T));
    const auto linear = linearTable<T>();
    std::array<std::vector<T>, 3> tables;
    for (std::size_t c = 0; c < 3; ++c) {
        tables[c].resize(entries);
        for (int i = 0; i < entries; ++i) {
            const double corrected = linear[std::size_t(i)] * correction.gain[c] + correction.offset[c];
            const double encoded = srgbFromLinear(float(std::clamp(corrected, 0.0, 1.0))) * (entries - 1);
            tables[c][std::size_t(i)] = T(std::lround(i + amount * (encoded - i)));
        }
    }
    const int channels = pixels.channels(), colours = std::min(channels, 3);
    for (int y = 0; y < pixels.height(); ++y) {
        T* p = pixels.row<T>(y);
        for (int x = 0; x < pixels.width(); ++x, p += channels) {
            for (int c = 0; c < colours; ++c) p[c] = tables[std::size_t(c)][p[c]];
        }
    }
}

}  // namespace

ColourCorrection measureColourShift(ConstView result, ConstView original, ConstView ring) {
    LACUNA_CHECK(result.size() == original.size() && ring.size() == original.size());
    LACUNA_CHECK(ring.format() == PixelFormat::Gray8);
    const Moments from = momentsOf(result, ring), to = momentsOf(original, ring);
    ColourCorrection correction;
    if (from.weight < kFewestPixels || to.weight < kFewestPixels) return correction;
    for (int c = 0; c < 3; ++c) {
        const double deviation = from.deviation(c);
        const double gain = deviation < kEvenDeviation || to.deviation(c) < kEvenDeviation
                                ? 1.0
                                : std::clamp(to.deviation(c) / deviation, kLowestGain, kHighestGain);
        correction.gain[std::size_t(c)] = gain;
        correction.offset[std::size_t(c)] = to.mean(c) - gain * from.mean(c);
    }
    return correction;
}

void applyCorrection(View pixels, const ColourCorrection& correction, double amount) {
    if (correction.isIdentity() || amount <= 0 || pixels.empty()) return;
    if (isDeep(pixels.format()))
        applyAs<std::uint16_t>(pixels, correction, amount);
    else
        applyAs<std::uint8_t>(pixels, correction, amount);
}

}  // namespace lacuna
