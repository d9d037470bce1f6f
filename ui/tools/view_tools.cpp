// See view_tools.h.
#include "ui/tools/view_tools.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/tools/icons.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {
namespace {

constexpr double kDragView = 6;  ///< shorter is a click

/// A cursor from an icon: the dark drawing on a light, slightly larger one, readable everywhere.
QCursor cursorFromIcon(const char* name, QPoint hotSpot) {
    const double ratio = qApp->devicePixelRatio();
    QPixmap pixmap(QSize(24, 24) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const QIcon halo = icon(name, Qt::white), line = icon(name, Qt::black);
    for (const QPoint d : {QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)})
        halo.paint(&painter, QRect(d, QSize(24, 24)));
    line.paint(&painter, QRect(0, 0, 24, 24));
    painter.end();
    return QCursor(pixmap, hotSpot.x(), hotSpot.y());
}

}  // namespace

void HandTool::press(const PointerEvent& event) {
    dragging_ = true;
    last_ = event.posView;
    Q_EMIT cursorChanged();
}

void HandTool::drag(const PointerEvent& event) {
    if (!dragging_) return;
    if (view()) view()->panBy(event.posView - last_);
    last_ = event.posView;
}

void HandTool::release(const PointerEvent& event) {
    drag(event);
    cancel();
}

bool HandTool::cancel() {
    if (!dragging_) return false;
    dragging_ = false;
    Q_EMIT cursorChanged();
    return true;
}

void ZoomTool::press(const PointerEvent& event) {
    dragging_ = true;
    from_ = to_ = event.posView;
    out_ = event.modifiers.testFlag(Qt::AltModifier);
}

void ZoomTool::drag(const PointerEvent& event) {
    if (!dragging_) return;
    to_ = event.posView;
    if (view()) view()->updateOverlay();
}

void ZoomTool::release(const PointerEvent& event) {
    if (!dragging_) return;
    to_ = event.posView;
    dragging_ = false;
    if (!view()) return;
    const QRectF area = QRectF(from_, to_).normalized();
    if (!out_ && std::max(area.width(), area.height()) >= kDragView) {
        view()->zoomToRect({view()->posDocument(area.topLeft()), view()->posDocument(area.bottomRight())});
    } else {
        view()->zoomStep(out_ ? -1 : 1, from_);
    }
    view()->updateOverlay();
}

void ZoomTool::modifiersChanged(Qt::KeyboardModifiers modifiers) {
    if (out_ == modifiers.testFlag(Qt::AltModifier)) return;
    out_ = !out_;
    Q_EMIT cursorChanged();
}

bool ZoomTool::cancel() {
    const bool had = dragging_;
    dragging_ = false;
    if (had && view()) view()->updateOverlay();
    return had;
}

QCursor ZoomTool::cursor() const {
    return cursorFromIcon(out_ ? "zoom-out" : "zoom-in", {10, 10});
}

void ZoomTool::paintOverlay(QPainter& painter) const {
    if (!dragging_ || out_ || from_ == to_) return;
    QPainterPath path;
    path.addRect(QRectF(from_, to_).normalized());
    strokeReadable(painter, path, LineStyle::Dashed);
}

}  // namespace lacuna
