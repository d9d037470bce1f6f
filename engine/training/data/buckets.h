// The few sizes that pictures are brought to, so that pictures can share a batch.
#pragma once

#include "engine/image/view.h"

namespace lacuna::training::data {

/// The bucket of a picture: about `resolution` squared pixels, of the nearest of nine aspect ratios from 1:2
/// to 2:1, sides multiples of `grid`.
Size bucketOf(Size picture, std::int64_t resolution, int grid);

/// Scaled so that it covers `bucket`, the middle of it. Not empty.
Bitmap fittedTo(ConstView picture, Size bucket);

/// As it is, or reduced (never enlarged) until no side is longer than `longest` pixels. Not empty.
Bitmap reducedTo(ConstView picture, int longest);

}  // namespace lacuna::training::data
