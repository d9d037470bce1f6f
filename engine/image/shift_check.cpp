// See shift_check.h. Phase correlation of one window, with an FFT of powers of two, which is all that it
// needs.
#include "engine/image/shift_check.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

using Complex = std::complex<float>;
constexpr int kLargest = 512;
constexpr double kFewestPixels = 256;

/// In place, radix 2, decimation in time; `n` is a power of two.
void fft(Complex* data, int n, const std::vector<Complex>& twiddles, int stride) {
    for (int i = 1, j = 0; i < n; ++i) {
        int bit = n >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(data[i * stride], data[j * stride]);
    }
    for (int length = 2; length <= n; length <<= 1) {
        const int step = n / length;
        for (int i = 0; i < n; i += length) {
            for (int k = 0; k < length / 2; ++k) {
                Complex &a = data[(i + k) * stride], &b = data[(i + k + length / 2) * stride];
                const Complex t = b * twiddles[std::size_t(k * step)];
                b = a - t;
                a += t;
            }
        }
    }
}

struct Plane {
    int width, height;
    std::vector<Complex> values;

    void transform(bool back) {
        const auto run = [&](int n, int lines, int between, int stride) {
            std::vector<Complex> twiddles(std::size_t(n) / 2);
            for (int k = 0; k < n / 2; ++k) {
                const double angle = (back ? 2 : -2) * std::numbers::pi * k / n;
                twiddles[std::size_t(k)] = Complex(float(std::cos(angle)), float(std::sin(angle)));
            }
            for (int i = 0; i < lines; ++i)
                fft(values.data() + std::size_t(i) * between, n, twiddles, stride);
        };
        run(width, height, width, 1);
        run(height, width, 1, width);
    }
};

int powerOfTwoUpTo(int n) {
    int p = 1;
    while (p * 2 <= n && p < kLargest) p *= 2;
    return p;
}

/// The luma inside `area` without its mean, faded to nothing at the window's borders (Hann) and where it is
/// not to be compared.
Plane prepared(ConstView picture, ConstView compare, const Rect& area) {
    const Bitmap grey = converted(picture.part(area), PixelFormat::Gray16);
    std::vector<float> weight(std::size_t(area.size().area()));
    const auto hann = [](int i, int n) { return 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (i + 0.5) / n); };
    double sum = 0, weights = 0;
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            double w = hann(x, area.width) * hann(y, area.height);
            if (!compare.empty()) w *= compare.row<std::uint8_t>(area.y + y)[area.x + x] / 255.0;
            weight[std::size_t(y) * area.width + x] = float(w);
            sum += w * grey.row<std::uint16_t>(y)[x];
            weights += w;
        }
    }
    const double mean = weights > 0 ? sum / weights : 0;
    Plane plane{area.width, area.height, std::vector<Complex>(weight.size())};
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            const std::size_t i = std::size_t(y) * area.width + x;
            plane.values[i] = float((grey.row<std::uint16_t>(y)[x] - mean) / 65535.0) * weight[i];
        }
    }
    return plane;
}

/// Of nine windows over the picture, the one in which most is to be compared.
Rect windowFor(Size size, ConstView compare) {
    const int w = powerOfTwoUpTo(size.width), h = powerOfTwoUpTo(size.height);
    Rect best{(size.width - w) / 2, (size.height - h) / 2, w, h};
    if (compare.empty()) return best;
    std::int64_t most = maskArea(compare.part(best));
    for (int i = 0; i < 9; ++i) {
        const Rect r{(size.width - w) * (i % 3) / 2, (size.height - h) * (i / 3) / 2, w, h};
        if (const std::int64_t area = maskArea(compare.part(r)); area > most) most = area, best = r;
    }
    return best;
}

}  // namespace

Shift measureShift(ConstView original, ConstView result, ConstView compare) {
    LACUNA_CHECK(original.size() == result.size());
    LACUNA_CHECK(compare.empty() || compare.size() == original.size());
    if (original.width() < 16 || original.height() < 16) return {};
    const Rect area = windowFor(original.size(), compare);
    if (!compare.empty() && double(maskArea(compare.part(area))) < kFewestPixels) return {};
    Plane a = prepared(original, compare, area), b = prepared(result, compare, area);
    a.transform(false);
    b.transform(false);
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const Complex cross = std::conj(a.values[i]) * b.values[i];
        const float length = std::abs(cross);
        a.values[i] = length > 1e-9f ? cross / length : Complex{};
    }
    a.transform(true);
    const int w = area.width, h = area.height;
    std::size_t peak = 0;
    for (std::size_t i = 1; i < a.values.size(); ++i) {
        if (a.values[i].real() > a.values[peak].real()) peak = i;
    }
    const int px = int(peak % std::size_t(w)), py = int(peak / std::size_t(w));
    // The centroid of the peak's 3 x 3 surroundings; phase correlation spreads a fractional shift over two
    // neighbours.
    double sum = 0, sx = 0, sy = 0;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            const double v = std::max(
                0.0f, a.values[std::size_t((py + dy + h) % h) * w + std::size_t((px + dx + w) % w)].real());
            sum += v, sx += v * dx, sy += v * dy;
        }
    }
    if (!(sum > 0)) return {};
    Shift shift;
    shift.dx = (px > w / 2 ? px - w : px) + sx / sum;
    shift.dy = (py > h / 2 ? py - h : py) + sy / sum;
    shift.confidence = std::min(1.0, sum / (double(w) * h));
    return shift;
}

}  // namespace lacuna
