// What the program that draws an atlas and the code that reads it agree on; the layout is in atlas.h. No
// torch here.
#pragma once

#include <cstdint>

namespace lacuna::training {

inline constexpr int kAtlasVersion = 2;
/// Distance that a glyph's bytes span on each side of the outline, in pixels of its cell.
inline constexpr double kGlyphSpreadPx = 4;
/// Pixels left of the pen in a glyph's cell, for what hangs over.
inline constexpr int kGlyphBearingPx = 5;

/// Drawings that decorations repeat, by their order in the file.
enum class Ornament : std::uint8_t { Cloud, Petal, Star, Corner };
inline constexpr int kOrnaments = 4;

}  // namespace lacuna::training
