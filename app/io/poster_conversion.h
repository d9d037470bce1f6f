// Between a picture (tiles, undo, candidates) and a project file's plain layers. What OpenRaster has no word
// for travels as hidden layers and notes (PosterLayer::properties), which other programs skip:
//   role = repaint-mask   red with the mask as alpha
//   role = variant        a kept candidate of the next layer below that is none; partial = 1 when its run was
//   stopped variants, shown-variant   on the generative layer: how many such layers lie above it, and its own
//   place among them locked, mask-disabled = 1, mask-outside = 0..255 (the mask's value beyond the stored
//   pixels)
#pragma once

#include "engine/formats/ora.h"
#include "ui/document/picture.h"

namespace lacuna {

/// Everything but `merged`, which costs the most and is the caller's to render.
PosterFile posterFrom(const Picture& picture);
/// Layers get fresh ids; unknown blend modes become Normal. Errors: Unsupported (a page beyond kMaxPageSide).
/// Takes the file's layers apart one by one, so that pixels are not held twice.
Result<Picture> pictureFrom(PosterFile poster);

/// The recipe that an exported image carries: the topmost visible generative layer's, as JSON; empty when
/// there is none.
std::string recipeOf(const Picture& picture);

}  // namespace lacuna
