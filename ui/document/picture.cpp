// See picture.h.
#include "ui/document/picture.h"

#include <algorithm>

namespace lacuna {

LayerPtr Picture::find(LayerId id) const {
    const int index = indexOf(id);
    return index < 0 ? nullptr : layers[std::size_t(index)];
}

int Picture::indexOf(LayerId id) const {
    const auto at = std::ranges::find(layers, id, [](const LayerPtr& layer) { return layer->id; });
    return at == layers.end() ? -1 : int(at - layers.begin());
}

std::size_t Picture::bytes() const {
    std::size_t sum = mask.bytes();
    for (const LayerPtr& layer : layers)
        sum += layer->pixels.bytes() + (layer->mask ? layer->mask->bytes() : 0);
    return sum;
}

Picture pictureFromImage(const Image& image, std::string layerName, double dpi) {
    Picture picture;
    picture.size = image.size();
    picture.dpi = dpi;
    Layer layer =
        makeLayer(std::move(layerName), bytesPerChannel(image.format()) == 2 ? Depth::Bits16 : Depth::Bits8);
    layer.pixels = TileStore::fromImage(image, layer.pixels.format());
    picture.layers.push_back(std::make_shared<const Layer>(std::move(layer)));
    return picture;
}

Picture blankPicture(Size size, double dpi, std::string layerName, Depth depth) {
    Picture picture;
    picture.size = size;
    picture.dpi = dpi;
    Layer layer = makeLayer(std::move(layerName), depth);
    PixelBytes white{};
    std::fill_n(white.begin(), bytesPerPixel(layer.pixels.format()), std::byte{0xff});
    // Whole tiles, also past the page's edge: they cost one row each.
    std::vector<TileStore::Entry> entries;
    const TilePtr tile = Tile::uniform(layer.pixels.format(), white);
    for (const TileIndex index : tilesTouching(boundsOf(size))) entries.emplace_back(index, tile);
    layer.pixels.setTiles(std::move(entries));
    picture.layers.push_back(std::make_shared<const Layer>(std::move(layer)));
    return picture;
}

Rect maskBounds(const Picture& picture) {
    return picture.mask.contentBounds().intersected(picture.page());
}

}  // namespace lacuna
