// See render.h. Work is cut along the page's tiles, so that each part meets few layers and stays in the
// cache.
#include "ui/document/render.h"

#include <algorithm>
#include <cmath>

#include "engine/base/check.h"
#include "engine/image/composite.h"
#include "engine/image/convert.h"
#include "engine/image/resample.h"
#include "ui/document/parallel.h"

namespace lacuna {
namespace {

int floorDiv(int a, int b) {
    return a >= 0 ? a / b : -((-(a + 1)) / b) - 1;
}
int ceilShift(int a, int level) {
    return (a + (1 << level) - 1) >> level;
}
/// The nearest pixel of the level.
int placeAt(int offset, int level) {
    return level == 0 ? offset : floorDiv(offset + (1 << (level - 1)), 1 << level);
}

Rect pageAt(const Picture& picture, int level) {
    return {0, 0, ceilShift(picture.size.width, level), ceilShift(picture.size.height, level)};
}

/// Calls use(index, part) for each tile of a level that touches `area`; both rectangles are in the layer's
/// pixels of that level.
template <class Use>
void forEachTile(const Rect& area, int level, Use use) {
    const int side = kTileSide >> level;
    if (area.empty()) return;
    for (int y = floorDiv(area.y, side); y <= floorDiv(area.bottom() - 1, side); ++y) {
        for (int x = floorDiv(area.x, side); x <= floorDiv(area.right() - 1, side); ++x) {
            const Rect whole{x * side, y * side, side, side};
            use(TileIndex{x, y}, whole, whole.intersected(area));
        }
    }
}

/// True when nothing below the layer can be seen inside `area`.
bool hidesAllBelow(const Layer& layer, const Rect& area, int level) {
    if (!layer.visible || layer.opacity < 1 || layer.blend != BlendMode::Normal || layer.hasActiveMask())
        return false;
    bool hides = true;
    forEachTile(area.translated(-placeAt(layer.x, level), -placeAt(layer.y, level)), level,
                [&](TileIndex index, const Rect&, const Rect&) {
                    hides = hides && layer.pixels.tile(index)->isOpaque();
                });
    return hides;
}

struct Scratch {
    Bitmap pixels;
    Bitmap mask;
};

void composeTile(View target, const Layer& layer, TileIndex index, const Rect& inTile, int level,
                 double opacity, Scratch& scratch) {
    const Tile& tile = *layer.pixels.tile(index);
    if (tile.isBlank()) return;
    ConstView mask;
    if (layer.hasActiveMask()) {
        const Tile& maskTile = *layer.mask->tile(index);
        if (maskTile.isBlank()) return;
        // A uniform mask other than 255 goes through the same row routine as any other, so that all tiles
        // round alike.
        if (!maskTile.isUniform() || maskTile.pixel()[0] != std::byte{255})
            mask = maskTile.level(level, scratch.mask).part(inTile);
    }
    composite(target, tile.level(level, scratch.pixels).part(inTile), mask, opacity, layer.blend);
}

void composeLayer(View target, const Layer& layer, const Rect& area, int level, double opacity,
                  Scratch& scratch) {
    const Rect local = area.translated(-placeAt(layer.x, level), -placeAt(layer.y, level));
    forEachTile(local, level, [&](TileIndex index, const Rect& whole, const Rect& part) {
        composeTile(target.part(part.translated(-local.x, -local.y)), layer, index,
                    part.translated(-whole.x, -whole.y), level, opacity, scratch);
    });
}

/// Parts of `area` that follow the page's tiles, so that each is composed with few layers and on its own
/// core.
std::vector<Rect> tileParts(const Rect& area) {
    std::vector<Rect> parts;
    for (const TileIndex index : tilesTouching(area)) parts.push_back(index.rect().intersected(area));
    return parts;
}

/// The smallest level whose longest side is at most twice what is wanted: the rest is left to a good filter.
int thumbnailLevel(Size size, int longestSide) {
    int level = 0;
    while (level < kMaxLevel && ceilShift(std::max(size.width, size.height), level) > 2 * longestSide)
        ++level;
    return level;
}

Size thumbnailSize(Size size, int longestSide) {
    const double scale = std::min(1.0, double(longestSide) / std::max({size.width, size.height, 1}));
    return {std::max(1, int(std::lround(size.width * scale))),
            std::max(1, int(std::lround(size.height * scale)))};
}

}  // namespace

void composeLayerInto(View target, const Layer& layer, const Rect& area, int level) {
    LACUNA_CHECK(target.size() == area.size());
    Scratch scratch;
    composeLayer(target, layer, area, level, layer.opacity, scratch);
}

void composeInto(View target, const Picture& picture, const Rect& area, int level) {
    LACUNA_CHECK(target.size() == area.size() && level >= 0 && level <= kMaxLevel);
    const Rect seen = area.intersected(pageAt(picture, level));
    if (seen.empty()) return;
    const View part = target.part(seen.translated(-area.x, -area.y));
    auto first = picture.layers.end();
    while (first != picture.layers.begin()) {
        --first;
        if (hidesAllBelow(**first, seen, level)) break;
    }
    Scratch scratch;
    for (; first != picture.layers.end(); ++first) {
        if ((*first)->visible) composeLayer(part, **first, seen, level, (*first)->opacity, scratch);
    }
}

Image renderRegion(const Picture& picture, const Rect& region, std::optional<PixelFormat> format) {
    if (!format) {
        const bool deep = std::ranges::any_of(picture.layers, [](const LayerPtr& layer) {
            return layer->visible && layer->depth() == Depth::Bits16;
        });
        format = rgbaOf(deep ? Depth::Bits16 : Depth::Bits8);
    }
    Bitmap pixels(region.size(), *format);
    const std::vector<Rect> parts = tileParts(region.intersected(picture.page()));
    parallelFor(int(parts.size()), [&](int i) {
        const Rect& part = parts[std::size_t(i)];
        composeInto(View(pixels).part(part.translated(-region.x, -region.y)), picture, part);
    });
    return std::move(pixels).freeze();
}

Image renderPage(const Picture& picture, std::optional<PixelFormat> format) {
    return renderRegion(picture, picture.page(), format);
}

Image renderMask(const Picture& picture, const Rect& region) {
    Bitmap mask(region.size(), PixelFormat::Gray8);
    const Rect seen = region.intersected(picture.page());
    if (!seen.empty()) picture.mask.read(seen, View(mask).part(seen.translated(-region.x, -region.y)));
    return std::move(mask).freeze();
}

Image renderThumbnail(const Picture& picture, int longestSide) {
    const int level = thumbnailLevel(picture.size, longestSide);
    const Rect page = pageAt(picture, level);
    Bitmap pixels(page.size(), PixelFormat::Rgba8);
    const std::vector<Rect> parts = tileParts(page);
    parallelFor(int(parts.size()), [&](int i) {
        composeInto(View(pixels).part(parts[std::size_t(i)]), picture, parts[std::size_t(i)], level);
    });
    return resized(pixels, thumbnailSize(picture.size, longestSide), Filter::Box).freeze();
}

Image layerThumbnail(const Picture& picture, const Layer& layer, int longestSide) {
    const int level = thumbnailLevel(picture.size, longestSide);
    const Rect page = pageAt(picture, level);
    Layer plain = layer;
    plain.blend = BlendMode::Normal;
    plain.mask.reset();
    Bitmap pixels(page.size(), PixelFormat::Rgba8);
    Scratch scratch;
    composeLayer(pixels, plain, page, level, 1.0, scratch);
    return resized(pixels, thumbnailSize(picture.size, longestSide), Filter::Box).freeze();
}

Image layerMaskThumbnail(const Picture& picture, const Layer& layer, int longestSide) {
    if (!layer.mask) return {};
    const int level = thumbnailLevel(picture.size, longestSide);
    const Rect page = pageAt(picture, level);
    const Rect local = page.translated(-placeAt(layer.x, level), -placeAt(layer.y, level));
    Bitmap mask(page.size(), PixelFormat::Gray8), scratch;
    forEachTile(local, level, [&](TileIndex index, const Rect& whole, const Rect& part) {
        const Tile& tile = *layer.mask->tile(index);
        convertInto(tile.level(level, scratch).part(part.translated(-whole.x, -whole.y)),
                    View(mask).part(part.translated(-local.x, -local.y)));
    });
    return resized(mask, thumbnailSize(picture.size, longestSide), Filter::Box).freeze();
}

bool hasVisiblePixels(const Picture& picture) {
    return std::ranges::any_of(picture.layers, [&](const LayerPtr& layer) {
        if (!layer->visible || layer->opacity <= 0) return false;
        const Rect page = picture.page().translated(-layer->x, -layer->y);
        return std::ranges::any_of(layer->pixels.tiles(), [&](const TileStore::Entry& entry) {
            return !entry.second->isBlank() && !entry.first.rect().intersected(page).empty();
        });
    });
}

}  // namespace lacuna
