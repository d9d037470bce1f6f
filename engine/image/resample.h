// Pictures at another size. For 8 bits the result is bit for bit that of Pillow's Image.resize, because the
// published models' preprocessing is made with it: antialiased convolution, 22-bit fixed-point weights, 8-bit
// rounding between the passes (libImaging/Resample.c); pictures with alpha are premultiplied on the way as
// Pillow's "RGBa".
#pragma once

#include "engine/image/view.h"

namespace lacuna {

enum class Filter : std::uint8_t { Box, Bilinear, Hamming, Bicubic, Lanczos };

/// `size` must not be empty; an empty source gives an empty Bitmap. 16-bit pictures go through float, rounded
/// once at the end.
Bitmap resized(ConstView source, Size size, Filter filter = Filter::Lanczos);

/// A part of the source with sub-pixel edges (Pillow's `box`: left, top, right, bottom), resized to `size`.
struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
};
Bitmap resized(ConstView source, Size size, Filter filter, const Box& box);

/// The next mip level: each pixel the mean of 2 x 2 (odd last rows and columns stand alone), colour weighted
/// with alpha.
inline Size halfOf(Size size) {
    return {(size.width + 1) / 2, (size.height + 1) / 2};
}
Bitmap halved(ConstView source);
/// Into existing pixels of halfOf(source.size()) and the same format.
void halveInto(ConstView source, View destination);

}  // namespace lacuna
