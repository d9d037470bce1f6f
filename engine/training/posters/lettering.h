// Lettering on pages, crisp at any size. Where the ground would not let it be read, a wide and soft veil of
// shade or light lies under it; where the contrast suffices, there is none.
#pragma once

#include <span>

#include "engine/training/posters/atlas.h"
#include "engine/training/posters/canvas.h"

namespace lacuna::training {

/// Least contrast ratio of lettering with the ground around it; WCAG 2.2 asks for 4.5 (success criterion
/// 1.4.3), the rest is for grain and rounding.
inline constexpr double kLetteringContrast = 5;

struct LineOfPage {
    std::int64_t page = 0;
    const LineOnPage* line = nullptr;
};

/// The same for lettering with thin strokes.
inline constexpr double kSmallLetteringContrast = 7;
/// Lettering below this em is small, in page widths.
inline constexpr double kSmallEm = 0.09;

/// All veils first, then all letters: no line's veil lies on another's letters.
/// @param lines any number a page.
void paintLines(Canvas& canvas, const Atlas& atlas, std::span<const LineOfPage> lines);

}  // namespace lacuna::training
