// See canvas_input.h: what CanvasWidget does with mouse, pen, wheel, gestures and keys.
#include "ui/canvas/canvas_input.h"

#include <QtGui/QInputDevice>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QNativeGestureEvent>
#include <QtGui/QPointingDevice>
#include <QtGui/QTabletEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGestureEvent>
#include <QtWidgets/QPinchGesture>
#include <cmath>

#include "ui/canvas/picture_overlay.h"
#include "ui/document/document.h"
#include "ui/tools/tool_manager.h"

namespace lacuna {
namespace {

constexpr double kNotch = 120;              ///< angle of one step of a mouse wheel, in eighths of a degree
constexpr double kZoomPerNotch = 1.189207;  ///< 2^(1/4): four steps double

bool isTouchpad(const QWheelEvent& event) {
    return event.phase() != Qt::NoScrollPhase ||
           (event.device() && event.device()->type() == QInputDevice::DeviceType::TouchPad);
}

}  // namespace

PointerEvent CanvasWidget::pointerEvent(QPointF posView, Qt::MouseButton button, Qt::MouseButtons buttons,
                                        Qt::KeyboardModifiers modifiers) const {
    PointerEvent event;
    event.posView = posView;
    event.posDocument = viewport_.posDocument(posView);
    event.button = button;
    event.buttons = buttons;
    event.modifiers = modifiers;
    return event;
}

// --- one way for mouse and pen ---

void CanvasWidget::pointerPressed(const PointerEvent& event) {
    reportPointer(event.posView);
    Tool* tool = activeTool();
    if (input_->pressed || !tool || !document_ || document_->isEmpty()) return;
    if (event.button == Qt::RightButton && !tool->usesRightButton()) {
        Q_EMIT contextMenuAsked(mapToGlobal(event.posView).toPoint(), event.posDocument);
        return;
    }
    if (event.button != Qt::LeftButton && event.button != Qt::RightButton) return;
    input_->pressed = true;
    input_->button = event.button;
    input_->pen = event.pen;
    tool->press(event);
    // The person works: what the engine shows steps back until the release.
    if (tool->busy() && (preview_->setDimmed(true) | candidate_->setDimmed(true))) updateMaskStyle();
}

void CanvasWidget::pointerDragged(const PointerEvent& event) {
    reportPointer(event.posView);
    if (!input_->pressed) return;
    PointerEvent drag = event;
    drag.button = input_->button;
    if (Tool* tool = activeTool()) tool->drag(drag);
}

void CanvasWidget::pointerReleased(const PointerEvent& event) {
    if (!input_->pressed || event.button != input_->button) return;
    input_->pressed = false;
    input_->pen = false;
    if (Tool* tool = activeTool()) tool->release(event);
    if (preview_->setDimmed(false) | candidate_->setDimmed(false)) updateMaskStyle();
    updateCursor();
}

void CanvasWidget::pointerHovered(const PointerEvent& event) {
    reportPointer(event.posView);
    if (Tool* tool = activeTool(); tool && document_ && !document_->isEmpty()) tool->hover(event);
}

void CanvasWidget::reportPointer(QPointF posView) {
    pointer_ = posView;
    if (rulers_) {
        update(0, 0, width(), kRulerView);
        update(0, 0, kRulerView, height());
    }
    const QPointF at = viewport_.posDocument(posView);
    const QPoint pixel(int(std::floor(at.x())), int(std::floor(at.y())));
    const bool inside = boundsOf(viewport_.page()).contains(pixel.x(), pixel.y());
    Q_EMIT pointerMoved(inside ? std::optional(pixel) : std::nullopt);
}

// --- mouse ---

void CanvasWidget::startPan(QPointF posView) {
    input_->panning = true;
    input_->panFrom = posView;
    if (Tool* tool = activeTool()) tool->leave();  // what it draws at the pointer would stay behind
    updateCursor();
}

void CanvasWidget::endPan() {
    input_->panning = false;
    updateCursor();
}

void CanvasWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        startPan(event->position());
    } else if (!input_->pen) {
        pointerPressed(
            pointerEvent(event->position(), event->button(), event->buttons(), event->modifiers()));
    }
    event->accept();
}

