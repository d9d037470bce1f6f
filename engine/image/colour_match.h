// A model's picture often comes back a little darker, greyer or warmer than what it was given. The ring that
// should not have changed says by how much; the same correction then goes over all of the result, before it
// is blended in.
#pragma once

#include <array>

#include "engine/image/view.h"

namespace lacuna {

/// For each of red, green, blue in linear light: corrected = gain * value + offset, values 0..1.
struct ColourCorrection {
    std::array<double, 3> gain{1, 1, 1};
    std::array<double, 3> offset{0, 0, 0};
    bool isIdentity() const {
        return gain == std::array<double, 3>{1, 1, 1} && offset == std::array<double, 3>{0, 0, 0};
    }
};

/// Mean and standard deviation transfer (Reinhard et al. 2001, Color Transfer between Images) a channel,
/// weighted with `ring` (Gray8; all views of one size, colour of any format). The gain is kept within
/// 0.8..1.25 and is 1 where the ring is too even to tell; fewer than 64 ring pixels give the identity.
ColourCorrection measureColourShift(ConstView result, ConstView original, ConstView ring);

/// Applies a correction in place, `amount` 0..1 of it, through a table of the depth's values.
void applyCorrection(View pixels, const ColourCorrection& correction, double amount = 1);

}  // namespace lacuna
