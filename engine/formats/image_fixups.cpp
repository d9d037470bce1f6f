// See image_fixups.h.
#include "engine/formats/image_fixups.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/image/convert.h"
#include "engine/image/srgb.h"

namespace lacuna {
namespace {

constexpr float kShoulder = 0.8f, kBrightest = 1000.0f;  // of tone mapping, linear

template <class T>
void unassociateAs(View pixels) {
    constexpr std::uint64_t full = T(~T{0});
    for (int y = 0; y < pixels.height(); ++y) {
        T* p = pixels.row<T>(y);
        for (int x = 0; x < pixels.width(); ++x, p += 4) {
            const std::uint64_t alpha = p[3];
            if (alpha == full) continue;
            for (int c = 0; c < 3; ++c)
                p[c] = alpha == 0 ? T{0} : T(std::min(full, (p[c] * full + alpha / 2) / alpha));
        }
    }
}

template <std::size_t bytes>
void turn(const Bitmap& from, Bitmap& to, int orientation) {
    const int w = from.width(), h = from.height();
    for (int y = 0; y < h; ++y) {
        const std::byte* in = from.row<std::byte>(y);
        for (int x = 0; x < w; ++x, in += bytes) {
            int tx = x, ty = y;
            switch (orientation) {  // where the stored pixel (x, y) is seen
                case 2:
                    tx = w - 1 - x;
                    break;
                case 3:
                    tx = w - 1 - x, ty = h - 1 - y;
                    break;
                case 4:
                    ty = h - 1 - y;
                    break;
                case 5:
                    tx = y, ty = x;
                    break;
                case 6:
                    tx = h - 1 - y, ty = x;
                    break;
                case 7:
                    tx = h - 1 - y, ty = w - 1 - x;
                    break;
                case 8:
                    tx = y, ty = w - 1 - x;
                    break;
            }
            std::memcpy(to.row<std::byte>(ty) + std::size_t(tx) * bytes, in, bytes);
        }
    }
}

}  // namespace

Bitmap oriented(Bitmap pixels, int orientation) {
    if (orientation <= 1 || orientation > 8) return pixels;
    const Size size = orientation >= 5 ? Size{pixels.height(), pixels.width()} : pixels.size();
    Bitmap result(size, pixels.format());
    switch (bytesPerPixel(pixels.format())) {
        case 1:
            turn<1>(pixels, result, orientation);
            break;
        case 2:
            turn<2>(pixels, result, orientation);
            break;
        case 3:
            turn<3>(pixels, result, orientation);
            break;
        case 4:
            turn<4>(pixels, result, orientation);
            break;
        case 6:
            turn<6>(pixels, result, orientation);
            break;
        default:
            turn<8>(pixels, result, orientation);
            break;
    }
    return result;
}

void unassociate(View pixels) {
    if (isDeep(pixels.format()))
        unassociateAs<std::uint16_t>(pixels);
    else
        unassociateAs<std::uint8_t>(pixels);
}

void toneMap(std::span<const float> values, int channels, bool straight, View pixels) {
    const bool alpha = channels == 2 || channels == 4;
    const int colours = alpha ? channels - 1 : channels;
    const auto value = [](float v) { return std::isnan(v) ? 0.0f : std::clamp(v, 0.0f, kBrightest); };
    const auto opacity = [&](const float* p) {
        return alpha ? std::min(1.0f, value(p[channels - 1])) : 1.0f;
    };
    const auto colour = [&](const float* p, int c) {
        const float a = opacity(p);
        const float v = value(p[std::min(c, colours - 1)]);
        return straight || a >= 1 ? v : a > 0 ? std::min(kBrightest, v / a) : 0.0f;
    };
    float brightest = 1;
    const float* const end = values.data() + values.size();
    for (const float* p = values.data(); p < end; p += channels) {
        for (int c = 0; c < colours; ++c) brightest = std::max(brightest, colour(p, c));
    }
    // (1 + s) t / (1 + s t) leaves the shoulder with slope 1 and reaches 1 at the brightest value.
    const float steepness = (brightest - kShoulder) / (1 - kShoulder) - 1;
    const auto mapped = [&](float v) {
        if (brightest <= 1 || v <= kShoulder) return v;
        const float t = (v - kShoulder) / (brightest - kShoulder);
        return kShoulder + (1 - kShoulder) * (1 + steepness) * t / (1 + steepness * t);
    };
    const auto level = [](float v) { return std::uint16_t(std::lround(std::clamp(v, 0.0f, 1.0f) * 65535)); };
    const float* p = values.data();
    for (int y = 0; y < pixels.height(); ++y) {
        auto* out = pixels.row<std::uint16_t>(y);
        for (int x = 0; x < pixels.width(); ++x, p += channels, out += pixels.channels()) {
            for (int c = 0; c < std::min(3, pixels.channels()); ++c)
                out[c] = level(srgbFromLinear(mapped(colour(p, c))));
            if (pixels.channels() == 4) out[3] = level(opacity(p));
        }
    }
}

}  // namespace lacuna
