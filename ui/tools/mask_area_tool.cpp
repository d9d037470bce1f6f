// See mask_area_tool.h.
#include "ui/tools/mask_area_tool.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <cmath>

#include "ui/document/document.h"
#include "ui/tools/mask_options.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {
namespace {

constexpr double kCloseRadiusView = 8;  ///< a click this near to the first corner closes a polygon

PointF pointOf(const PointerEvent& event) {
    return {event.posDocument.x(), event.posDocument.y()};
}

QPainterPath pathOf(const std::vector<PointF>& points, const ToolView& view) {
    QPainterPath path;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const QPointF at = view.posView({points[i].x, points[i].y});
        if (i == 0) {
            path.moveTo(at);
        } else {
            path.lineTo(at);
        }
    }
    return path;
}

}  // namespace

MaskCombine combineFor(const MaskOptions& options, Qt::KeyboardModifiers modifiers) {
    const bool add = modifiers.testFlag(Qt::ShiftModifier), subtract = modifiers.testFlag(Qt::AltModifier);
    if (add && subtract) return MaskCombine::Intersect;
    if (add) return MaskCombine::Add;
    if (subtract) return MaskCombine::Subtract;
    switch (options.mode()) {
        case MaskMode::Replace:
            return MaskCombine::Replace;
        case MaskMode::Add:
            return MaskCombine::Add;
        case MaskMode::Subtract:
            return MaskCombine::Subtract;
    }
    return MaskCombine::Replace;
}

// --- what all areas share ---

void MaskAreaTool::setDocument(Document* document) {
    cancel();
    Tool::setDocument(document);
}

bool MaskAreaTool::begin(Qt::KeyboardModifiers modifiers) {
    if (!document() || document()->isEmpty()) return false;
    how_ = combineFor(options_, modifiers);
    return true;
}

bool MaskAreaTool::cancel() {
    const bool had = busy();
    how_.reset();
    dropShape();
    repaint();
    return had;
}

void MaskAreaTool::hover(const PointerEvent& event) {
    pointer_ = event.posView;
    modifiers_ = event.modifiers;
    if (modifiers_ || busy()) repaint();
}

void MaskAreaTool::modifiersChanged(Qt::KeyboardModifiers modifiers) {
    modifiers_ = modifiers;
    repaint();
}

void MaskAreaTool::repaint() const {
    if (view()) view()->updateOverlay();
}

void MaskAreaTool::paintModeBadge(QPainter& painter) const {
    if (!pointer_) return;
    const MaskCombine how = how_ ? *how_ : combineFor(options_, modifiers_);
    if (how == MaskCombine::Replace) return;
    const QPointF c = *pointer_ + QPointF(14, 14);
    QPainterPath sign;
    if (how == MaskCombine::Intersect) {
        sign.moveTo(c + QPointF(-3, -3)), sign.lineTo(c + QPointF(3, 3));
        sign.moveTo(c + QPointF(3, -3)), sign.lineTo(c + QPointF(-3, 3));
    } else {
        sign.moveTo(c + QPointF(-4, 0)), sign.lineTo(c + QPointF(4, 0));
        if (how == MaskCombine::Add) sign.moveTo(c + QPointF(0, -4)), sign.lineTo(c + QPointF(0, 4));
    }
    strokeReadable(painter, sign);
}

// --- rectangle ---

QString MaskRectangleTool::hint() const {
    return tr(
        "Drag a rectangle. Shift adds, Alt subtracts; pressed while dragging they make a square, from its "
        "centre.");
}

void MaskRectangleTool::press(const PointerEvent& event) {
    if (!begin(event.modifiers)) return;
    from_ = to_ = event.posDocument;
    heldSincePress_ = event.modifiers;
    square_ = centred_ = false;
}

void MaskRectangleTool::drag(const PointerEvent& event) {
    pointer_ = event.posView;
    if (!busy()) return;
    heldSincePress_ &= event.modifiers;
    const Qt::KeyboardModifiers pressedLater = event.modifiers & ~heldSincePress_;
    square_ = pressedLater.testFlag(Qt::ShiftModifier);
    centred_ = pressedLater.testFlag(Qt::AltModifier);
    to_ = event.posDocument;
    repaint();
}

void MaskRectangleTool::release(const PointerEvent& event) {
    if (!busy()) return;
    drag(event);
    const QRectF area = rectangle();
    const MaskCombine what = how();
    end();
    if (!area.isEmpty()) document()->fillMaskRect(area, what);
    repaint();
}

