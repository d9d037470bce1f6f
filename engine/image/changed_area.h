// What an instruction changed on a page, found by looking: an editing model redraws all of the page, but a
// designer wants every pixel that the instruction did not mean back, with its detail.
#pragma once

#include "engine/image/view.h"

namespace lacuna {

/// What of `after` should be shown over `before`: Gray8, 255 where it differs, 0 where it is the same but for
/// the autoencoder's small errors, a ramp between. The idea of DiffEdit (Couairon et al. 2022), on pictures
/// instead of noise. Both Rgb8, of one size. Empty when the mask would say nothing: (nearly) all of the page
/// differs, or none of it.
Bitmap changedArea(ConstView before, ConstView after);

}  // namespace lacuna
