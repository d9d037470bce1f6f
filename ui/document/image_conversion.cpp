// See image_conversion.h.
#include "ui/document/image_conversion.h"

#include <QtGui/QColorSpace>
#include <cstring>

#include "engine/image/convert.h"

namespace lacuna {
namespace {

QImage::Format qtFormatOf(PixelFormat format) {
    switch (format) {
        case PixelFormat::Gray8:
            return QImage::Format_Grayscale8;
        case PixelFormat::Rgb8:
            return QImage::Format_RGB888;
        case PixelFormat::Rgba8:
            return QImage::Format_RGBA8888;
        case PixelFormat::Gray16:
            return QImage::Format_Grayscale16;
        case PixelFormat::Rgba16:
            return QImage::Format_RGBA64;
        case PixelFormat::Rgb16:
            break;
    }
    return QImage::Format_Invalid;
}

PixelFormat formatFor(const QImage& image) {
    const bool deep = image.depth() > 32 || image.format() == QImage::Format_Grayscale16 ||
                      image.format() == QImage::Format_RGB30 || image.format() == QImage::Format_BGR30 ||
                      image.format() == QImage::Format_A2RGB30_Premultiplied ||
                      image.format() == QImage::Format_A2BGR30_Premultiplied;
    if (image.hasAlphaChannel()) return deep ? PixelFormat::Rgba16 : PixelFormat::Rgba8;
    if (image.isGrayscale()) return deep ? PixelFormat::Gray16 : PixelFormat::Gray8;
    return deep ? PixelFormat::Rgba16 : PixelFormat::Rgb8;
}

}  // namespace

QImage toQImage(const Image& image) {
    if (!image) return {};
    const Image shared = image.format() == PixelFormat::Rgb16 ? converted(image, PixelFormat::Rgba16) : image;
    auto* keeper = new Image(shared);
    // The const overload: Qt treats the pixels as read-only and copies before any write.
    const auto* bits = reinterpret_cast<const uchar*>(keeper->bytes().data());
    return QImage(
        bits, shared.width(), shared.height(), qsizetype(shared.bytesPerRow()), qtFormatOf(shared.format()),
        [](void* kept) { delete static_cast<Image*>(kept); }, keeper);
}

Image fromQImage(const QImage& image) {
    if (image.isNull()) return {};
    QImage source = image;
    if (source.colorSpace().isValid() && source.colorSpace() != QColorSpace(QColorSpace::SRgb)) {
        if (source.depth() <= 8)
            source.convertTo(source.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        source.convertToColorSpace(QColorSpace::SRgb);
    }
    const PixelFormat format = formatFor(source);
    source.convertTo(qtFormatOf(format));
    Bitmap pixels({source.width(), source.height()}, format);
    for (int y = 0; y < source.height(); ++y) {
        std::memcpy(pixels.row<std::byte>(y), source.constScanLine(y), pixels.bytesPerRow());
    }
    return std::move(pixels).freeze();
}

}  // namespace lacuna
