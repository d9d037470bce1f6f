// See composite.h. One row routine for each blend mode and depth, chosen once a picture.
#include "engine/image/composite.h"

#include <array>
#include <cmath>

#include "engine/image/blend_modes.h"
#include "engine/image/convert.h"

namespace lacuna {
namespace {

template <class T>
constexpr std::uint32_t kFull = std::uint32_t(T(~T{0}));

std::uint32_t div255(std::uint32_t v) {  // round(v / 255) for v <= 255 * 65535
    v += 127;
    return (v + 1 + (v >> 8)) >> 8;
}

/// The source's alpha with mask and opacity, in the pixel's own depth.
template <class T>
std::uint32_t scaledAlpha(std::uint32_t alpha, const std::uint8_t* mask, std::uint32_t opacity, int x) {
    if (opacity != 255) alpha = (alpha * opacity + 127) / 255;
    if (mask && mask[x] != 255) alpha = (alpha * mask[x] + 127) / 255;
    return alpha;
}

/// (a * wa + b * (full - wa)) / full, rounded.
template <class T>
T mix(std::uint32_t a, std::uint32_t b, std::uint32_t weight) {
    constexpr std::uint32_t full = kFull<T>;
    const std::uint32_t sum = a * weight + b * (full - weight);
    if constexpr (sizeof(T) == 1)
        return T(div255(sum));
    else
        return T((sum + full / 2) / full);
}

template <class T>
void normalRow(T* out, const T* source, const std::uint8_t* mask, std::uint32_t opacity, int count) {
    constexpr std::uint32_t full = kFull<T>;
    for (int x = 0; x < count; ++x, out += 4, source += 4) {
        const std::uint32_t s = scaledAlpha<T>(source[3], mask, opacity, x);
        if (s == 0) continue;
        const std::uint32_t b = out[3];
        if (s == full || b == 0) {
            for (int c = 0; c < 3; ++c) out[c] = source[c];
            out[3] = T(s);
        } else if (b == full) {
            for (int c = 0; c < 3; ++c) out[c] = mix<T>(source[c], out[c], s);
        } else {
            const float sa = float(s), ba = float(b) * (1 - sa / float(full)), alpha = sa + ba;
            for (int c = 0; c < 3; ++c)
                out[c] = T((float(source[c]) * sa + float(out[c]) * ba) / alpha + 0.5f);
            out[3] = T(alpha + 0.5f);
        }
    }
}

template <class T, BlendMode mode>
void blendRow(T* out, const T* source, const std::uint8_t* mask, std::uint32_t opacity, int count) {
    constexpr float full = float(kFull<T>), toUnit = 1 / full;
    for (int x = 0; x < count; ++x, out += 4, source += 4) {
        const std::uint32_t s = scaledAlpha<T>(source[3], mask, opacity, x);
        if (s == 0) continue;
        const blending::Rgb b{float(out[0]) * toUnit, float(out[1]) * toUnit, float(out[2]) * toUnit};
        const blending::Rgb c{float(source[0]) * toUnit, float(source[1]) * toUnit,
                              float(source[2]) * toUnit};
        const blending::Rgb mixed = blending::blend<mode>(b, c);
        const float as = float(s) * toUnit, ab = float(out[3]) * toUnit, alpha = as + ab * (1 - as);
        const auto channel = [&](float backdrop, float plain, float blended) {
            const float colour = (1 - ab) * plain + ab * blended;
            const float value = (as * colour + (1 - as) * ab * backdrop) / alpha;
            return T(std::min(1.0f, std::max(0.0f, value)) * full + 0.5f);
        };
        out[0] = channel(b.r, c.r, mixed.r);
        out[1] = channel(b.g, c.g, mixed.g);
        out[2] = channel(b.b, c.b, mixed.b);
        out[3] = T(alpha * full + 0.5f);
    }
}

template <class T>
using RowFunction = void (*)(T*, const T*, const std::uint8_t*, std::uint32_t, int);

template <class T, std::size_t... modes>
constexpr std::array<RowFunction<T>, sizeof...(modes) + 1> tableOf(std::index_sequence<modes...>) {
    return {normalRow<T>, blendRow<T, BlendMode(modes + 1)>...};
}

template <class T>
RowFunction<T> rowFunction(BlendMode mode) {
    static constexpr auto table = tableOf<T>(std::make_index_sequence<kBlendModeCount - 1>{});
    return table[std::size_t(mode)];
}

template <class T>
void compositeAll(View backdrop, ConstView source, ConstView mask, std::uint8_t opacity, BlendMode mode) {
    const RowFunction<T> row = rowFunction<T>(mode);
    const bool direct = source.format() == backdrop.format();
    Bitmap line(direct ? Size{} : Size{source.width(), 1}, backdrop.format());
    for (int y = 0; y < backdrop.height(); ++y) {
        const T* from;
        if (direct) {
            from = source.row<T>(y);
        } else {
            convertInto(source.part({0, y, source.width(), 1}), line);
            from = line.row<T>(0);
        }
        row(backdrop.row<T>(y), from, mask.empty() ? nullptr : mask.row<std::uint8_t>(y), opacity,
            backdrop.width());
    }
}

template <class T>
void mixRow(T* original, const T* result, const std::uint8_t* mask, int count, int channels) {
    for (int x = 0; x < count; ++x, original += channels, result += channels) {
        const std::uint32_t m = mask[x];
        if (m == 0) continue;
        if (m == 255) {
            for (int c = 0; c < channels; ++c) original[c] = result[c];
        } else if (channels == 4) {
            // Colours count as much as they are opaque, else a transparent neighbour's colour would bleed in.
            const std::uint64_t b = std::uint64_t(original[3]) * (255 - m), s = std::uint64_t(result[3]) * m,
                                sum = b + s;
            if (sum == 0) continue;
            for (int c = 0; c < 3; ++c) original[c] = T((original[c] * b + result[c] * s + sum / 2) / sum);
            original[3] = T((sum + 127) / 255);
        } else {
            for (int c = 0; c < channels; ++c) {
                original[c] = T((original[c] * (255 - m) + result[c] * m + 127) / 255);
            }
        }
    }
}

}  // namespace

void compositeRow(BlendMode mode, std::uint8_t* backdrop, const std::uint8_t* source,
                  const std::uint8_t* mask, std::uint8_t opacity, int count) {
    rowFunction<std::uint8_t>(mode)(backdrop, source, mask, opacity, count);
}

void compositeRow(BlendMode mode, std::uint16_t* backdrop, const std::uint16_t* source,
                  const std::uint8_t* mask, std::uint8_t opacity, int count) {
    rowFunction<std::uint16_t>(mode)(backdrop, source, mask, opacity, count);
}

void composite(View backdrop, ConstView source, ConstView mask, double opacity, BlendMode mode) {
    LACUNA_CHECK(hasAlpha(backdrop.format()) && backdrop.size() == source.size());
    LACUNA_CHECK(mask.empty() || (mask.size() == backdrop.size() && mask.format() == PixelFormat::Gray8));
    const auto level = std::uint8_t(std::lround(std::min(1.0, std::max(0.0, opacity)) * 255));
    if (level == 0) return;
    if (isDeep(backdrop.format()))
        compositeAll<std::uint16_t>(backdrop, source, mask, level, mode);
    else
        compositeAll<std::uint8_t>(backdrop, source, mask, level, mode);
}

void mixInto(View original, ConstView result, ConstView mask) {
    LACUNA_CHECK(original.size() == result.size() && original.format() == result.format());
    LACUNA_CHECK(mask.size() == original.size() && mask.format() == PixelFormat::Gray8);
    for (int y = 0; y < original.height(); ++y) {
        const auto* m = mask.row<std::uint8_t>(y);
        if (isDeep(original.format())) {
            mixRow(original.row<std::uint16_t>(y), result.row<std::uint16_t>(y), m, original.width(),
                   original.channels());
        } else {
            mixRow(original.row<std::uint8_t>(y), result.row<std::uint8_t>(y), m, original.width(),
                   original.channels());
        }
    }
}

}  // namespace lacuna
