// Outpainting is inpainting on a larger canvas: a request brings the crop already extended, its new pixels
// transparent or guessed; what is new is masked and painted (inpaint.h).
#pragma once

#include "engine/image/view.h"

namespace lacuna {

/// The mask of a request that brings none: what is transparent in its source, or lies in its outpaint margins
/// (pixels of source). Blank when nothing is new.
Bitmap outpaintMask(ConstView source, const Margins& margins);

}  // namespace lacuna
