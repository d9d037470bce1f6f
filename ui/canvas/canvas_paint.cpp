// How the canvas draws a frame: the kept page, then previews, mask, grid, frames and the tool's own drawing,
// in the changed part only.
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <cmath>

#include "ui/canvas/canvas_widget.h"
#include "ui/canvas/frame_meter.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/picture_overlay.h"
#include "ui/canvas/scene_cache.h"
#include "ui/document/compositor.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {
namespace {

constexpr double kPixelGridZoom = 8;

/// The pixels of the widget that lie in `area` with all of their own area.
QRect wholePixels(const QRectF& area) {
    return {QPoint(int(std::ceil(area.left())), int(std::ceil(area.top()))),
            QPoint(int(std::floor(area.right())) - 1, int(std::floor(area.bottom())) - 1)};
}

}  // namespace

void CanvasWidget::paintEvent(QPaintEvent* event) {
    meter_->begin();
    if (viewport_.devicePixelRatio() != devicePixelRatioF()) viewport_.setView(size(), devicePixelRatioF());
    const double ratio = viewport_.devicePixelRatio();
    const bool page = document_ && !document_->isEmpty();

    scene_->cache().setViewport(viewport_);
    scene_->render(page ? compositor_.get() : nullptr);
    const bool maskSeen = maskShown();
    const bool maskEmpty = !page || document_->picture().mask.empty();
    mask_->cache().setViewport(viewport_);
    if (maskSeen) mask_->render(compositor_.get(), maskEmpty);

    QPainter painter(this);
    const auto drawCache = [&](const QImage& image) {
        QImage shared(image);  // the ratio is set on a copy that shares the pixels
        shared.setDevicePixelRatio(ratio);
        painter.drawImage(QPointF(), shared);
    };
    drawCache(scene_->image());
    if (page) {
        Tool* tool = activeTool();
        painter.setRenderHint(QPainter::Antialiasing);
        if (tool) {
            // On the page itself that is the strip that will be repainted; it would shine through the soft
            // edges of the picture that stands there now.
            const Rect shown = showOriginal_ ? Rect{} : candidate_->reach().united(preview_->reach());
            const QRectF covered = viewport_.rectView(shown.intersected(boundsOf(document_->size())));
            painter.save();
            painter.setClipRegion(QRegion(rect()).subtracted(wholePixels(covered)));
            tool->paintBeneath(painter);
            painter.restore();
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
        if (!showOriginal_) {
            candidate_->paint(painter, viewport_);
            preview_->paint(painter, viewport_);
        }
        if (maskSeen && !maskEmpty) drawCache(mask_->image());
        if (pixelGrid_ && viewport_.zoom() >= kPixelGridZoom) paintPixelGrid(painter, event->rect());
        painter.setRenderHint(QPainter::Antialiasing);
        if (contextFrame_ && !showOriginal_) paintContextFrame(painter);
        if (tool && !showOriginal_) tool->paintOverlay(painter);
        if (rulers_) paintRulers(painter, viewport_, palette(), {rulerUnit_, document_->dpi(), pointer_});
    }
    painter.end();
    const QRect dirty = event->rect();
    meter_->end(std::int64_t(dirty.width() * ratio) * std::int64_t(dirty.height() * ratio));
}

void CanvasWidget::paintPixelGrid(QPainter& painter, const QRectF& dirty) const {
    const QRectF shown = dirty.intersected(viewport_.pageView());
    if (shown.isEmpty()) return;
    const QRectF area = viewport_.rectDocument(shown);
    painter.setPen(QPen(QColor(128, 128, 128, 90), 0));
    QVector<QLineF> lines;
    for (int x = int(std::ceil(area.left())); x <= int(area.right()); ++x) {
        const double at = viewport_.posView({double(x), 0}).x();
        lines << QLineF(at, shown.top(), at, shown.bottom());
    }
    for (int y = int(std::ceil(area.top())); y <= int(area.bottom()); ++y) {
        const double at = viewport_.posView({0, double(y)}).y();
        lines << QLineF(shown.left(), at, shown.right(), at);
    }
    painter.drawLines(lines);
}

void CanvasWidget::paintContextFrame(QPainter& painter) const {
    QPainterPath path;
    path.addRect(viewport_.rectView(*contextFrame_));
    strokeReadable(painter, path, LineStyle::Dashed);
}

}  // namespace lacuna
