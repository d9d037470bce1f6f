// See mask_edits.h. Filters work in blocks with a margin as wide as their reach, which makes them exact.
#include "ui/document/mask_edits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "ui/document/parallel.h"

namespace lacuna {
namespace {

/// Tiles that a dab touches, each once, row-major.
std::vector<TileIndex> tilesUnder(std::span<const Dab> dabs, const Rect& clip) {
    std::vector<TileIndex> tiles;
    for (const Dab& dab : dabs) {
        for (const TileIndex index : tilesTouching(boundsOf(dab).intersected(clip))) tiles.push_back(index);
    }
    std::sort(tiles.begin(), tiles.end());
    tiles.erase(std::unique(tiles.begin(), tiles.end()), tiles.end());
    return tiles;
}

template <class Paint>
void paintTiles(TileStore& store, const Rect& clip, std::span<const Dab> dabs, bool onlyExisting,
                Paint paint) {
    store.edit(
        tilesUnder(dabs, clip), clip,
        [&](View part, int x, int y) {
            const Rect here{x, y, part.width(), part.height()};
            bool changed = false;
            for (const Dab& dab : dabs) {
                if (!boundsOf(dab).intersected(here).empty())
                    changed = !paint(part, x, y, dab).empty() || changed;
            }
            return changed;
        },
        onlyExisting);
}

bool keepsOutside(MaskCombine how) {
    return how == MaskCombine::Add || how == MaskCombine::Subtract;
}

/// Applies a shape that is 0 outside `bounds`: `draw` meets only tiles that the bounds touch, the others
/// become what they must.
void combineShape(TileStore& mask, const Rect& page, const Rect& bounds, MaskCombine how,
                  const TileStore::TileEdit& draw) {
    const Rect inside = bounds.intersected(page);
    std::vector<TileIndex> drawn = tilesTouching(inside);
    if (!keepsOutside(how)) {
        std::vector<TileStore::Entry> cleared;
        for (const auto& [index, tile] : mask.tiles()) {
            if (index.rect().intersected(inside).empty() && !index.rect().intersected(page).empty())
                cleared.emplace_back(index, nullptr);
        }
        mask.setTiles(std::move(cleared));
        // All of a tile that the shape's bounds touch has to meet the shape, also where it is 0.
        mask.edit(drawn, page, draw);
        return;
    }
    mask.edit(drawn, inside, draw, how == MaskCombine::Subtract);
}

/// Runs a filter whose result at a pixel depends on the mask no further than `reach` away, block by block
/// over the page.
void filterBlocks(TileStore& mask, const Rect& page, int reach,
                  const std::function<Bitmap(ConstView)>& filter) {
    // Blocks follow the tiles. Larger reach wants larger blocks, or most work would be done on margins.
    const int block = kTileSide * std::clamp((2 * reach + kTileSide - 1) / kTileSide, 1, 8);
    const Rect touched = mask.contentBounds().grown(reach).intersected(page);
    std::vector<Rect> blocks;
    for (int y = touched.y / block * block; y < touched.bottom(); y += block) {
        for (int x = touched.x / block * block; x < touched.right(); x += block) {
            blocks.push_back(Rect{x, y, block, block}.intersected(page));
        }
    }
    const TileStore before = mask;
    const auto uniformAround = [&](const Rect& area) {
        const std::vector<TileIndex> tiles = tilesTouching(area);
        const TilePtr& first = before.tile(tiles.front());
        return first->isUniform() && std::ranges::all_of(tiles, [&](TileIndex index) {
                   const TilePtr& tile = before.tile(index);
                   return tile->isUniform() && tile->pixel() == first->pixel();
               });
    };
    std::vector<Bitmap> results(blocks.size());
    parallelFor(int(blocks.size()), [&](int i) {
        const Rect& area = blocks[std::size_t(i)];
        const Rect around = area.grown(reach).intersected(page);
        if (uniformAround(around)) return;
        const Bitmap filtered = filter(before.read(around));
        Bitmap result(area.size(), PixelFormat::Gray8);
        convertInto(ConstView(filtered).part(area.translated(-around.x, -around.y)), result);
        results[std::size_t(i)] = std::move(result);
    });
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!results[i].empty()) mask.write(results[i], blocks[i].x, blocks[i].y);
    }
}

}  // namespace

