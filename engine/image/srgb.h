// The sRGB transfer curve (IEC 61966-2-1), as functions and as tables for stored values.
#pragma once

#include <cstdint>
#include <span>

namespace lacuna {

/// Encoded 0..1 to linear light 0..1, and back.
float linearFromSrgb(float encoded);
float srgbFromLinear(float linear);

/// Linear light of each stored value: 256 or 65536 entries, made once.
std::span<const float> linearTable8();
std::span<const float> linearTable16();
template <class T>
std::span<const float> linearTable() {
    if constexpr (sizeof(T) == 1)
        return linearTable8();
    else
        return linearTable16();
}

}  // namespace lacuna
