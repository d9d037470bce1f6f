// See mask_brush_tool.h.
#include "ui/tools/mask_brush_tool.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <cmath>

#include "ui/document/document.h"
#include "ui/tools/mask_options.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {
namespace {

PointerSample sampleOf(const PointerEvent& event) {
    return {event.posDocument.x(), event.posDocument.y(), event.pressure};
}

}  // namespace

MaskBrushTool::MaskBrushTool(MaskOptions& options, QObject* parent) : Tool(parent), options_(options) {
    connect(&options_, &MaskOptions::changed, this, [this] {
        if (view()) view()->updateOverlay();
    });
}

QString MaskBrushTool::hint() const {
    return tr(
        "Drag to say where to paint. Alt or right button erases, Shift+click draws a line, [ and ] change "
        "the size, Alt+right "
        "drag size and hardness.");
}

void MaskBrushTool::setDocument(Document* document) {
    action_ = Action::None;
    lineFrom_.reset();
    Tool::setDocument(document);
}

Brush MaskBrushTool::brush() const {
    Brush brush;
    brush.sizePx = options_.size();
    brush.hardness = options_.hardness();
    brush.pressureChangesSize = options_.pressureSize();
    brush.pressureChangesOpacity = options_.pressureStrength();
    return brush;
}

bool MaskBrushTool::erases(const PointerEvent& event) const {
    const bool opposite = event.button == Qt::RightButton || event.modifiers.testFlag(Qt::AltModifier);
    return event.eraserEnd || options_.erasing() != opposite;
}

void MaskBrushTool::press(const PointerEvent& event) {
    movePointer(event.posView);
    if (action_ != Action::None) return;
    if (event.button == Qt::RightButton && event.modifiers.testFlag(Qt::AltModifier)) {
        action_ = Action::Adjust;
        adjustFrom_ = event.posView;
        sizeBefore_ = options_.size();
        hardnessBefore_ = options_.hardness();
        return;
    }
    if (!document() || document()->isEmpty()) return;
    action_ = Action::Stroke;
    mode_ = erases(event) ? DabMode::Erase : DabMode::Paint;
    drag_ = Document::newDrag();
    sinceLastPx_ = 0;
    if (event.modifiers.testFlag(Qt::ShiftModifier) && lineFrom_) {
        last_ = *lineFrom_;
        last_.pressure = event.pressure;
        paint({firstDab(brush(), last_)});
        extendTo(event);
    } else {
        last_ = sampleOf(event);
        paint({firstDab(brush(), last_)});
    }
}

void MaskBrushTool::drag(const PointerEvent& event) {
    if (action_ == Action::Adjust) {
        adjust(event);
        return;
    }
    movePointer(event.posView);
    if (action_ == Action::Stroke) extendTo(event);
}

void MaskBrushTool::hover(const PointerEvent& event) {
    altHeld_ = event.modifiers.testFlag(Qt::AltModifier);
    movePointer(event.posView);
}

void MaskBrushTool::release(const PointerEvent& event) {
    if (action_ == Action::Stroke) {
        PointerEvent end = event;
        if (event.pen)
            end.pressure = last_.pressure;  // a pen leaves with pressure 0: the end would be a thread
        extendTo(end);
        lineFrom_ = last_;
    }
    action_ = Action::None;
    movePointer(event.posView);
}

void MaskBrushTool::extendTo(const PointerEvent& event) {
    const PointerSample to = sampleOf(event);
    DabRun run = dabsBetween(brush(), last_, to, sinceLastPx_);
    last_ = to;
    sinceLastPx_ = run.sinceLastPx;
    paint(std::move(run.dabs));
}

void MaskBrushTool::paint(std::vector<Dab> dabs) {
    if (dabs.empty() || !document()) return;
    document()->paintMask({drag_, std::move(dabs), mode_});
}

void MaskBrushTool::adjust(const PointerEvent& event) {
    const QPointF moved = event.posView - adjustFrom_;
    const double scale = view() ? view()->scale() : 1;
    options_.setSize(sizeBefore_ + 2 * moved.x() / scale);
    options_.setHardness(hardnessBefore_ - moved.y() / 200);
    if (view()) view()->updateOverlay();
}

bool MaskBrushTool::cancel() {
    if (action_ == Action::None) return false;
    if (action_ == Action::Adjust) {
        options_.setSize(sizeBefore_);
        options_.setHardness(hardnessBefore_);
    }
    // What was painted stays, as one step that can be undone: a stroke is never lost to another tool's key.
    action_ = Action::None;
    return true;
}

void MaskBrushTool::leave() {
    const auto before = pointer_;
    pointer_.reset();
    if (view() && before) view()->updateOverlay(ringAt(*before));
}

void MaskBrushTool::modifiersChanged(Qt::KeyboardModifiers modifiers) {
    altHeld_ = modifiers.testFlag(Qt::AltModifier);
    if (view() && pointer_) view()->updateOverlay(ringAt(*pointer_));
}

void MaskBrushTool::movePointer(QPointF posView) {
    if (view() && pointer_) view()->updateOverlay(ringAt(*pointer_));
    pointer_ = posView;
    if (view()) view()->updateOverlay(ringAt(posView));
}

QRectF MaskBrushTool::ringAt(QPointF posView) const {
    const double radius = std::max(6.0, options_.size() / 2 * (view() ? view()->scale() : 1)) + 4;
    return {posView.x() - radius, posView.y() - radius, 2 * radius, 2 * radius};
}

void MaskBrushTool::paintOverlay(QPainter& painter) const {
    if (!pointer_ || !view()) return;
    const QPointF at = action_ == Action::Adjust ? adjustFrom_ : *pointer_;
    const double radius = options_.size() / 2 * view()->scale();
    const bool erasing = action_ == Action::Stroke ? mode_ == DabMode::Erase : options_.erasing() != altHeld_;
    QPainterPath ring;
    if (radius >= 3) {
        ring.addEllipse(at, radius, radius);
        strokeReadable(painter, ring, erasing ? LineStyle::Dashed : LineStyle::Solid);
        const double solid = radius * options_.hardness();
        if (radius - solid > 4 && solid > 2) {
            painter.setPen(QPen(QColor(255, 255, 255, 120), 1));
            painter.drawEllipse(at, solid, solid);
        }
    }
    if (radius < 8) {  // too small a ring to aim with
        QPainterPath cross;
        for (const QPointF arm : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
            cross.moveTo(at + arm * (radius + 2));
            cross.lineTo(at + arm * (radius + 6));
        }
        strokeReadable(painter, cross);
    }
    if (action_ == Action::Adjust) {
        const QString text = tr("%1 px · hardness %2 %")
                                 .arg(std::round(options_.size()))
                                 .arg(std::round(options_.hardness() * 100));
        paintPill(painter, at + QPointF(0, radius + 10), text, QRectF(QPointF(), view()->viewSize()));
    }
}

}  // namespace lacuna
