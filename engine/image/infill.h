// A quick guess for pixels that nobody knows: what a person sees in a new area at once, and what the model
// starts from.
#pragma once

#include <cstdint>

#include "engine/image/view.h"

namespace lacuna {

enum class InfillMode : std::uint8_t {
    Smooth,      ///< push-pull pyramid: colours flow in from every side, no detail (Gortler et al. 1996, The
                 ///< Lumigraph, 3.4)
    EdgeExtend,  ///< the nearest known pixel, softened with distance: structure runs on, for extensions of a
                 ///< page
};

/// Replaces pixels of any format where `unknown` (Gray8, same size) is above 0, by 1/255 of how unknown they
/// are; known pixels are not touched. Transparent pixels count as unknown for the guess, and every pixel that
/// is replaced becomes opaque. With nothing known the area becomes middle grey. Time is proportional to the
/// view.
void infill(View pixels, ConstView unknown, InfillMode mode = InfillMode::Smooth);

/// Gray8, 255 where alpha is 0 and less where it is soft: what infill needs for a picture with holes.
Bitmap unknownFromAlpha(ConstView pixels);

}  // namespace lacuna
