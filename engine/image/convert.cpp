// See convert.h. One row routine for each pair of formats, chosen once a picture.
#include "engine/image/convert.h"

#include <cstring>

namespace lacuna {
namespace {

std::uint8_t narrow(std::uint16_t v) {
    return std::uint8_t((std::uint32_t(v) * 255 + 32895) >> 16);
}

template <class To, class From>
To channel(From v) {
    if constexpr (sizeof(To) == sizeof(From))
        return v;
    else if constexpr (sizeof(To) == 2)
        return To(v * 257);
    else
        return narrow(v);
}

/// Pillow's L: libImaging/Convert.c, L24.
template <class T>
T luma(const T* rgb) {
    return T((19595u * rgb[0] + 38470u * rgb[1] + 7471u * rgb[2] + 32768u) >> 16);
}

template <class From, class To, int fromChannels, int toChannels>
void convertRow(const From* from, To* to, int count) {
    constexpr To opaque = To(~To{0});
    for (int i = 0; i < count; ++i, from += fromChannels, to += toChannels) {
        if constexpr (toChannels == 1) {
            to[0] = channel<To>(fromChannels == 1 ? from[0] : luma(from));
        } else {
            to[0] = channel<To>(from[0]);
            to[1] = channel<To>(from[fromChannels == 1 ? 0 : 1]);
            to[2] = channel<To>(from[fromChannels == 1 ? 0 : 2]);
            if constexpr (toChannels == 4) to[3] = fromChannels == 4 ? channel<To>(from[3]) : opaque;
        }
    }
}

template <class From, class To, int fromChannels, int toChannels>
void convertAll(ConstView from, View to) {
    for (int y = 0; y < from.height(); ++y) {
        convertRow<From, To, fromChannels, toChannels>(from.row<From>(y), to.row<To>(y), from.width());
    }
}

using Converter = void (*)(ConstView, View);

template <class From, class To, int fromChannels>
Converter converterTo(int toChannels) {
    switch (toChannels) {
        case 1:
            return convertAll<From, To, fromChannels, 1>;
        case 3:
            return convertAll<From, To, fromChannels, 3>;
        default:
            return convertAll<From, To, fromChannels, 4>;
    }
}

template <class From, class To>
Converter converterFor(int fromChannels, int toChannels) {
    switch (fromChannels) {
        case 1:
            return converterTo<From, To, 1>(toChannels);
        case 3:
            return converterTo<From, To, 3>(toChannels);
        default:
            return converterTo<From, To, 4>(toChannels);
    }
}

template <class T>
void flattenAll(ConstView source, View to, const T (&over)[3]) {
    constexpr std::uint32_t full = std::uint32_t(T(~T{0}));
    for (int y = 0; y < source.height(); ++y) {
        const T* from = source.row<T>(y);
        T* out = to.row<T>(y);
        for (int x = 0; x < source.width(); ++x, from += 4, out += 3) {
            const std::uint64_t alpha = from[3];
            for (int c = 0; c < 3; ++c) {
                out[c] = T((from[c] * alpha + over[c] * (full - alpha) + full / 2) / full);
            }
        }
    }
}

}  // namespace

PixelFormat formatOf(int channels, bool deep) {
    switch (channels) {
        case 1:
            return deep ? PixelFormat::Gray16 : PixelFormat::Gray8;
        case 3:
            return deep ? PixelFormat::Rgb16 : PixelFormat::Rgb8;
        default:
            return deep ? PixelFormat::Rgba16 : PixelFormat::Rgba8;
    }
}

void convertInto(ConstView source, View destination) {
    LACUNA_CHECK(source.size() == destination.size());
    if (source.empty()) return;
    if (source.format() == destination.format()) {
        const std::size_t bytes = std::size_t(source.width()) * std::size_t(bytesPerPixel(source.format()));
        for (int y = 0; y < source.height(); ++y) {
            std::memcpy(destination.row<std::uint8_t>(y), source.row<std::uint8_t>(y), bytes);
        }
        return;
    }
    const int from = source.channels(), to = destination.channels();
    const bool fromDeep = isDeep(source.format()), toDeep = isDeep(destination.format());
    const Converter convert = fromDeep ? (toDeep ? converterFor<std::uint16_t, std::uint16_t>(from, to)
                                                 : converterFor<std::uint16_t, std::uint8_t>(from, to))
                                       : (toDeep ? converterFor<std::uint8_t, std::uint16_t>(from, to)
                                                 : converterFor<std::uint8_t, std::uint8_t>(from, to));
    convert(source, destination);
}

Bitmap converted(ConstView source, PixelFormat format) {
    Bitmap result(source.size(), format);
    convertInto(source, result);
    return result;
}

Image converted(const Image& source, PixelFormat format) {
    if (source.format() == format || !source) return source;
    return converted(ConstView(source), format).freeze();
}

Bitmap flattened(ConstView source, Colour over) {
    const bool deep = isDeep(source.format());
    if (!hasAlpha(source.format())) return converted(source, formatOf(3, deep));
    Bitmap result(source.size(), formatOf(3, deep));
    if (deep) {
        flattenAll<std::uint16_t>(source, result, {over.red, over.green, over.blue});
    } else {
        flattenAll<std::uint8_t>(source, result, {narrow(over.red), narrow(over.green), narrow(over.blue)});
    }
    return result;
}

Bitmap alphaOf(ConstView source) {
    Bitmap result(source.size(), PixelFormat::Gray8);
    for (int y = 0; y < source.height(); ++y) {
        std::uint8_t* out = result.row<std::uint8_t>(y);
        if (source.format() == PixelFormat::Rgba8) {
            const auto* from = source.row<std::uint8_t>(y);
            for (int x = 0; x < source.width(); ++x) out[x] = from[4 * x + 3];
        } else if (source.format() == PixelFormat::Rgba16) {
            const auto* from = source.row<std::uint16_t>(y);
            for (int x = 0; x < source.width(); ++x) out[x] = narrow(from[4 * x + 3]);
        } else {
            std::memset(out, 255, std::size_t(source.width()));
        }
    }
    return result;
}

void multiplyAlpha(View pixels, ConstView mask) {
    LACUNA_CHECK(pixels.size() == mask.size() && hasAlpha(pixels.format()) &&
                 mask.format() == PixelFormat::Gray8);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto* m = mask.row<std::uint8_t>(y);
        if (isDeep(pixels.format())) {
            auto* out = pixels.row<std::uint16_t>(y) + 3;
            for (int x = 0; x < pixels.width(); ++x) {
                out[4 * x] = std::uint16_t((out[4 * x] * std::uint32_t(m[x]) + 127) / 255);
            }
        } else {
            auto* out = pixels.row<std::uint8_t>(y) + 3;
            for (int x = 0; x < pixels.width(); ++x) {
                out[4 * x] = std::uint8_t((out[4 * x] * std::uint32_t(m[x]) + 127) / 255);
            }
        }
    }
}

bool hasTransparency(ConstView source) {
    if (!hasAlpha(source.format())) return false;
    for (int y = 0; y < source.height(); ++y) {
        if (isDeep(source.format())) {
            const auto* from = source.row<std::uint16_t>(y) + 3;
            for (int x = 0; x < source.width(); ++x) {
                if (from[4 * x] != 65535) return true;
            }
        } else {
            const auto* from = source.row<std::uint8_t>(y) + 3;
            for (int x = 0; x < source.width(); ++x) {
                if (from[4 * x] != 255) return true;
            }
        }
    }
    return false;
}

}  // namespace lacuna
