// The blend functions B(Cb, Cs) themselves, on colours of 0..1; internal to compositing.
// Source: W3C, Compositing and Blending Level 1, sections 10.1 (separable) and 10.2 (non-separable).
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/image/composite.h"

namespace lacuna::blending {

struct Rgb {
    float r, g, b;
};

inline float multiply(float b, float s) {
    return b * s;
}
inline float screen(float b, float s) {
    return b + s - b * s;
}
inline float hardLight(float b, float s) {
    return s <= 0.5f ? multiply(b, 2 * s) : screen(b, 2 * s - 1);
}
inline float colourDodge(float b, float s) {
    return b <= 0 ? 0.0f : s >= 1 ? 1.0f : std::min(1.0f, b / (1 - s));
}
inline float colourBurn(float b, float s) {
    return b >= 1 ? 1.0f : s <= 0 ? 0.0f : 1 - std::min(1.0f, (1 - b) / s);
}
inline float softLight(float b, float s) {
    if (s <= 0.5f) return b - (1 - 2 * s) * b * (1 - b);
    const float d = b <= 0.25f ? ((16 * b - 12) * b + 4) * b : std::sqrt(b);
    return b + (2 * s - 1) * (d - b);
}

template <BlendMode mode>
float separable(float b, float s) {
    if constexpr (mode == BlendMode::Multiply)
        return multiply(b, s);
    else if constexpr (mode == BlendMode::Screen)
        return screen(b, s);
    else if constexpr (mode == BlendMode::Overlay)
        return hardLight(s, b);
    else if constexpr (mode == BlendMode::Darken)
        return std::min(b, s);
    else if constexpr (mode == BlendMode::Lighten)
        return std::max(b, s);
    else if constexpr (mode == BlendMode::ColourDodge)
        return colourDodge(b, s);
    else if constexpr (mode == BlendMode::ColourBurn)
        return colourBurn(b, s);
    else if constexpr (mode == BlendMode::HardLight)
        return hardLight(b, s);
    else if constexpr (mode == BlendMode::SoftLight)
        return softLight(b, s);
    else if constexpr (mode == BlendMode::Difference)
        return std::abs(b - s);
    else if constexpr (mode == BlendMode::Exclusion)
        return b + s - 2 * b * s;
    else
        return s;
}

inline float luminosity(Rgb c) {
    return 0.3f * c.r + 0.59f * c.g + 0.11f * c.b;
}
inline float saturation(Rgb c) {
    return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b});
}

inline Rgb clipColour(Rgb c) {
    const float l = luminosity(c), n = std::min({c.r, c.g, c.b}), x = std::max({c.r, c.g, c.b});
    const auto each = [&](float v) {
        if (n < 0) v = l + (v - l) * l / (l - n);
        if (x > 1) v = l + (v - l) * (1 - l) / (x - l);
        return v;
    };
    return {each(c.r), each(c.g), each(c.b)};
}
inline Rgb withLuminosity(Rgb c, float l) {
    const float d = l - luminosity(c);
    return clipColour({c.r + d, c.g + d, c.b + d});
}
inline Rgb withSaturation(Rgb c, float s) {
    const float n = std::min({c.r, c.g, c.b}), range = saturation(c);
    if (range <= 0) return {0, 0, 0};
    return {(c.r - n) * s / range, (c.g - n) * s / range, (c.b - n) * s / range};
}

template <BlendMode mode>
Rgb blend(Rgb b, Rgb s) {
    if constexpr (mode == BlendMode::Hue)
        return withLuminosity(withSaturation(s, saturation(b)), luminosity(b));
    else if constexpr (mode == BlendMode::Saturation)
        return withLuminosity(withSaturation(b, saturation(s)), luminosity(b));
    else if constexpr (mode == BlendMode::Colour)
        return withLuminosity(s, luminosity(b));
    else if constexpr (mode == BlendMode::Luminosity)
        return withLuminosity(b, luminosity(s));
    else
        return {separable<mode>(b.r, s.r), separable<mode>(b.g, s.g), separable<mode>(b.b, s.b)};
}

}  // namespace lacuna::blending
