// See move_tool.h.
#include "ui/tools/move_tool.h"

#include <QtGui/QPainter>
#include <cmath>

#include "ui/document/document.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {

QString MoveTool::hint() const {
    return tr(
        "Drag to move the active layer, Shift keeps to one axis. Arrow keys move by 1 pixel, with Shift by "
        "10.");
}

void MoveTool::press(const PointerEvent& event) {
    if (!document() || !document()->layer(document()->activeLayer())) {
        Q_EMIT message(tr("There is no layer to move. Choose one in the layers panel."));
        return;
    }
    dragging_ = true;
    from_ = event.posDocument;
    pointer_ = event.posView;
    moved_ = {};
    drag_ = Document::newDrag();
}

void MoveTool::drag(const PointerEvent& event) {
    if (!dragging_) return;
    pointer_ = event.posView;
    QPointF total = event.posDocument - from_;
    if (event.modifiers.testFlag(Qt::ShiftModifier)) {
        if (std::abs(total.x()) >= std::abs(total.y())) {
            total.setY(0);
        } else {
            total.setX(0);
        }
    }
    const QPoint target(int(std::lround(total.x())), int(std::lround(total.y())));
    if (target != moved_ && moveBy(target - moved_)) moved_ = target;
    if (view()) view()->updateOverlay();
}

void MoveTool::release(const PointerEvent& event) {
    drag(event);
    dragging_ = false;
    if (view()) view()->updateOverlay();
}

bool MoveTool::cancel() {
    if (!dragging_) return false;
    if (!moved_.isNull()) moveBy(-moved_);
    dragging_ = false;
    if (view()) view()->updateOverlay();
    return true;
}

bool MoveTool::moveBy(QPoint delta) {
    const auto result = document()->moveLayer(document()->activeLayer(), delta.x(), delta.y(), drag_);
    if (!result) {
        dragging_ = false;
        Q_EMIT message(QString::fromStdString(result.error().what));
    }
    return bool(result);
}

bool MoveTool::keyPress(QKeyEvent* event) {
    if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
    QPoint step;
    switch (event->key()) {
        case Qt::Key_Left:
            step = {-1, 0};
            break;
        case Qt::Key_Right:
            step = {1, 0};
            break;
        case Qt::Key_Up:
            step = {0, -1};
            break;
        case Qt::Key_Down:
            step = {0, 1};
            break;
        default:
            return false;
    }
    if (!document() || !document()->layer(document()->activeLayer())) return false;
    if (!event->isAutoRepeat() || nudge_ == 0) nudge_ = Document::newDrag();
    drag_ = nudge_;
    moveBy(event->modifiers().testFlag(Qt::ShiftModifier) ? step * 10 : step);
    return true;
}

bool MoveTool::keyRelease(QKeyEvent* event) {
    if (!event->isAutoRepeat()) nudge_ = 0;
    return false;
}

void MoveTool::paintOverlay(QPainter& painter) const {
    if (!dragging_ || !view() || moved_.isNull()) return;
    const QString text = tr("%1, %2 px").arg(moved_.x()).arg(moved_.y());
    paintPill(painter, pointer_ + QPointF(0, 24), text, QRectF(QPointF(), view()->viewSize()));
}

}  // namespace lacuna