QRectF MaskRectangleTool::rectangle() const {
    QPointF reach = to_ - from_;
    if (square_) {
        const double side = std::max(std::abs(reach.x()), std::abs(reach.y()));
        reach = {std::copysign(side, reach.x()), std::copysign(side, reach.y())};
    }
    const QRectF area = QRectF(centred_ ? from_ - reach : from_, from_ + reach).normalized();
    return {QPointF(std::round(area.left()), std::round(area.top())),
            QPointF(std::round(area.right()), std::round(area.bottom()))};
}

void MaskRectangleTool::paintOverlay(QPainter& painter) const {
    if (!view()) return;
    paintModeBadge(painter);
    if (!busy()) return;
    const QRectF area = rectangle();
    const QRectF shown(view()->posView(area.topLeft()), view()->posView(area.bottomRight()));
    QPainterPath path;
    path.addRect(shown);
    strokeReadable(painter, path, LineStyle::Dashed);
    paintPill(painter, {shown.center().x(), shown.bottom() + 8},
              tr("%1 × %2 px").arg(area.width()).arg(area.height()), QRectF(QPointF(), view()->viewSize()));
}

// --- lasso ---

QString MaskLassoTool::hint() const {
    return tr("Draw around what should change. Shift adds, Alt subtracts. Shift+L draws straight sides.");
}

void MaskLassoTool::press(const PointerEvent& event) {
    if (!begin(event.modifiers)) return;
    points_ = {pointOf(event)};
}

void MaskLassoTool::drag(const PointerEvent& event) {
    pointer_ = event.posView;
    if (!busy()) return;
    points_.push_back(pointOf(event));
    repaint();
}

void MaskLassoTool::release(const PointerEvent& event) {
    if (!busy()) return;
    drag(event);
    const MaskCombine what = how();
    end();
    // A click is no area: it must not replace the mask with nothing.
    const QPolygonF shape = [&] {
        QPolygonF polygon;
        for (const PointF& p : points_) polygon << QPointF(p.x, p.y);
        return polygon;
    }();
    if (points_.size() >= 3 && std::max(shape.boundingRect().width(), shape.boundingRect().height()) >= 1)
        document()->fillMaskPolygon(points_, what);
    points_.clear();
    repaint();
}

void MaskLassoTool::paintOverlay(QPainter& painter) const {
    if (!view()) return;
    paintModeBadge(painter);
    if (points_.empty()) return;
    strokeReadable(painter, pathOf(points_, *view()), LineStyle::Dashed);
}

// --- polygon ---

QString MaskPolygonTool::hint() const {
    return tr(
        "Click for each corner; Enter, a double click or the first corner closes. Backspace takes a corner "
        "back, Esc drops it.");
}

void MaskPolygonTool::press(const PointerEvent& event) {
    pointer_ = event.posView;
    if (!busy() && !begin(event.modifiers)) return;
    if (points_.size() >= 3 && view()) {
        const QPointF away = view()->posView({points_.front().x, points_.front().y}) - event.posView;
        if (std::hypot(away.x(), away.y()) <= kCloseRadiusView) {
            commit();
            return;
        }
    }
    points_.push_back(pointOf(event));
    repaint();
}

void MaskPolygonTool::doubleClick(const PointerEvent&) {
    commit();
}  // the first click of it has set the last corner

bool MaskPolygonTool::keyPress(QKeyEvent* event) {
    if (event->key() != Qt::Key_Backspace || points_.empty()) return false;
    points_.pop_back();
    if (points_.empty()) end();
    repaint();
    return true;
}

bool MaskPolygonTool::commit() {
    if (!busy()) return false;
    const MaskCombine what = how();
    end();
    if (points_.size() >= 3) document()->fillMaskPolygon(points_, what);
    points_.clear();
    repaint();
    return true;
}

void MaskPolygonTool::paintOverlay(QPainter& painter) const {
    if (!view()) return;
    paintModeBadge(painter);
    if (points_.empty()) return;
    QPainterPath path = pathOf(points_, *view());
    if (pointer_) path.lineTo(*pointer_);
    strokeReadable(painter, path, LineStyle::Dashed);
    const QPointF first = view()->posView({points_.front().x, points_.front().y});
    const QPointF away = pointer_ ? first - *pointer_ : QPointF(100, 100);
    const bool closes = points_.size() >= 3 && std::hypot(away.x(), away.y()) <= kCloseRadiusView;
    paintHandle(painter, first, closes ? 10 : 7, closes, QColor(255, 64, 96));
}

}  // namespace lacuna