void CanvasWidget::mouseMoveEvent(QMouseEvent* event) {
    if (input_->panning) {
        panBy(event->position() - input_->panFrom);
        input_->panFrom = event->position();
    } else if (!input_->pen) {
        const PointerEvent pointer =
            pointerEvent(event->position(), Qt::NoButton, event->buttons(), event->modifiers());
        if (input_->pressed) {
            pointerDragged(pointer);
        } else {
            pointerHovered(pointer);
        }
    }
    event->accept();
}

void CanvasWidget::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton && input_->panning) {
        endPan();
    } else if (!input_->pen) {
        pointerReleased(
            pointerEvent(event->position(), event->button(), event->buttons(), event->modifiers()));
    }
    event->accept();
}

void CanvasWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    Tool* tool = activeTool();
    const PointerEvent pointer =
        pointerEvent(event->position(), event->button(), event->buttons(), event->modifiers());
    if (event->button() == Qt::LeftButton && tool && document_ && !document_->isEmpty()) {
        input_->pressed = true;
        input_->button = event->button();
        tool->doubleClick(pointer);
    } else {
        mousePressEvent(event);
    }
    event->accept();
}

void CanvasWidget::leaveEvent(QEvent* event) {
    if (Tool* tool = activeTool()) tool->leave();
    pointer_.reset();
    if (rulers_) update();
    Q_EMIT pointerMoved(std::nullopt);
    QWidget::leaveEvent(event);
}

// --- pen ---

void CanvasWidget::tabletEvent(QTabletEvent* event) {
    PointerEvent pointer =
        pointerEvent(event->position(), event->button(), event->buttons(), event->modifiers());
    pointer.pen = true;
    pointer.pressure = event->pressure();
    pointer.eraserEnd = event->pointerType() == QPointingDevice::PointerType::Eraser;
    switch (event->type()) {
        case QEvent::TabletPress:
            setFocus(Qt::MouseFocusReason);
            if (event->button() == Qt::MiddleButton) {
                startPan(event->position());
            } else {
                pointerPressed(pointer);
            }
            break;
        case QEvent::TabletMove:
            if (input_->panning) {
                panBy(event->position() - input_->panFrom);
                input_->panFrom = event->position();
            } else if (input_->pressed) {
                pointerDragged(pointer);
            } else {
                pointerHovered(pointer);
            }
            break;
        case QEvent::TabletRelease:
            if (input_->panning && event->button() == Qt::MiddleButton) {
                endPan();
            } else {
                pointerReleased(pointer);
            }
            break;
        default:
            break;
    }
    event->accept();  // else Qt makes a mouse event of it
}

// --- wheel and gestures ---

void CanvasWidget::wheelEvent(QWheelEvent* event) {
    event->accept();
    const QPointF angle = event->angleDelta();
    const bool zooms =
        event->modifiers().testFlag(Qt::ControlModifier) ||
        (!isTouchpad(*event) && !event->modifiers().testFlag(Qt::ShiftModifier) && angle.x() == 0);
    if (zooms) {
        zoomBy(std::pow(kZoomPerNotch, angle.y() / kNotch), event->position());
        return;
    }
    QPointF delta = event->pixelDelta().isNull() ? angle / kNotch * 60 : QPointF(event->pixelDelta());
    if (event->modifiers().testFlag(Qt::ShiftModifier) && delta.x() == 0) delta = {delta.y(), 0};
    panBy(delta);
}

bool CanvasWidget::gesture(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + native->value(), native->position());
            return true;
        }
        if (native->gestureType() == Qt::SmartZoomNativeGesture) {
            if (fitted_) {
                zoomBy(1 / zoom(), native->position());
            } else {
                fitPage();
            }
            return true;
        }
        return false;
    }
    auto* gestures = static_cast<QGestureEvent*>(event);
    if (auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
        const QPointF centre = mapFromGlobal(pinch->centerPoint());
        if (pinch->changeFlags().testFlag(QPinchGesture::CenterPointChanged) &&
            pinch->state() != Qt::GestureStarted)
            panBy(pinch->centerPoint() - pinch->lastCenterPoint());
        if (pinch->changeFlags().testFlag(QPinchGesture::ScaleFactorChanged))
            zoomBy(pinch->scaleFactor(), centre);
        return true;
    }
    return false;
}

