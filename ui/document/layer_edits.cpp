// See layer_edits.h.
#include "ui/document/layer_edits.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/image/convert.h"
#include "ui/document/parallel.h"
#include "ui/document/render.h"

namespace lacuna {
namespace {

LayerPtr share(Layer layer) {
    return std::make_shared<const Layer>(std::move(layer));
}

/// Tiles made on all cores by `make`, where it gives one.
template <class Make>
std::vector<TileStore::Entry> makeTiles(const std::vector<TileIndex>& indices, Make make) {
    std::vector<TileStore::Entry> entries(indices.size());
    parallelFor(int(indices.size()), [&](int i) {
        entries[std::size_t(i)] = {indices[std::size_t(i)], make(indices[std::size_t(i)])};
    });
    return entries;
}

TileStore convertedStore(const TileStore& store, PixelFormat format) {
    if (store.format() == format) return store;
    std::vector<TileIndex> indices;
    for (const auto& [index, tile] : store.tiles()) indices.push_back(index);
    TileStore result(format);
    result.setTiles(makeTiles(
        indices, [&](TileIndex index) { return Tile::make(converted(store.tile(index)->view(), format)); }));
    return result;
}

}  // namespace

Picture withLayer(const Picture& picture, Layer layer) {
    Picture result = picture;
    const int index = picture.indexOf(layer.id);
    LACUNA_CHECK(index >= 0);
    result.layers[std::size_t(index)] = share(std::move(layer));
    return result;
}

Picture withInserted(const Picture& picture, Layer layer, int index) {
    Picture result = picture;
    index = std::clamp(index, 0, int(picture.layers.size()));
    result.layers.insert(result.layers.begin() + index, share(std::move(layer)));
    return result;
}

Picture without(const Picture& picture, LayerId id) {
    Picture result = picture;
    std::erase_if(result.layers, [id](const LayerPtr& layer) { return layer->id == id; });
    return result;
}

Layer merged(const Layer& lower, const Layer& upper) {
    const bool deep = lower.depth() == Depth::Bits16 || upper.depth() == Depth::Bits16;
    Layer result = makeLayer(lower.name, deep ? Depth::Bits16 : Depth::Bits8);
    result.id = lower.id;
    result.x = lower.x;
    result.y = lower.y;
    result.blend = lower.blend;
    result.visible = lower.visible;
    Layer base = lower;
    base.blend = BlendMode::Normal;
    const Rect area = lower.bounds().united(upper.bounds()).translated(-lower.x, -lower.y);
    result.pixels.setTiles(makeTiles(tilesTouching(area), [&](TileIndex index) {
        const Rect inDocument = index.rect().translated(lower.x, lower.y);
        Bitmap pixels(inDocument.size(), result.pixels.format());
        composeLayerInto(pixels, base, inDocument);
        composeLayerInto(pixels, upper, inDocument);
        return Tile::make(std::move(pixels));
    }));
    return result;
}

Layer mergedVisible(const Picture& picture, std::string name) {
    bool deep = false;
    for (const LayerPtr& layer : picture.layers)
        deep = deep || (layer->visible && layer->depth() == Depth::Bits16);
    Layer result = makeLayer(std::move(name), deep ? Depth::Bits16 : Depth::Bits8);
    result.pixels.setTiles(makeTiles(tilesTouching(picture.page()), [&](TileIndex index) {
        Bitmap pixels({kTileSide, kTileSide}, result.pixels.format());
        composeInto(pixels, picture, index.rect());
        return Tile::make(std::move(pixels));
    }));
    return result;
}

Depth depthOf(const Picture& picture) {
    const bool deep = std::ranges::any_of(
        picture.layers, [](const LayerPtr& layer) { return layer->depth() == Depth::Bits16; });
    return deep ? Depth::Bits16 : Depth::Bits8;
}

Picture withDepth(const Picture& picture, Depth depth) {
    Picture result = picture;
    for (LayerPtr& layer : result.layers) {
        if (layer->depth() == depth) continue;
        Layer changed = *layer;
        changed.pixels = convertedStore(layer->pixels, rgbaOf(depth));
        layer = share(std::move(changed));
    }
    return result;
}

Result<Picture> withMargins(const Picture& picture, const Margins& margins) {
    // 64 bits: margins may come from a text field or a file.
    const std::int64_t width = std::int64_t{picture.size.width} + margins.left + margins.right;
    const std::int64_t height = std::int64_t{picture.size.height} + margins.top + margins.bottom;
    if (width <= 0 || height <= 0) {
        return fail(ErrorKind::BadRequest, "Nothing of the page would be left. Try to cut off less.",
                    "page size");
    }
    if (width > kMaxPageSide || height > kMaxPageSide) {
        return fail(ErrorKind::BadRequest,
                    "The page would become " + std::to_string(width) + " x " + std::to_string(height) +
                        " pixels; a side can have " + std::to_string(kMaxPageSide) +
                        " at most. Try to add less.",
                    "page size");
    }
    Picture result = picture;
    result.size = {int(width), int(height)};
    result.mask = picture.mask.shifted(margins.left, margins.top).clipped(result.page());
    if (margins.left == 0 && margins.top == 0) return result;
    for (LayerPtr& layer : result.layers) {
        Layer moved = *layer;
        moved.x += margins.left;
        moved.y += margins.top;
        layer = share(std::move(moved));
    }
    return result;
}

Bitmap layerAlpha(const Layer& layer, const Rect& area) {
    Layer plain = layer;
    plain.opacity = 1;
    plain.blend = BlendMode::Normal;
    Bitmap pixels(area.size(), PixelFormat::Rgba8);
    composeLayerInto(pixels, plain, area);
    return alphaOf(pixels);
}

Result<Layer> generativeLayer(Generation generation, std::string name, Depth depth) {
    LACUNA_CHECK(generation.shown >= 0 && std::size_t(generation.shown) < generation.candidates.size());
    const Candidate& candidate = generation.current();
    if (!candidate.pixels)
        return fail(ErrorKind::BadRequest, "The result holds no picture. Try to generate again.",
                    "candidate");
    const Size size = candidate.pixels.size();
    if (size != candidate.placement.size() || (candidate.mask && candidate.mask.size() != size)) {
        return fail(ErrorKind::BadRequest,
                    "The result does not fit the place it was made for. Try to generate again.", "candidate");
    }
    Layer layer = makeLayer(std::move(name), depth);
    layer.x = candidate.placement.x;
    layer.y = candidate.placement.y;
    layer.pixels = TileStore::fromImage(candidate.pixels, layer.pixels.format());
    if (candidate.mask) layer.mask = TileStore::fromImage(candidate.mask, PixelFormat::Gray8);
    layer.generation = std::make_shared<const Generation>(std::move(generation));
    return layer;
}

}  // namespace lacuna
