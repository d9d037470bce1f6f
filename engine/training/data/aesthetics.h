// How good a picture looks, as far as classical measures can tell: sharp, clean, well lit, colourful,
// balanced. They run anywhere; they do not know what the picture shows.
#pragma once

#include "engine/image/view.h"

namespace lacuna::training::data {

/// The measures as their papers define them, on 8-bit values.
struct ImageMeasures {
    double laplacianVariance = 0;  ///< of luma (Pech-Pacheco et al. 2000): under 30 blurred, over 300 sharp
    double noiseSigma = 0;         ///< standard deviation (Immerkaer 1996); fine texture counts as noise
    double meanLuma = 0;           ///< 0..255
    double lumaRange = 0;          ///< from the 1st to the 99th percentile
    double colourfulness = 0;      ///< Hasler & Suesstrunk 2003: 0 grey, 33 moderate, 82 high, 109 extreme
    /// From the centroid of what differs from the mean colour (after Achanta et al. 2009) to the nearest of
    /// the centre and the four points of thirds; 1 = a side.
    double offBalance = 0;
};

/// @param picture any format, at least 3 x 3. Reduce to 512 px on the long side first: all measures depend on
/// scale.
ImageMeasures measureImage(ConstView picture);

/// Each part in 0..1, better is larger; `value` is their weighted geometric mean, so one bad part is not made
/// good by the others. A part counts as at least 0.01 there.
struct AestheticScore {
    double value = 0;
    double sharpness = 0, cleanness = 0, exposure = 0, contrast = 0, colour = 0, balance = 0;
};
AestheticScore aestheticScore(const ImageMeasures& measures);

}  // namespace lacuna::training::data
