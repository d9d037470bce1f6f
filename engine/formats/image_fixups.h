// From how files store pixels to how Lacuna holds them: upright, straight alpha, sRGB of 8 or 16 bits.
// Internal to the image reader.
#pragma once

#include <span>

#include "engine/image/view.h"

namespace lacuna {

/// Turned and mirrored as Exif's Orientation 1..8 asks (TIFF 6.0, Exif 2.32 4.6.4), so that it stands
/// upright.
Bitmap oriented(Bitmap pixels, int orientation);

/// Premultiplied to straight alpha, in place; what is wholly transparent becomes black.
void unassociate(View pixels);

/// Linear light of any range, `channels` (1..4) values a pixel, to 16-bit sRGB `pixels` with the matching
/// format (two channels are grey with alpha). Pictures up to 1.0 are only encoded; brighter ones keep
/// everything below 0.8 and roll off the rest, so that their brightest value is white. Values that are no
/// numbers become 0. Alpha is associated unless `straight`.
void toneMap(std::span<const float> values, int channels, bool straight, View pixels);

}  // namespace lacuna
