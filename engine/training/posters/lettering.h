// Lettering on pages, crisp at any size, on a ground that is darkened or lightened until it can be read.
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

/// @param lines at most one a page, all horizontal or all vertical.
void paintLines(Canvas& canvas, const Atlas& atlas, std::span<const LineOfPage> lines);

}  // namespace lacuna::training
