// The arithmetic of pulling a page's edges: pure functions, so that every modifier and every snap is tested
// by table.
#pragma once

#include <string>

#include "engine/image/geometry.h"

namespace lacuna {

/// Which part of the frame is held: -1 left or top edge, +1 right or bottom edge, 0 neither.
struct FrameHandle {
    int x = 0;
    int y = 0;
    bool operator==(const FrameHandle&) const = default;
    bool none() const { return x == 0 && y == 0; }
    bool corner() const { return x != 0 && y != 0; }
};

struct PullOptions {
    bool keepRatio = false;  ///< Shift: of the frame when the drag began
    bool symmetric = false;  ///< Alt: the opposite edge does the same
    bool snap = true;        ///< off with Ctrl
    double tolerancePx = 8;  ///< how near a snap catches, in document pixels
    int grid = 16;           ///< the model's: sides are rounded to multiples when nothing else catches
    double dpi = 300;        ///< for paper sizes
};

struct Pull {
    Margins margins;    ///< pixels added on each side; negative ones are cut off
    std::string label;  ///< what caught: "A3", "4:5"; empty when nothing with a name did
};

inline Size grownBy(Size page, const Margins& m) {
    return {page.width + m.left + m.right, page.height + m.top + m.bottom};
}
inline Rect frameOf(Size page, const Margins& m) {
    const Size size = grownBy(page, m);
    return {-m.left, -m.top, size.width, size.height};
}

/// `before`: the margins when the drag began; (dx, dy): how far the pointer went since, in document pixels.
/// The result's sides are kMinFrameSide to kMaxFrameSide pixels. Without keepRatio a snap moves the held
/// edges only.
inline constexpr int kMinFrameSide = 16, kMaxFrameSide = 65535;
Pull pullEdges(Size page, const Margins& before, FrameHandle handle, double dx, double dy,
               const PullOptions& options);

/// The part of `margins` that adds pixels, and the part that cuts (as negative margins).
Margins addedBy(const Margins& margins);
Margins cutBy(const Margins& margins);

/// "4:5", "1:√2" or empty: the common ratio that `size` has within half a percent.
std::string ratioName(Size size);

}  // namespace lacuna
