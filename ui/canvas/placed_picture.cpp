// See placed_picture.h.
#include "ui/canvas/placed_picture.h"

#include <QtGui/QPainter>
#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/resample.h"
#include "ui/canvas/viewport.h"

namespace lacuna {
namespace {

/// Interpolated pictures need no more pixels than this: the rest is left to the painter.
constexpr std::int64_t kSmoothPixels = 2'000'000;
constexpr std::int64_t kSharpPixels = 64'000'000;

/// `image` in 8 bits and at `size`. By our own resampling: Qt's waits for its thread pool, which stutters
/// while the engine has the cores.
Image fitted(const Image& image, Size size) {
    const Image bytes = converted(image, formatOf(channelCount(image.format()), false));
    return bytes.size() == size ? bytes : resized(bytes, size, Filter::Bilinear).freeze();
}

/// Premultiplied pixels, multiplied with a mask of the same size (null: none).
QImage premultiplied(const Image& pixels, const Image& mask) {
    QImage result(pixels.width(), pixels.height(), QImage::Format_ARGB32_Premultiplied);
    const int channels = channelCount(pixels.format());
    for (int y = 0; y < pixels.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(result.scanLine(y));
        const auto* in = pixels.row<std::uint8_t>(y);
        const auto* m = mask ? mask.row<std::uint8_t>(y) : nullptr;
        for (int x = 0; x < pixels.width(); ++x, in += channels) {
            const unsigned alpha = (channels == 4 ? in[3] : 255u) * (m ? m[x] : 255u);  // of 255 * 255
            const auto times = [alpha](unsigned c) { return int((c * alpha + 32512) / 65025); };
            out[x] = channels == 1 ? qRgba(times(in[0]), times(in[0]), times(in[0]), times(255))
                                   : qRgba(times(in[0]), times(in[1]), times(in[2]), times(255));
        }
    }
    return result;
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
    const Size size{std::max(1, placement_.width >> shift), std::max(1, placement_.height >> shift)};
    if (mask_ && preparedMask_.size() != size)
        preparedMask_ = fitted(converted(mask_, PixelFormat::Gray8), size);
    prepared_ = premultiplied(fitted(pixels_, size), preparedMask_);
    level_ = level;
    return prepared_;
}

void PlacedPicture::adoptMask(const PlacedPicture& other) {
    if (mask_ && other.mask_ && mask_.bytes().data() == other.mask_.bytes().data() &&
        placement_ == other.placement_)
        preparedMask_ = other.preparedMask_;
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
