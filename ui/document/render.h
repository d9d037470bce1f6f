// From a picture to pixels. One routine composes layers, for the screen (smaller levels) and for export (full
// resolution), so what is seen is what is saved. Everything here reads a value and may run on any thread.
#pragma once

#include <optional>

#include "ui/document/picture.h"

namespace lacuna {

/// Composes the layers over what `target` (Rgba8 or Rgba16) already holds. `area` is in pixels of `level`
/// (document / 2^level) and has the target's size. Layers whose offset is not a multiple of 2^level are
/// placed at the nearest pixel of the level.
void composeInto(View target, const Picture& picture, const Rect& area, int level = 0);
/// One layer alone, its opacity, mask and blend mode applied.
void composeLayerInto(View target, const Layer& layer, const Rect& area, int level = 0);

/// The visible layers of `region` at full resolution; transparent outside the page. `format` is Rgba8 or
/// Rgba16; none = 16 bits when a visible layer has them.
Image renderRegion(const Picture& picture, const Rect& region, std::optional<PixelFormat> format = {});
/// The whole page.
Image renderPage(const Picture& picture, std::optional<PixelFormat> format = {});
/// The repaint mask of `region`, Gray8; 0 outside the page.
Image renderMask(const Picture& picture, const Rect& region);
/// The page, no larger than `longestSide`, Rgba8.
Image renderThumbnail(const Picture& picture, int longestSide);
/// The layer's pixels on the page's frame, no larger than `longestSide`, Rgba8; blend mode and opacity are
/// left out.
Image layerThumbnail(const Picture& picture, const Layer& layer, int longestSide);
/// The layer's mask likewise, Gray8; null when it has none.
Image layerMaskThumbnail(const Picture& picture, const Layer& layer, int longestSide);

/// True when a visible layer that is not blank touches the page.
bool hasVisiblePixels(const Picture& picture);

}  // namespace lacuna
