// A picture's 64-bit fingerprint, which changes little when the picture is resized, compressed or brightened:
// how duplicates are found.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/image/view.h"

namespace lacuna::training::data {

/// pHash (Zauner 2010, Implementation and Benchmarking of Perceptual Image Hash Functions, section 3.2.1):
/// luma reduced to 32 x 32, DCT-II, the 8 x 8 coefficients (1..8, 1..8), one bit each: above their median.
/// Bit 8 v + u is the coefficient of vertical frequency v + 1 and horizontal frequency u + 1.
/// @param picture any format, not empty; alpha is composed over white.
std::uint64_t perceptualHash(ConstView picture);

/// Bits that differ, 0..64.
inline int hammingDistance(std::uint64_t a, std::uint64_t b) {
    return std::popcount(a ^ b);
}

}  // namespace lacuna::training::data
