// Edits of layers and pages as functions from value to value, without undo or signals: those are the
// document's.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "ui/document/picture.h"

namespace lacuna {

/// The picture with `layer` in the place of the one with its id.
Picture withLayer(const Picture& picture, Layer layer);
/// `layer` at `index` from the bottom, clipped to the stack.
Picture withInserted(const Picture& picture, Layer layer, int index);
Picture without(const Picture& picture, LayerId id);

/// One layer that looks as the two do over nothing: masks and opacities are baked in; name, id and blend mode
/// are the lower's.
Layer merged(const Layer& lower, const Layer& upper);
/// All visible layers as one named layer.
Layer mergedVisible(const Picture& picture, std::string name);
/// 16 bits as soon as one layer has them.
Depth depthOf(const Picture& picture);
Picture withDepth(const Picture& picture, Depth depth);

/// Pixels added outside each edge (negative: cut off); layers and mask keep their place on the picture.
Result<Picture> withMargins(const Picture& picture, const Margins& margins);

/// The layer's alpha with its mask, Gray8 in document pixels; opacity is left out.
Bitmap layerAlpha(const Layer& layer, const Rect& area);

/// A layer that shows one candidate of `generation`, its crop at the candidate's placement.
/// Errors: BadRequest when pixels are missing, or pixels, mask and placement disagree in size.
Result<Layer> generativeLayer(Generation generation, std::string name, Depth depth);

}  // namespace lacuna
