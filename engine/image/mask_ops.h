// What can be done to a mask: Gray8, 255 = repaint, values between are soft. All work is proportional to the
// view that is given, so a caller with a large page passes the changed part (see the reach of each
// operation).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/image/view.h"

namespace lacuna {

/// The smallest rectangle that holds every pixel above `threshold`; empty when there is none.
Rect maskBounds(ConstView mask, std::uint8_t threshold = 0);
bool isBlank(ConstView mask);
/// How many pixels are at 128 or above.
std::int64_t maskArea(ConstView mask);

void setAll(View mask, std::uint8_t value);
void invert(View mask);
/// 255 where the mask is `lowest` or above, else 0.
void binarize(View mask, std::uint8_t lowest);

/// How a shape or another mask meets what is there.
enum class MaskCombine : std::uint8_t {
    Replace,    ///< b
    Add,        ///< max(a, b)
    Subtract,   ///< min(a, 255 - b)
    Intersect,  ///< min(a, b)
};
/// mask = combine(mask, other); both of one size.
void combine(View mask, ConstView other, MaskCombine how);

/// An axis-parallel rectangle with sub-pixel edges, anti-aliased by coverage. Returns the changed pixels,
/// clipped to the mask: Replace and Intersect change all of the view.
Rect fillRectangle(View mask, double left, double top, double right, double bottom,
                   MaskCombine how = MaskCombine::Add);

/// A closed polygon (the lasso's points), non-zero winding, anti-aliased by exact area coverage.
/// Returns the changed pixels as fillRectangle does. Fewer than three points fill nothing.
Rect fillPolygon(View mask, std::span<const PointF> points, MaskCombine how = MaskCombine::Add);

/// Euclidean distance in pixels (centre to centre) from each pixel to the nearest one with mask >= 128; a
/// large number when there is none. Exact and linear in the area (Felzenszwalb & Huttenlocher, Distance
/// Transforms of Sampled Functions, 2012). Row-major.
std::vector<float> distanceToMask(ConstView mask);

/// Grown by a disc of `radiusPx` (shrunk when negative), with an anti-aliased edge; soft pixels are kept by
/// union. Reach: ceil(radius) + 1 pixels beyond the mask's bounds. Shrinking does not eat from the view's own
/// edges.
Bitmap grown(ConstView mask, double radiusPx);

enum class FeatherKernel : std::uint8_t {
    Linear,    ///< one box: an edge becomes a straight ramp of `widthPx`
    Gaussian,  ///< three boxes, standard deviation widthPx / 4; the same reach as the ramp, smoother ends
};
/// Softens edges over `widthPx` in all, half inside and half outside; edges of the view are extended.
/// Separable, the cost does not depend on the width. Reach beyond the mask's bounds: ceil(widthPx / 2)
/// pixels, for Gaussian at most 3 more.
Bitmap feathered(ConstView mask, int widthPx, FeatherKernel kernel = FeatherKernel::Gaussian);

/// The ring of pixels between `innerPx` and `outerPx` outside the mask (>= 128), as 0 or 255.
Bitmap ringAround(ConstView mask, double innerPx, double outerPx);

}  // namespace lacuna