void paintDabs(TileStore& mask, const Rect& clip, std::span<const Dab> dabs, DabMode mode) {
    const bool nothingToErase = mode == DabMode::Erase && mask.background()[0] == std::byte{0};
    paintTiles(mask, clip, dabs, nothingToErase,
               [mode](View part, int x, int y, const Dab& dab) { return paintDab(part, x, y, dab, mode); });
}

void paintDabs(TileStore& pixels, const Rect& clip, std::span<const Dab> dabs, DabMode mode, Colour colour) {
    paintTiles(pixels, clip, dabs, mode == DabMode::Erase, [&](View part, int x, int y, const Dab& dab) {
        return paintDab(part, x, y, dab, colour, mode);
    });
}

void invertMask(TileStore& mask, const Rect& page) {
    std::vector<TileStore::Entry> changes;
    for (const TileIndex index : tilesTouching(page)) {
        const TilePtr& tile = mask.tile(index);
        if (tile->isUniform() && page.contains(index.rect())) {
            changes.emplace_back(index, Tile::uniform(PixelFormat::Gray8, {~tile->pixel()[0]}));
            continue;
        }
        Bitmap pixels = mask.read(index.rect());
        invert(
            View(pixels).part(index.rect().intersected(page).translated(-index.rect().x, -index.rect().y)));
        changes.emplace_back(index, Tile::make(std::move(pixels)));
    }
    mask.setTiles(std::move(changes));
}

void growMask(TileStore& mask, const Rect& page, int radiusPx) {
    if (radiusPx == 0) return;
    filterBlocks(mask, page, std::abs(radiusPx) + 2, [=](ConstView area) { return grown(area, radiusPx); });
}

void featherMask(TileStore& mask, const Rect& page, int widthPx) {
    if (widthPx <= 0) return;
    filterBlocks(mask, page, (widthPx + 1) / 2 + 1, [=](ConstView area) { return feathered(area, widthPx); });
}

void fillMaskRect(TileStore& mask, const Rect& page, double left, double top, double right, double bottom,
                  MaskCombine how) {
    left = std::max(left, double(page.x)), top = std::max(top, double(page.y));
    right = std::min(right, double(page.right())), bottom = std::min(bottom, double(page.bottom()));
    Rect bounds;
    if (right > left && bottom > top) {
        const int x = int(std::floor(left)), y = int(std::floor(top));
        bounds = {x, y, int(std::ceil(right)) - x, int(std::ceil(bottom)) - y};
    }
    combineShape(mask, page, bounds, how, [&](View part, int x, int y) {
        return !fillRectangle(part, left - x, top - y, right - x, bottom - y, how).empty();
    });
}

void fillMaskPolygon(TileStore& mask, const Rect& page, std::span<const PointF> points, MaskCombine how) {
    if (points.size() < 3) return;
    const auto [minX, maxX] = std::ranges::minmax(points, {}, &PointF::x);
    const auto [minY, maxY] = std::ranges::minmax(points, {}, &PointF::y);
    // Points far outside the page must not overflow an int.
    const auto clampTo = [](double v, int low, int high) {
        return int(std::clamp(v, double(low), double(high)));
    };
    const int x0 = clampTo(std::floor(minX.x), page.x, page.right()),
              x1 = clampTo(std::ceil(maxX.x), page.x, page.right());
    const int y0 = clampTo(std::floor(minY.y), page.y, page.bottom()),
              y1 = clampTo(std::ceil(maxY.y), page.y, page.bottom());
    std::vector<PointF> local(points.size());
    combineShape(mask, page, {x0, y0, x1 - x0, y1 - y0}, how, [&](View part, int x, int y) {
        std::ranges::transform(points, local.begin(), [&](PointF p) { return PointF{p.x - x, p.y - y}; });
        return !fillPolygon(part, local, how).empty();
    });
}

void combineMask(TileStore& mask, const Rect& page, ConstView other, int x, int y, MaskCombine how) {
    const Rect bounds{x, y, other.width(), other.height()};
    combineShape(mask, page, bounds, how, [&](View part, int partX, int partY) {
        const Rect here{partX, partY, part.width(), part.height()};
        Bitmap shape(here.size(), PixelFormat::Gray8);
        copyInto(other, shape, x - partX, y - partY);
        combine(part, shape, how);
        return true;
    });
}

}  // namespace lacuna
