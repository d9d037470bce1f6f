// Does the result lie where the original lay? Models drift by a pixel or two; a designer sees it at once.
#pragma once

#include "engine/image/view.h"

namespace lacuna {

struct Shift {
    double dx = 0;  ///< pixels by which `result` lies to the right of `original`
    double dy = 0;  ///< downwards
    double confidence =
        0;  ///< height of the correlation peak over its surroundings, 0..1; below 0.1 say nothing
};

/// Phase correlation (Kuglin & Hines 1975) of the luma of two pictures of one size, looking only where
/// `compare` (Gray8, empty = everywhere) is set; sub-pixel by the peak's centroid. Large pictures are looked
/// at in a central crop of at most 512 x 512.
Shift measureShift(ConstView original, ConstView result, ConstView compare = {});

}  // namespace lacuna
