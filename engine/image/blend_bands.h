// The three rings of an inpaint edge, and the two masks that follow from them. The engine, the window and the
// command line build both masks here, so that what is shown, what is repainted and what is kept agree to the
// pixel.
#pragma once

#include "engine/image/view.h"

namespace lacuna {

/// In pixels of the document (of a request's `source`). Outside the blend ring the source stays
/// byte-identical.
struct BlendBands {
    int growPx = 0;     ///< the model repaints the mask dilated by this much
    int featherPx = 0;  ///< softness of the mask that the denoiser sees: the full width of the ramp
    int blendPx = 0;    ///< full width of the cross-fade when the result is composited
    bool operator==(const BlendBands&) const = default;
};

/// How far outside the painted mask anything can change: growPx + ceil(featherPx / 2).
int reachPx(const BlendBands& bands);

/// What the denoiser sees: the mask grown by growPx, then feathered linearly over featherPx.
Bitmap denoiseMask(ConstView mask, const BlendBands& bands);

/// What is put back: 0 where the denoise mask is 0, from there a straight ramp over blendPx of distance to
/// 255. 0 = the original's bytes, 255 = the result's. The view's own edges are no edges of the mask. A mask
/// thinner than the ramp gets a steeper one.
Bitmap compositeMask(ConstView denoiseMask, const BlendBands& bands);

}  // namespace lacuna