bool CanvasWidget::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::NativeGesture:
        case QEvent::Gesture:
            if (gesture(event)) {
                event->accept();
                return true;
            }
            break;
        default:
            break;
    }
    return QWidget::event(event);
}

// --- keys ---

bool CanvasWidget::reviewKey(QKeyEvent* event) {
    if (!hasCandidate() || (activeTool() && activeTool()->busy())) return false;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (modifiers & ~Qt::ShiftModifier) return false;
        Q_EMIT acceptRequested(modifiers.testFlag(Qt::ShiftModifier));
        return true;
    }
    if (modifiers) return false;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        Q_EMIT nextCandidateRequested(key == Qt::Key_Right ? 1 : -1);
    } else if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        Q_EMIT candidateRequested(key - Qt::Key_1);
    } else if (key == Qt::Key_Delete) {
        Q_EMIT discardRequested();
    } else {
        return false;
    }
    return true;
}

void CanvasWidget::keyPressEvent(QKeyEvent* event) {
    event->accept();
    Tool* tool = activeTool();
    if (reviewKey(event) || (tool && document_ && tool->keyPress(event))) return;
    switch (event->key()) {
        case Qt::Key_Space:
            if (!event->isAutoRepeat() && tools_) tools_->lend(QStringLiteral("hand"));
            return;
        case Qt::Key_O:
            if (event->modifiers() != Qt::NoModifier) break;
            if (!event->isAutoRepeat()) setShowOriginal(true);
            return;
        case Qt::Key_Backslash:
            if (!event->isAutoRepeat()) toggleMaskOverlay();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (event->modifiers().testFlag(Qt::ControlModifier)) break;  // generate, in the menu
            if (tool && tool->commit()) return;
            break;
        case Qt::Key_Escape:
            // A gesture in hand is dropped first; then Esc is for what the engine shows, and only then for
            // what a tool has laid out.
            if (tool && (tool->busy() || (!hasPreview() && !hasCandidate())) && tool->cancel()) return;
            Q_EMIT escapeRequested();
            return;
        case Qt::Key_Shift:
        case Qt::Key_Alt:
        case Qt::Key_Control:
            if (tool) tool->modifiersChanged(QGuiApplication::keyboardModifiers());
            break;
        default:
            break;
    }
    event->ignore();
}

void CanvasWidget::keyReleaseEvent(QKeyEvent* event) {
    event->accept();
    Tool* tool = activeTool();
    if (tools_) tools_->keyReleased(*event);
    if (tool && tool->keyRelease(event)) return;
    if (event->isAutoRepeat()) return;
    switch (event->key()) {
        case Qt::Key_Space:
            if (tools_) tools_->giveBack();
            return;
        case Qt::Key_O:
            setShowOriginal(false);
            return;
        case Qt::Key_Shift:
        case Qt::Key_Alt:
        case Qt::Key_Control:
            if (tool) tool->modifiersChanged(QGuiApplication::keyboardModifiers());
            break;
        default:
            break;
    }
    event->ignore();
}

void CanvasWidget::focusOutEvent(QFocusEvent* event) {
    // A key that is let go elsewhere never tells.
    if (tools_ && !input_->pressed) tools_->giveBack();
    setShowOriginal(false);
    QWidget::focusOutEvent(event);
}

// --- the widget's own changes ---

void CanvasWidget::resizeEvent(QResizeEvent* event) {
    const double before = zoom();
    viewport_.setView(size(), devicePixelRatioF());
    if (fitted_) viewport_.fit();
    viewportChanged(before);
    QWidget::resizeEvent(event);
}

void CanvasWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) setDeskColour({});
    QWidget::changeEvent(event);
}

}  // namespace lacuna
