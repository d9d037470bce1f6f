// See view_cache.h.
#include "ui/canvas/view_cache.h"

#include <cmath>
#include <cstring>

namespace lacuna {

QRect roundedEdges(const QRectF& r) {
    const int left = int(std::lround(r.left())), top = int(std::lround(r.top()));
    return {left, top, int(std::lround(r.right())) - left, int(std::lround(r.bottom())) - top};
}

void ViewCache::setViewport(const Viewport& viewport) {
    const Viewport before = viewport_;
    viewport_ = viewport;
    const QSize size(std::max(1, int(std::ceil(viewport.viewSize().width() * viewport.devicePixelRatio()))),
                     std::max(1, int(std::ceil(viewport.viewSize().height() * viewport.devicePixelRatio()))));
    if (image_.size() != size) {
        image_ = QImage(size, format_);
        invalidateAll();
        return;
    }
    if (before == viewport) return;
    if (before.zoom() != viewport.zoom() || before.devicePixelRatio() != viewport.devicePixelRatio() ||
        before.page() != viewport.page()) {
        invalidateAll();
        return;
    }
    const QPointF moved = (viewport.posView({}) - before.posView({})) * viewport.devicePixelRatio();
    scroll({int(std::lround(moved.x())), int(std::lround(moved.y()))});
}

void ViewCache::invalidateAll() {
    invalid_ = image_.rect();
}

void ViewCache::invalidate(const Rect& rectDocument, int marginDevice) {
    const QRect touched = viewport_.rectDevice(rectDocument)
                              .adjusted(-marginDevice, -marginDevice, marginDevice, marginDevice)
                              .intersected(image_.rect());
    if (!touched.isEmpty()) invalid_ += touched;
}

QRegion ViewCache::takeInvalid() {
    // Many small rectangles cost more than the box around them.
    QRegion result = std::exchange(invalid_, {});
    if (result.rectCount() > 16) result = result.boundingRect();
    return result;
}

QRect ViewCache::documentUnder(const QRect& rectDevice) const {
    const double ratio = viewport_.devicePixelRatio();
    return viewport_
        .rectDocument(QRectF(rectDevice.x() / ratio, rectDevice.y() / ratio, rectDevice.width() / ratio,
                             rectDevice.height() / ratio))
        .toAlignedRect()
        .adjusted(-1, -1, 1, 1);
}

void ViewCache::scroll(QPoint by) {
    if (by.isNull()) return;
    const QRect kept = image_.rect().translated(by).intersected(image_.rect());
    if (kept.isEmpty()) {
        invalidateAll();
        return;
    }
    const QPoint from = kept.topLeft() - by;
    const std::size_t pixel = std::size_t(image_.depth() / 8), bytes = std::size_t(kept.width()) * pixel;
    const qsizetype stride = image_.bytesPerLine();
    uchar* bits = image_.bits();
    for (int i = 0; i < kept.height(); ++i) {
        const int row =
            by.y() > 0 ? kept.height() - 1 - i : i;  // the order in which no row is overwritten unread
        std::memmove(bits + (kept.y() + row) * stride + kept.x() * qsizetype(pixel),
                     bits + (from.y() + row) * stride + from.x() * qsizetype(pixel), bytes);
    }
    invalid_.translate(by);
    invalid_ &= image_.rect();
    invalid_ += QRegion(image_.rect()) - kept;
}

}  // namespace lacuna
