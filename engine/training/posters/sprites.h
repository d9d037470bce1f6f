// Drawings on pages: light behind what glows, a shadow, the drawing itself.
#pragma once

#include <span>

#include "engine/training/posters/atlas.h"
#include "engine/training/posters/canvas.h"

namespace lacuna::training {

enum class Shadow : std::uint8_t {
    None,
    Soft,    ///< fallen to the lower right, as of paper above the page
    Contact  ///< an ellipse under what stands on a surface
};

/// A drawing to be painted; lengths in page widths.
struct Stamp {
    std::int64_t page = 0;
    int drawing = 0;
    Rgb tint;
    double x = 0, y = 0;  ///< centre
    double side = 0;
    double angle = 0;  ///< degrees, clockwise
    bool mirrored = false;
    bool glows = false;
    double opacity = 1;
    Shadow shadow = Shadow::None;
};

/// @param stamps at most one a page.
void paintStamps(Canvas& canvas, const Atlas& atlas, std::span<const Stamp> stamps);

}  // namespace lacuna::training
