// Between a picture (tiles, undo, candidates) and a project file's plain layers. What OpenRaster has no word
// for travels as hidden layers with a note: the repaint mask, and the variants that a generative layer keeps.
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
