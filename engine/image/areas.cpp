// Pieces of pictures: cropping, placing and filling rectangles (declared in convert.h).
#include <cstring>

#include "engine/image/convert.h"

namespace lacuna {
namespace {

template <class T>
void fillRows(View pixels, const T (&value)[4], int channels) {
    if (pixels.empty()) return;
    T* first = pixels.row<T>(0);
    for (int x = 0; x < pixels.width(); ++x) {
        for (int c = 0; c < channels; ++c) first[x * channels + c] = value[c];
    }
    const std::size_t bytes = std::size_t(pixels.width()) * std::size_t(bytesPerPixel(pixels.format()));
    for (int y = 1; y < pixels.height(); ++y) std::memcpy(pixels.row<T>(y), first, bytes);
}

}  // namespace

Bitmap cropped(ConstView source, const Rect& area) {
    Bitmap result(area.empty() ? Size{} : area.size(), source.format());
    copyInto(source, result, -area.x, -area.y);
    return result;
}

void copyInto(ConstView source, View destination, int x, int y) {
    const Rect target = boundsOf(source.size()).translated(x, y).intersected(boundsOf(destination.size()));
    if (target.empty()) return;
    convertInto(source.part(target.translated(-x, -y)), destination.part(target));
}

void fill(View pixels, const Rect& area, Colour colour) {
    const Rect inside = area.intersected(boundsOf(pixels.size()));
    if (inside.empty()) return;
    std::uint16_t one[4] = {colour.red, colour.green, colour.blue, colour.alpha};
    Bitmap pixel({1, 1}, pixels.format());
    convertInto(ConstView(reinterpret_cast<const std::byte*>(one), {1, 1}, PixelFormat::Rgba16, sizeof one),
                pixel);
    const int channels = pixels.channels();
    if (isDeep(pixels.format())) {
        std::uint16_t value[4] = {};
        std::memcpy(value, pixel.bytes().data(), pixel.bytes().size());
        fillRows(pixels.part(inside), value, channels);
    } else {
        std::uint8_t value[4] = {};
        std::memcpy(value, pixel.bytes().data(), pixel.bytes().size());
        fillRows(pixels.part(inside), value, channels);
    }
}

}  // namespace lacuna
