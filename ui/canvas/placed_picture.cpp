#include "ui/canvas/placed_picture.h"

#include <QtGui/QPainter>
#include <cmath>

#include "ui/canvas/viewport.h"
#include "ui/document/image_conversion.h"

namespace lacuna {
namespace {

/// Interpolated pictures need no more pixels than this: the rest is left to the painter.
constexpr std::int64_t kSmoothPixels = 2'000'000;
constexpr std::int64_t kSharpPixels = 64'000'000;

/// Multiplies premultiplied pixels with a mask of the same size.
void applyMask(QImage& picture, const QImage& mask) {
    for (int y = 0; y < picture.height(); ++y) {
        auto* pixel = reinterpret_cast<QRgb*>(picture.scanLine(y));
        const uchar* m = mask.constScanLine(y);
        for (int x = 0; x < picture.width(); ++x) {
            if (m[x] == 255) continue;
            const auto times = [a = unsigned(m[x])](unsigned c) { return (c * a + 127) / 255; };
            pixel[x] = qRgba(int(times(unsigned(qRed(pixel[x])))), int(times(unsigned(qGreen(pixel[x])))),
                             int(times(unsigned(qBlue(pixel[x])))), int(times(unsigned(qAlpha(pixel[x])))));
        }
    }
}

}  // namespace

PlacedPicture::PlacedPicture(Image pixels, const Rect& placement, Image mask, bool smooth)
    : pixels_(std::move(pixels)), mask_(std::move(mask)), placement_(placement), smooth_(smooth) {}

int PlacedPicture::levelFor(double zoom) {
    return zoom >= 1 ? 0 : std::clamp(int(std::floor(-std::log2(zoom))), 0, 7);
}

const QImage& PlacedPicture::prepared(int level) const {
    if (level_ == level) return prepared_;
    int shift = level;
    while ((placement_.size().area() >> (2 * shift)) > (smooth_ ? kSmoothPixels : kSharpPixels)) ++shift;
    const QSize size(std::max(1, placement_.width >> shift), std::max(1, placement_.height >> shift));
    const auto fitted = [&](const Image& image, QImage::Format format) {
        return toQImage(image)
            .convertToFormat(format)
            .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(format);
    };
    prepared_ = fitted(pixels_, QImage::Format_ARGB32_Premultiplied);
    prepared_.detach();
    if (mask_) applyMask(prepared_, fitted(mask_, QImage::Format_Grayscale8));
    level_ = level;
    return prepared_;
}

void PlacedPicture::paint(QPainter& painter, const Viewport& viewport) const {
    if (*this) paintImage(painter, viewport, prepared(levelFor(viewport.zoom())));
}

void PlacedPicture::paintImage(QPainter& painter, const Viewport& viewport, const QImage& image) const {
    const bool interpolate = smooth_ || viewport.zoom() < 1;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, interpolate);
    painter.drawImage(viewport.rectView(placement_), image, QRectF(image.rect()));
}

}  // namespace lacuna
