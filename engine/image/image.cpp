// See image.h.
#include "engine/image/image.h"

#include <algorithm>

#include "engine/base/check.h"

namespace lacuna {

int channelCount(PixelFormat format) {
    switch (format) {
        case PixelFormat::Gray8:
        case PixelFormat::Gray16:
            return 1;
        case PixelFormat::Rgb8:
        case PixelFormat::Rgb16:
            return 3;
        case PixelFormat::Rgba8:
        case PixelFormat::Rgba16:
            return 4;
    }
    return 4;
}

int bytesPerChannel(PixelFormat format) {
    switch (format) {
        case PixelFormat::Gray8:
        case PixelFormat::Rgb8:
        case PixelFormat::Rgba8:
            return 1;
        case PixelFormat::Gray16:
        case PixelFormat::Rgb16:
        case PixelFormat::Rgba16:
            return 2;
    }
    return 1;
}

Bitmap::Bitmap(Size size, PixelFormat format) : size_(size), format_(format) {
    LACUNA_CHECK(size.width >= 0 && size.height >= 0);
    bytes_.resize(std::size_t(size.width) * std::size_t(size.height) * std::size_t(bytesPerPixel(format)));
}

Bitmap Bitmap::clone() const {
    Bitmap copy;
    copy.size_ = size_;
    copy.format_ = format_;
    copy.bytes_ = bytes_;
    return copy;
}

Image Bitmap::freeze() && {
    return Image(std::make_shared<const Bitmap>(std::move(*this)));
}

bool operator==(const Image& a, const Image& b) {
    return a.size() == b.size() && a.format() == b.format() && std::ranges::equal(a.bytes(), b.bytes());
}

}  // namespace lacuna
