// Small pictures with content that a wrong pixel cannot hide in.
#pragma once

#include <random>

#include "ui/document/document.h"
#include "ui/document/render.h"

namespace lacuna::tests {

/// Every pixel different noise, alpha included unless opaque.
inline Image noise(Size size, PixelFormat format, unsigned seed, bool opaque = false) {
    std::mt19937 random(seed);
    Bitmap pixels(size, format);
    for (std::byte& byte : pixels.bytes()) byte = std::byte(random());
    if (opaque && channelCount(format) == 4) {
        const auto pixelBytes = std::size_t(bytesPerPixel(format)), alphaBytes = pixelBytes / 4;
        for (std::size_t i = 0; i < pixels.bytes().size(); i += pixelBytes) {
            for (std::size_t a = pixelBytes - alphaBytes; a < pixelBytes; ++a)
                pixels.bytes()[i + a] = std::byte{255};
        }
    }
    return std::move(pixels).freeze();
}

inline Image grey(Size size, std::uint8_t value) {
    Bitmap pixels(size, PixelFormat::Gray8);
    setAll(pixels, value);
    return std::move(pixels).freeze();
}

/// An opaque layer under three smaller ones that lie across tile borders: a blend mode, an opacity, a mask
/// with soft values.
inline Picture richPicture(Size size = {700, 600}) {
    Picture picture = pictureFromImage(noise(size, PixelFormat::Rgba8, 1, true), "base");
    const auto add = [&](unsigned seed, int x, int y, Size layerSize) {
        Layer layer = makeLayer("layer " + std::to_string(seed));
        layer.pixels = TileStore::fromImage(noise(layerSize, PixelFormat::Rgba8, seed), PixelFormat::Rgba8);
        layer.x = x;
        layer.y = y;
        return layer;
    };
    Layer multiply = add(2, 33, -40, {500, 400});
    multiply.blend = BlendMode::Multiply;
    Layer faint = add(3, 250, 130, {300, 310});
    faint.opacity = 0.4;
    Layer masked = add(4, -60, 201, {400, 380});
    masked.mask = TileStore::fromImage(noise({400, 380}, PixelFormat::Gray8, 5), PixelFormat::Gray8);
    for (Layer* layer : {&multiply, &faint, &masked})
        picture.layers.push_back(std::make_shared<const Layer>(*layer));
    return picture;
}

inline Stroke strokeAlong(double x0, double y0, double x1, double y1, std::uint64_t drag = 0,
                          DabMode mode = DabMode::Paint, double sizePx = 40) {
    Brush brush;
    brush.sizePx = sizePx;
    Stroke stroke{drag, {firstDab(brush, {x0, y0})}, mode};
    for (const Dab& dab : dabsBetween(brush, {x0, y0}, {x1, y1}, 0).dabs) stroke.dabs.push_back(dab);
    return stroke;
}

inline Image page(const Document& document) {
    return renderPage(document.picture());
}
inline Image maskOf(const Document& document) {
    return renderMask(document.picture(), document.picture().page());
}

}  // namespace lacuna::tests
