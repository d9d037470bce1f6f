// Pixels that look random and are the same on every machine, also in Python:
//   s = 12345; for each byte: s = (s * 1664525 + 1013904223) & 0xffffffff; byte = s >> 24
#pragma once

#include <cstdint>

#include "engine/image/image.h"

namespace lacuna::tests {

inline Bitmap noise(Size size, PixelFormat format, std::uint32_t seed = 12345) {
    Bitmap bitmap(size, format);
    for (std::byte& b : bitmap.bytes()) {
        seed = seed * 1664525u + 1013904223u;
        b = std::byte(seed >> 24);
    }
    return bitmap;
}

/// FNV-1a, 64 bits: h = 0xcbf29ce484222325; for each byte: h = (h ^ byte) * 0x100000001b3.
inline std::uint64_t fingerprint(const Bitmap& bitmap) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const std::byte b : bitmap.bytes()) hash = (hash ^ std::uint64_t(b)) * 0x100000001b3ull;
    return hash;
}

}  // namespace lacuna::tests
