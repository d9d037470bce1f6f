// A brush is a row of dabs. Where the dabs lie is a pure function of pointer samples, so a stroke can be
// replayed for redo, tested by table, and painted by the same code whether it comes from the mouse, a pen or
// a test.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/image/convert.h"
#include "engine/image/view.h"

namespace lacuna {

/// One round stamp, in document pixels (the centre of the first pixel is 0.5, 0.5).
struct Dab {
    double x = 0;
    double y = 0;
    double radiusPx = 1;
    double hardness = 1;  ///< 0..1: the part of the radius that is solid
    double opacity = 1;   ///< 0..1
    bool operator==(const Dab&) const = default;
};

struct Brush {
    double sizePx = 40;  ///< diameter at full pressure
    double hardness = 0.8;
    double opacity = 1;
    double spacing = 0.12;  ///< distance between dabs, in diameters (at least half a pixel)
    bool pressureChangesSize = true;
    bool pressureChangesOpacity = false;
};

struct PointerSample {
    double x = 0;
    double y = 0;
    double pressure = 1;  ///< 0..1; a mouse gives 1
};

/// The dabs after `from` up to and including `to`, and how far the pointer has gone since the last of them.
struct DabRun {
    std::vector<Dab> dabs;
    double sinceLastPx = 0;
};
/// `sinceLastPx` is what the previous run returned (0 after firstDab). Positions and pressure are
/// interpolated linearly; the result does not depend on how the way is cut into samples, up to the pressure's
/// interpolation.
DabRun dabsBetween(const Brush& brush, PointerSample from, PointerSample to, double sinceLastPx);
/// The dab where a stroke begins.
Dab firstDab(const Brush& brush, PointerSample at);

/// The pixels that a dab may touch, not clipped.
Rect boundsOf(const Dab& dab);
/// What a dab covers of the pixel whose centre is (px, py): 0..opacity. Solid to hardness * radius, then a
/// smooth fall (1 - t^2)^2 to the radius, never narrower than one pixel (the anti-aliased edge of a hard
/// brush).
double coverage(const Dab& dab, double px, double py);

enum class DabMode : std::uint8_t {
    Paint,  ///< max(mask, coverage): painting over a place again does not harden its soft edge
    Erase,  ///< min(mask, 1 - coverage)
};
/// Paints into a Gray8 mask whose first pixel is document pixel (originX, originY). Returns the changed
/// pixels, in the document.
Rect paintDab(View mask, int originX, int originY, const Dab& dab, DabMode mode);
/// Paints colour over Rgba8 or Rgba16, straight alpha; Erase lowers alpha instead.
Rect paintDab(View pixels, int originX, int originY, const Dab& dab, Colour colour, DabMode mode);

}  // namespace lacuna
