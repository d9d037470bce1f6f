// See resample.h. The order of operations is Pillow's: it decides the last bit.
#include "engine/image/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/image/convert.h"

namespace lacuna {
namespace {

// Pillow, libImaging/Resample.c: 8 bits of value and 2 of headroom leave 22 for the weights.
constexpr int kPrecisionBits = 32 - 8 - 2;

double sinc(double x) {
    if (x == 0) return 1;
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

double weight(Filter filter, double x) {
    switch (filter) {
        case Filter::Box:
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        case Filter::Bilinear:
            x = std::abs(x);
            return x < 1 ? 1 - x : 0;
        case Filter::Hamming:
            x = std::abs(x);
            if (x == 0) return 1;
            if (x >= 1) return 0;
            x *= std::numbers::pi;
            return std::sin(x) / x * (0.54 + 0.46 * std::cos(x));
        case Filter::Bicubic: {
            constexpr double a = -0.5;
            x = std::abs(x);
            if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
            if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
            return 0;
        }
        case Filter::Lanczos:
            return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
    return 0;
}

double supportOf(Filter filter) {
    switch (filter) {
        case Filter::Box:
            return 0.5;
        case Filter::Bilinear:
        case Filter::Hamming:
            return 1;
        case Filter::Bicubic:
            return 2;
        case Filter::Lanczos:
            return 3;
    }
    return 1;
}

/// For each output position, which inputs count and how much; weights sum to 1.
struct Kernel {
    struct Window {
        int first = 0, count = 0;
    };
    std::vector<Window> windows;
    std::vector<double> weights;  ///< `size` for each window
    std::vector<std::int32_t> fixed;
    int size = 0;

    /// precompute_coeffs and normalize_coeffs_8bpc: the order of the operations decides the last bit.
    Kernel(int in, double from, double to, int out, Filter filter) {
        const double scale = (to - from) / out, filterScale = std::max(1.0, scale);
        const double support = supportOf(filter) * filterScale, inverse = 1.0 / filterScale;
        size = int(std::ceil(support)) * 2 + 1;
        windows.resize(std::size_t(out));
        weights.resize(std::size_t(out) * size);
        for (int i = 0; i < out; ++i) {
            const double centre = from + (i + 0.5) * scale;
            const int first = std::max(0, int(centre - support + 0.5));
            const int count = std::min(in, int(centre + support + 0.5)) - first;
            double* k = weights.data() + std::size_t(i) * size;
            double sum = 0;
            for (int x = 0; x < count; ++x) {
                k[x] = weight(filter, (x + first - centre + 0.5) * inverse);
                sum += k[x];
            }
            for (int x = 0; x < count; ++x) {
                if (sum != 0) k[x] /= sum;
            }
            windows[std::size_t(i)] = {first, count};
        }
        fixed.resize(weights.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            fixed[i] = std::int32_t((weights[i] < 0 ? -0.5 : 0.5) + weights[i] * (1 << kPrecisionBits));
        }
    }
};

std::uint8_t clip8(std::int32_t v) {
    return std::uint8_t(std::clamp(v >> kPrecisionBits, 0, 255));
}

template <int channels>
void horizontal8(ConstView in, int firstRow, View out, const Kernel& kernel) {
    for (int y = 0; y < out.height(); ++y) {
        const auto* from = in.row<std::uint8_t>(y + firstRow);
        auto* to = out.row<std::uint8_t>(y);
        for (int x = 0; x < out.width(); ++x) {
            const auto [first, count] = kernel.windows[std::size_t(x)];
            const std::int32_t* k = kernel.fixed.data() + std::size_t(x) * kernel.size;
            std::int32_t sum[channels];
            for (int c = 0; c < channels; ++c) sum[c] = 1 << (kPrecisionBits - 1);
            const auto* pixel = from + first * channels;
            for (int i = 0; i < count; ++i, pixel += channels) {
                for (int c = 0; c < channels; ++c) sum[c] += pixel[c] * k[i];
            }
            for (int c = 0; c < channels; ++c) to[x * channels + c] = clip8(sum[c]);
        }
    }
}

void vertical8(ConstView in, View out, const Kernel& kernel, int rowOffset) {
    const auto values = std::size_t(in.width()) * std::size_t(in.channels());
    std::vector<std::int32_t> sum(values);
    for (int y = 0; y < out.height(); ++y) {
        const auto [first, count] = kernel.windows[std::size_t(y)];
        const std::int32_t* k = kernel.fixed.data() + std::size_t(y) * kernel.size;
        std::fill(sum.begin(), sum.end(), 1 << (kPrecisionBits - 1));
        for (int i = 0; i < count; ++i) {
            const auto* row = in.row<std::uint8_t>(first + i - rowOffset);
            const std::int32_t w = k[i];
            for (std::size_t v = 0; v < values; ++v) sum[v] += row[v] * w;
        }
        auto* to = out.row<std::uint8_t>(y);
        for (std::size_t v = 0; v < values; ++v) to[v] = clip8(sum[v]);
    }
}

Bitmap resized8(ConstView source, Size size, Filter filter, const Box& box) {
    const int w = source.width(), h = source.height();
    const bool horizontal = size.width != w || box.left != 0 || box.right != size.width;
    const bool vertical = size.height != h || box.top != 0 || box.bottom != size.height;
    const Kernel columns(w, box.left, box.right, size.width, filter),
        rows(h, box.top, box.bottom, size.height, filter);
    // Only the rows that the second pass reads go through the first.
    const int firstRow = vertical ? rows.windows.front().first : 0;
    const int lastRow = vertical ? rows.windows.back().first + rows.windows.back().count : h;
    Bitmap between;
    if (horizontal) {
        between = Bitmap({size.width, lastRow - firstRow}, source.format());
        switch (source.channels()) {
            case 1:
                horizontal8<1>(source, firstRow, between, columns);
                break;
            case 3:
                horizontal8<3>(source, firstRow, between, columns);
                break;
            default:
                horizontal8<4>(source, firstRow, between, columns);
                break;
        }
        if (!vertical) return between;
    }
    if (!vertical) return converted(source, source.format());
    Bitmap result(size, source.format());
    vertical8(horizontal ? ConstView(between) : source, result, rows, horizontal ? firstRow : 0);
    return result;
}

/// RGBA to Pillow's "RGBa" (Convert.c, rgbA2rgba) and back (rgba2rgbA).
void premultiply8(View pixels) {
    for (int y = 0; y < pixels.height(); ++y) {
        auto* p = pixels.row<std::uint8_t>(y);
        for (int x = 0; x < pixels.width(); ++x, p += 4) {
            for (int c = 0; c < 3; ++c) {
                const std::uint32_t t = std::uint32_t(p[c]) * p[3] + 128;
                p[c] = std::uint8_t(((t >> 8) + t) >> 8);
            }
        }
    }
}
void unpremultiply8(View pixels) {
    for (int y = 0; y < pixels.height(); ++y) {
        auto* p = pixels.row<std::uint8_t>(y);
        for (int x = 0; x < pixels.width(); ++x, p += 4) {
            const std::uint32_t a = p[3];
            if (a == 0 || a == 255) continue;
            for (int c = 0; c < 3; ++c) p[c] = std::uint8_t(std::min<std::uint32_t>(255, 255 * p[c] / a));
        }
    }
}

/// 16 bits: premultiplied floats through both passes.
Bitmap resized16(ConstView source, Size size, Filter filter, const Box& box) {
    const int channels = source.channels(), h = source.height();
    const Kernel columns(source.width(), box.left, box.right, size.width, filter),
        rows(h, box.top, box.bottom, size.height, filter);
    const int firstRow = rows.windows.front().first,
              lastRow = rows.windows.back().first + rows.windows.back().count;
    const std::size_t values = std::size_t(size.width) * channels;
    std::vector<float> between(values * std::size_t(lastRow - firstRow)),
        line(std::size_t(source.width()) * channels);
    for (int y = firstRow; y < lastRow; ++y) {
        const auto* from = source.row<std::uint16_t>(y);
        for (int x = 0; x < source.width(); ++x) {
            const float alpha = channels == 4 ? float(from[4 * x + 3]) / 65535.0f : 1.0f;
            for (int c = 0; c < channels; ++c) {
                line[std::size_t(x * channels + c)] = float(from[x * channels + c]) * (c == 3 ? 1.0f : alpha);
            }
        }
        float* to = between.data() + values * std::size_t(y - firstRow);
        for (int x = 0; x < size.width; ++x) {
            const auto [first, count] = columns.windows[std::size_t(x)];
            const double* k = columns.weights.data() + std::size_t(x) * columns.size;
            for (int i = 0; i < count; ++i) {
                for (int c = 0; c < channels; ++c) {
                    to[x * channels + c] += line[std::size_t((first + i) * channels + c)] * float(k[i]);
                }
            }
        }
    }
    Bitmap result(size, source.format());
    std::vector<float> sum(values);
    for (int y = 0; y < size.height; ++y) {
        const auto [first, count] = rows.windows[std::size_t(y)];
        const double* k = rows.weights.data() + std::size_t(y) * rows.size;
        std::fill(sum.begin(), sum.end(), 0.0f);
        for (int i = 0; i < count; ++i) {
            const float* row = between.data() + values * std::size_t(first + i - firstRow);
            for (std::size_t v = 0; v < values; ++v) sum[v] += row[v] * float(k[i]);
        }
        auto* to = result.row<std::uint16_t>(y);
        for (int x = 0; x < size.width; ++x) {
            const float alpha = channels == 4 ? sum[std::size_t(4 * x + 3)] / 65535.0f : 1.0f;
            for (int c = 0; c < channels; ++c) {
                float v = sum[std::size_t(x * channels + c)];
                if (c < 3) v = alpha > 0 ? v / alpha : 0;
                to[x * channels + c] = std::uint16_t(std::clamp(v, 0.0f, 65535.0f) + 0.5f);
            }
        }
    }
    return result;
}

}  // namespace

Bitmap resized(ConstView source, Size size, Filter filter) {
    return resized(source, size, filter, {0, 0, double(source.width()), double(source.height())});
}

Bitmap resized(ConstView source, Size size, Filter filter, const Box& box) {
    if (source.empty()) return {};
    LACUNA_CHECK(!size.empty());
    LACUNA_CHECK(box.left >= 0 && box.top >= 0 && box.right <= source.width() &&
                 box.bottom <= source.height() && box.left < box.right && box.top < box.bottom);
    if (box.left == 0 && box.top == 0 && box.right == source.width() && box.bottom == source.height() &&
        size == source.size()) {
        return converted(source, source.format());
    }
    if (isDeep(source.format())) return resized16(source, size, filter, box);
    if (!hasAlpha(source.format())) return resized8(source, size, filter, box);
    Bitmap premultiplied = converted(source, source.format());
    premultiply8(premultiplied);
    Bitmap result = resized8(premultiplied, size, filter, box);
    unpremultiply8(result);
    return result;
}

}  // namespace lacuna
