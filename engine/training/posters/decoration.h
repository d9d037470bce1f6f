// Decorations between the ground and the subjects: ornaments of the atlas, a frame, rays of light.
#pragma once

#include <span>

#include "engine/training/posters/atlas.h"
#include "engine/training/posters/canvas.h"

namespace lacuna::training {

void paintDecorations(Canvas& canvas, const Atlas& atlas, std::span<const Scene> scenes);

}  // namespace lacuna::training
