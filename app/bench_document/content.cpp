// See content.h. Photographs, cut-outs and type: pixels that compress, blend and are empty as those of real
// posters.
#include "app/bench_document/content.h"

#include <QtGui/QFont>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <cmath>

#include "ui/document/image_conversion.h"
#include "ui/document/parallel.h"

namespace lacuna::bench {
namespace {

struct Pixel {
    std::uint8_t r, g, b, a;
};

std::uint32_t hashOf(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
    std::uint32_t h = x * 0x9e3779b1u ^ y * 0x85ebca77u ^ seed * 0xc2b2ae3du;
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    return h ^ (h >> 12);
}

/// Tiles of `area` with pixels from `colour(x, y)`, on all cores, their smaller levels made.
template <class Colour>
TileStore painted(const Rect& area, Colour colour) {
    const std::vector<TileIndex> indices = tilesTouching(area);
    std::vector<TileStore::Entry> entries(indices.size());
    parallelFor(int(indices.size()), [&](int i) {
        const TileIndex index = indices[std::size_t(i)];
        Bitmap pixels({kTileSide, kTileSide}, PixelFormat::Rgba8);
        for (int y = 0; y < kTileSide; ++y) {
            auto* row = pixels.row<Pixel>(y);
            for (int x = 0; x < kTileSide; ++x) {
                const int px = index.rect().x + x, py = index.rect().y + y;
                if (area.contains(px, py)) row[x] = colour(px, py);
            }
        }
        TilePtr tile = Tile::make(std::move(pixels));
        tile->warm();
        entries[std::size_t(i)] = {index, std::move(tile)};
    });
    TileStore store;
    store.setTiles(std::move(entries));
    return store;
}

/// Slow waves with grain: compresses and blends like a photograph, and no two pixels are alike.
Pixel photo(int x, int y, std::uint32_t seed, std::uint8_t alpha) {
    const float u = float(x) * 0.0021f + float(seed), v = float(y) * 0.0017f;
    const float wave = std::sin(u) * std::cos(v) + 0.5f * std::sin(2.7f * v - u);
    const std::uint32_t grain = hashOf(std::uint32_t(x), std::uint32_t(y), seed);
    const auto channel = [&](float phase, int shift) {
        return std::uint8_t(
            std::clamp(128 + 70 * wave * std::cos(phase) + float((grain >> shift) & 31) - 16, 0.0f, 255.0f));
    };
    return {channel(0, 0), channel(0.7f, 8), channel(1.4f, 16), alpha};
}

LayerPtr share(Layer layer) {
    return std::make_shared<const Layer>(std::move(layer));
}

Layer fullLayer(const char* name, Size size, std::uint32_t seed, BlendMode blend, double opacity,
                bool opaque) {
    Layer layer = makeLayer(name);
    layer.blend = blend;
    layer.opacity = opacity;
    layer.pixels = painted(boundsOf(size), [=](int x, int y) {
        return photo(
            x, y, seed,
            opaque ? 255 : std::uint8_t(64 + (hashOf(std::uint32_t(x), std::uint32_t(y), seed + 99) & 127)));
    });
    return layer;
}

/// What a model would have made: a square crop under a soft round mask.
Layer cutout(const char* name, int x, int y, int side, std::uint32_t seed) {
    Layer layer = makeLayer(name);
    layer.x = x;
    layer.y = y;
    layer.pixels = painted({0, 0, side, side}, [=](int px, int py) { return photo(px, py, seed, 255); });
    Bitmap mask({side, side}, PixelFormat::Gray8);
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const float d =
                std::hypot(float(column) - float(side) / 2, float(row) - float(side) / 2) / (float(side) / 2);
            mask.row<std::uint8_t>(row)[column] = std::uint8_t(std::clamp((1 - d) * 2000, 0.0f, 255.0f));
        }
    }
    layer.mask = TileStore::fromImage(mask, PixelFormat::Gray8);
    layer.mask->warm();
    return layer;
}

/// Discs and rings with anti-aliased edges where a title would be: large empty parts, as type layers have.
Layer typeLayer(const char* name, Size size, double top, QColor colour) {
    const Rect area{size.width / 10, int(size.height * top), size.width * 8 / 10, size.height / 8};
    QImage image(area.width, area.height, QImage::Format_RGBA8888);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = area.height * 0.8;
    for (int i = 0; (i + 1) * side < area.width; ++i) {
        QPainterPath glyph;
        glyph.addEllipse(QRectF(i * side, area.height * 0.1, side * 0.9, side * 0.9));
        if (i % 2)
            glyph.addEllipse(
                QRectF(i * side + side * 0.2, area.height * 0.1 + side * 0.2, side * 0.5, side * 0.5));
        painter.fillPath(glyph, colour);
    }
    painter.end();
    Layer layer = makeLayer(name);
    layer.pixels = TileStore::fromImage(fromQImage(image), PixelFormat::Rgba8, area.x, area.y);
    layer.pixels.warm();
    return layer;
}

}  // namespace

Picture makePicture(Content content, Size size, double dpi) {
    Picture picture;
    picture.size = size;
    picture.dpi = dpi;
    auto& layers = picture.layers;
    if (content == Content::Dense) {
        layers.push_back(share(fullLayer("base", size, 1, BlendMode::Normal, 1, true)));
        for (std::uint32_t i = 2; i <= 10; ++i)
            layers.push_back(share(fullLayer("dense", size, i, BlendMode::Normal, 0.5, false)));
        return picture;
    }
    layers.push_back(share(fullLayer("photograph", size, 1, BlendMode::Normal, 1, true)));
    layers.push_back(share(fullLayer("paper", size, 2, BlendMode::Multiply, 0.4, true)));
    layers.push_back(share(fullLayer("light", size, 3, BlendMode::SoftLight, 0.5, false)));
    layers.push_back(share(fullLayer("haze", size, 4, BlendMode::Normal, 0.3, false)));
    const int side = std::min({2048, size.width / 2, size.height / 2});
    layers.push_back(share(cutout("generated 1", size.width / 20, size.height / 10, side, 5)));
    layers.push_back(share(cutout("generated 2", size.width / 2, size.height / 3, side, 6)));
    layers.push_back(share(cutout("generated 3", size.width / 5, size.height / 2, side, 7)));
    layers.push_back(share(typeLayer("title", size, 0.05, QColor(250, 240, 220))));
    layers.push_back(share(typeLayer("date", size, 0.85, QColor(20, 20, 40))));
    layers.push_back(share(fullLayer("grain", size, 8, BlendMode::Overlay, 0.15, true)));
    return picture;
}

}  // namespace lacuna::bench
