// Growing and shrinking by a disc, through an exact distance transform: cost per pixel does not depend on the
// radius.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

constexpr float kFar = 1e12f;  // squared; finite, so that differences of two stay numbers

/// Squared distances along one line: the lower envelope of parabolas (Felzenszwalb & Huttenlocher 2012,
/// algorithm DT(f)).
struct Envelope {
    explicit Envelope(int longest)
        : apex(std::size_t(longest)), start(std::size_t(longest) + 1), line(std::size_t(longest)) {}

    void transform(int n) {
        int k = 0;
        apex[0] = 0;
        start[0] = -std::numeric_limits<float>::infinity();
        start[1] = std::numeric_limits<float>::infinity();
        for (int q = 1; q < n; ++q) {
            if (line[q] >= kFar) continue;  // never the lowest where another reaches
            float s = crossing(q, apex[k]);
            while (k > 0 && s <= start[k]) {
                --k;
                s = crossing(q, apex[k]);
            }
            apex[++k] = q;
            start[k] = s;
            start[k + 1] = std::numeric_limits<float>::infinity();
        }
    }
    template <class Write>
    void evaluate(int n, Write write) const {
        int k = 0;
        for (int q = 0; q < n; ++q) {
            while (start[k + 1] < float(q)) ++k;
            const float d = float(q - apex[k]);
            write(q, std::min(kFar, d * d + line[apex[k]]));
        }
    }

    std::vector<int> apex;
    std::vector<float> start, line;

  private:
    float crossing(int q, int p) const {
        // In double: squares of coordinates beyond 4096 do not fit a float's 24 bits.
        return float(((double(line[q]) + double(q) * q) - (double(line[p]) + double(p) * p)) /
                     (2.0 * (q - p)));
    }
};

/// Squared distance from each pixel to the nearest for which inside(value).
template <class Inside>
std::vector<float> squaredDistance(ConstView mask, Inside inside) {
    const int w = mask.width(), h = mask.height();
    std::vector<float> d(std::size_t(w) * h);
    // Columns first, for a binary picture by two sweeps over whole rows: no envelope and no strided access.
    for (int y = 0; y < h; ++y) {
        const auto* m = mask.row<std::uint8_t>(y);
        float* row = d.data() + std::size_t(y) * w;
        for (int x = 0; x < w; ++x) {
            row[x] = inside(m[x]) ? 0.0f : (y > 0 ? row[x - w] + 1 : kFar);
        }
    }
    for (int y = h - 2; y >= 0; --y) {
        float* row = d.data() + std::size_t(y) * w;
        for (int x = 0; x < w; ++x) row[x] = std::min(row[x], row[x + w] + 1);
    }
    Envelope envelope(std::max(w, 1));
    for (int y = 0; y < h; ++y) {
        float* row = d.data() + std::size_t(y) * w;
        for (int x = 0; x < w; ++x) envelope.line[x] = row[x] >= 1e6f ? kFar : row[x] * row[x];
        envelope.transform(w);
        envelope.evaluate(w, [&](int x, float value) { row[x] = value; });
    }
    return d;
}

}  // namespace

std::vector<float> distanceToMask(ConstView mask) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    std::vector<float> d = squaredDistance(mask, [](std::uint8_t v) { return v >= 128; });
    for (float& v : d) v = std::sqrt(v);
    return d;
}

Bitmap grown(ConstView mask, double radiusPx) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    const int w = mask.width(), h = mask.height();
    Bitmap result(mask.size(), PixelFormat::Gray8);
    const bool shrinking = radiusPx < 0;
    const float radius = float(std::abs(radiusPx));
    const auto d = shrinking ? squaredDistance(mask, [](std::uint8_t v) { return v < 128; })
                             : squaredDistance(mask, [](std::uint8_t v) { return v >= 128; });
    // A pixel is covered from half a pixel before the circle to half a pixel after it.
    const float solid = std::max(0.0f, radius - 0.5f), nothing = radius + 0.5f;
    const float solidSquared = radius > 0.5f ? solid * solid : 0.0f, nothingSquared = nothing * nothing;
    for (int y = 0; y < h; ++y) {
        const auto* m = mask.row<std::uint8_t>(y);
        auto* out = result.row<std::uint8_t>(y);
        const float* row = d.data() + std::size_t(y) * w;
        for (int x = 0; x < w; ++x) {
            std::uint8_t reached = 0;
            if (row[x] <= solidSquared)
                reached = 255;
            else if (row[x] < nothingSquared)
                reached = std::uint8_t(std::lround(255 * std::min(1.0f, nothing - std::sqrt(row[x]))));
            out[x] = shrinking ? std::min(m[x], std::uint8_t(255 - reached)) : std::max(m[x], reached);
        }
    }
    return result;
}

Bitmap ringAround(ConstView mask, double innerPx, double outerPx) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    const auto d = squaredDistance(mask, [](std::uint8_t v) { return v >= 128; });
    Bitmap result(mask.size(), PixelFormat::Gray8);
    const float inner = float(innerPx * innerPx), outer = float(outerPx * outerPx);
    auto* out = result.row<std::uint8_t>(0);
    for (std::size_t i = 0; i < d.size(); ++i) out[i] = d[i] > inner && d[i] <= outer ? 255 : 0;
    return result;
}

}  // namespace lacuna
