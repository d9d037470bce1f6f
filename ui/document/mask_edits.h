// Everything that can be done to a mask on a page, as functions on tile stores. They work tile by tile, so
// that a small stroke on an A1 page costs what a small stroke costs, and give the same bytes as working on
// the whole page at once.
#pragma once

#include <span>

#include "engine/image/brush.h"
#include "engine/image/mask_ops.h"
#include "ui/document/tile_store.h"

namespace lacuna {

/// The one painter of masks (Gray8): tool, undo and redo all end in tiles that it made. Only pixels inside
/// `clip` change.
void paintDabs(TileStore& mask, const Rect& clip, std::span<const Dab> dabs, DabMode mode);
/// The one painter of colour (Rgba8 or Rgba16).
void paintDabs(TileStore& pixels, const Rect& clip, std::span<const Dab> dabs, DabMode mode, Colour colour);

void invertMask(TileStore& mask, const Rect& page);
/// By a disc; negative shrinks. The page's edges do not eat from the mask.
void growMask(TileStore& mask, const Rect& page, int radiusPx);
void featherMask(TileStore& mask, const Rect& page, int widthPx);
void fillMaskRect(TileStore& mask, const Rect& page, double left, double top, double right, double bottom,
                  MaskCombine how);
void fillMaskPolygon(TileStore& mask, const Rect& page, std::span<const PointF> points, MaskCombine how);
/// Another mask (Gray8) with its first pixel at (x, y); outside it counts as 0.
void combineMask(TileStore& mask, const Rect& page, ConstView other, int x, int y, MaskCombine how);

}  // namespace lacuna
