// See picture_overlay.h.
#include "ui/canvas/picture_overlay.h"

#include <QtGui/QPainter>
#include <algorithm>

#include "ui/canvas/viewport.h"

namespace lacuna {

QImage mixed(const QImage& from, const QImage& to, double t) {
    QImage result = from.size() == to.size()
                        ? from.copy()
                        : from.scaled(to.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    result = std::move(result).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const int weight = int(std::clamp(t, 0.0, 1.0) * 256);
    for (int y = 0; y < result.height(); ++y) {
        uchar* a = result.scanLine(y);
        const uchar* b = to.constScanLine(y);
        for (int i = 0; i < result.width() * 4; ++i)
            a[i] = uchar((a[i] * (256 - weight) + b[i] * weight) >> 8);
    }
    return result;
}

bool PictureOverlay::offer(PlacedPicture picture, qint64 nowMs) {
    pending_ = std::move(picture);
    pending_.adoptMask(current_);
    return advance(nowMs);
}

void PictureOverlay::replace(PlacedPicture picture, const PlacedPicture& before, qint64 nowMs) {
    pending_ = {};
    previous_ = before;
    current_ = std::move(picture);
    fade_ = previous_ ? 0 : 1;
    shownAt_ = nowMs;
}

bool PictureOverlay::advance(qint64 nowMs) {
    bool changed = false;
    if (pending_ && (!current_ || nowMs - shownAt_ >= kMinIntervalMs)) {
        const bool samePlace = current_ && current_.placement() == pending_.placement();
        replace(std::move(pending_), samePlace ? current_ : PlacedPicture{}, nowMs);
        pending_ = {};
        changed = true;
    }
    if (fade_ < 1) {
        fade_ = std::clamp(double(nowMs - shownAt_) / kFadeMs, 0.0, 1.0);
        if (fade_ >= 1) previous_ = {};
        changed = true;
    }
    return changed;
}

bool PictureOverlay::setDimmed(bool dimmed) {
    if (dimmed_ == dimmed) return false;
    dimmed_ = dimmed;
    return visible();
}

void PictureOverlay::clear() {
    *this = {};
}

Rect PictureOverlay::reach() const {
    return current_.placement().united(previous_.placement());
}

void PictureOverlay::paint(QPainter& painter, const Viewport& viewport) const {
    if (!current_) return;
    painter.save();
    if (dimmed_) painter.setOpacity(painter.opacity() * kDimmed);
    if (fade_ < 1 && previous_) {
        const int level = PlacedPicture::levelFor(viewport.zoom());
        current_.paintImage(painter, viewport,
                            mixed(previous_.prepared(level), current_.prepared(level), fade_));
    } else {
        current_.paint(painter, viewport);
    }
    painter.restore();
}

}  // namespace lacuna
