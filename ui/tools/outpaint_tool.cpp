// See outpaint_tool.h.
#include "ui/tools/outpaint_tool.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPalette>
#include <QtGui/QPixmapCache>
#include <array>
#include <cmath>

#include "engine/image/outpaint_plan.h"
#include "ui/document/document.h"
#include "ui/tools/outpaint_ghost.h"
#include "ui/tools/overlay_paint.h"

namespace lacuna {
namespace {

constexpr double kEdgeReachView = 6;  ///< an edge is caught this near to it
constexpr double kSnapView = 8;       ///< a snap catches this near, on the screen

constexpr std::array<FrameHandle, 8> kHandles = {FrameHandle{-1, -1}, FrameHandle{0, -1}, FrameHandle{1, -1},
                                                 FrameHandle{1, 0},   FrameHandle{1, 1},  FrameHandle{0, 1},
                                                 FrameHandle{-1, 1},  FrameHandle{-1, 0}};

double distance(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

/// What `outer` has beside `inner`, as at most four rectangles that do not overlap: clipping by paths would
/// cost a frame's time.
QVector<QRectF> around(const QRectF& outer, const QRectF& inner) {
    const QRectF hole = inner.intersected(outer);
    if (hole.isEmpty()) return {outer};
    QVector<QRectF> parts;
    for (const QRectF& part : {QRectF(outer.topLeft(), QPointF(outer.right(), hole.top())),
                               QRectF(QPointF(outer.left(), hole.bottom()), outer.bottomRight()),
                               QRectF(QPointF(outer.left(), hole.top()), hole.bottomLeft()),
                               QRectF(hole.topRight(), QPointF(outer.right(), hole.bottom()))}) {
        if (part.width() > 0 && part.height() > 0) parts << part;
    }
    return parts;
}

/// Red slanted lines on a faint red, repeating without a seam.
QPixmap hatchTile(double devicePixelRatio) {
    const int side = std::max(4, int(std::lround(12 * devicePixelRatio)));
    const QString key = QStringLiteral("lacuna-hatch:%1").arg(side);
    QPixmap tile;
    if (!QPixmapCache::find(key, &tile)) {
        tile = QPixmap(side, side);
        tile.fill(QColor(255, 59, 48, 36));
        QPainter painter(&tile);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const QPen& pen : {QPen(QColor(255, 255, 255, 90), 2.8 * devicePixelRatio),
                                QPen(QColor(255, 59, 48, 210), 1.4 * devicePixelRatio)}) {
            painter.setPen(pen);
            for (const int c : {0, side, 2 * side})
                painter.drawLine(QPointF(c + side, -side), QPointF(c - 2 * side, 2 * side));
        }
        painter.end();
        QPixmapCache::insert(key, tile);
    }
    tile.setDevicePixelRatio(devicePixelRatio);
    return tile;
}

}  // namespace

OutpaintTool::OutpaintTool(QObject* parent) : Tool(parent), ghost_(new OutpaintGhost(this)) {
    connect(ghost_, &OutpaintGhost::ready, this, [this] {
        if (view()) view()->updateOverlay();
    });
}

OutpaintTool::~OutpaintTool() = default;

QString OutpaintTool::hint() const {
    if (margins_ == Margins{})
        return tr(
            "Pull an edge outwards to continue the picture, inwards to crop. Shift keeps the ratio, Alt "
            "pulls "
            "both sides, Ctrl does not snap.");
    return tr("Enter runs, Esc restores the page.");
}

Size OutpaintTool::page() const {
    return document() ? document()->size() : Size{};
}

void OutpaintTool::setDocument(Document* newDocument) {
    if (document()) document()->disconnect(this);
    held_ = {};
    Tool::setDocument(newDocument);
    change({}, {});
    ghost_->stop();
    if (!newDocument) return;
    // Another page size means that what was asked for has happened, or no longer fits.
    connect(newDocument, &Document::sizeChanged, this, [this] {
        held_ = {};
        change({}, {});
        ghost_->stop();
    });
}

void OutpaintTool::activate() {
    if (view()) view()->updateOverlay();
}

void OutpaintTool::deactivate() {
    held_ = hot_ = {};
    change({}, {});
    ghost_->stop();
}

void OutpaintTool::setMargins(const Margins& margins) {
    if (!document() || document()->isEmpty()) return;
    const Size size = grownBy(page(), margins);
    if (std::min(size.width, size.height) < kMinFrameSide ||
        std::max(size.width, size.height) > kMaxFrameSide)
        return;
    change(margins, {});
}

void OutpaintTool::change(const Margins& margins, const QString& label) {
    label_ = label;
    if (margins_ == margins) return;
    const bool wasEmpty = margins_ == Margins{};
    margins_ = margins;
    asked_ = false;
    if (!addedBy(margins_).empty() && document()) {
        if (wasEmpty || ghost_->image().isNull()) ghost_->start(document()->snapshot());
        ghost_->request(margins_);
    }
    if (view()) view()->updateOverlay();
    Q_EMIT marginsChanged(margins_);
    if (wasEmpty != (margins_ == Margins{})) Q_EMIT hintChanged();
}

// --- where things are ---

QRectF OutpaintTool::frameView() const {
    const Rect frame = frameOf(page(), margins_);
    return {view()->posView(QPointF(frame.x, frame.y)),
            view()->posView(QPointF(frame.right(), frame.bottom()))};
}

QRectF OutpaintTool::pageView() const {
    return {view()->posView(QPointF(0, 0)), view()->posView(QPointF(page().width, page().height))};
}

QPointF OutpaintTool::handlePos(FrameHandle handle) const {
    const QRectF frame = frameView();
    QRectF seen = frame.intersected(QRectF(QPointF(), view()->viewSize()));
    if (seen.isEmpty()) seen = frame;
    const double x = handle.x < 0 ? frame.left() : handle.x > 0 ? frame.right() : seen.center().x();
    const double y = handle.y < 0 ? frame.top() : handle.y > 0 ? frame.bottom() : seen.center().y();
    return {x, y};
}

FrameHandle OutpaintTool::handleAt(QPointF posView) const {
    if (!view() || page().empty()) return {};
    for (const FrameHandle handle : kHandles) {
        if (distance(handlePos(handle), posView) <= kHandleView / 2 + 4) return handle;
    }
    const QRectF frame = frameView();
    FrameHandle edge;
    const bool alongX =
        posView.x() > frame.left() - kEdgeReachView && posView.x() < frame.right() + kEdgeReachView;
    const bool alongY =
        posView.y() > frame.top() - kEdgeReachView && posView.y() < frame.bottom() + kEdgeReachView;
    if (alongY && std::abs(posView.x() - frame.left()) <= kEdgeReachView) edge.x = -1;
    if (alongY && std::abs(posView.x() - frame.right()) <= kEdgeReachView) edge.x = 1;
    if (alongX && std::abs(posView.y() - frame.top()) <= kEdgeReachView) edge.y = -1;
    if (alongX && std::abs(posView.y() - frame.bottom()) <= kEdgeReachView) edge.y = 1;
    return edge;
}

QCursor OutpaintTool::cursor() const {
    const FrameHandle at = held_.none() ? hot_ : held_;
    if (at.none()) return Qt::ArrowCursor;
    if (!at.corner()) return at.x ? Qt::SizeHorCursor : Qt::SizeVerCursor;
    return at.x == at.y ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
}

// --- the drag ---

void OutpaintTool::press(const PointerEvent& event) {
    if (!document() || document()->isEmpty()) return;
    held_ = handleAt(event.posView);
    before_ = margins_;
    from_ = event.posDocument;
    pointer_ = event.posView;
}

void OutpaintTool::drag(const PointerEvent& event) {
    pointer_ = event.posView;
    if (held_.none()) return;
    PullOptions options;
    options.keepRatio = event.modifiers.testFlag(Qt::ShiftModifier);
    options.symmetric = event.modifiers.testFlag(Qt::AltModifier);
    options.snap = !event.modifiers.testFlag(Qt::ControlModifier);
    options.tolerancePx = kSnapView / (view() ? view()->scale() : 1);
    options.grid = grid_;
    options.dpi = document()->dpi();
    const QPointF moved = event.posDocument - from_;
    const Pull pull = pullEdges(page(), before_, held_, moved.x(), moved.y(), options);
    change(pull.margins, QString::fromStdString(pull.label));
    if (view()) view()->updateOverlay();
}

void OutpaintTool::hover(const PointerEvent& event) {
    pointer_ = event.posView;
    const FrameHandle before = std::exchange(hot_, handleAt(event.posView));
    if (before == hot_) return;
    Q_EMIT cursorChanged();
    if (view()) view()->updateOverlay();
}

void OutpaintTool::release(const PointerEvent& event) {
    drag(event);
    held_ = {};
    hover(event);
    if (view()) view()->updateOverlay();
}

void OutpaintTool::leave() {
    hot_ = {};
    if (view()) view()->updateOverlay();
}

bool OutpaintTool::commit() {
    if (!document() || margins_ == Margins{}) return false;
    held_ = {};
    const Margins added = addedBy(margins_), cut = cutBy(margins_);
    if (cut != Margins{}) {
        if (const auto result = document()->cropOrExtend(cut); !result) {
            Q_EMIT message(QString::fromStdString(result.error().what));
            return true;
        }
        change(added, {});  // cropping has reset the frame; what is left to do is asked for now
    }
    if (!added.empty()) {
        asked_ = true;
        Q_EMIT expandRequested(added);
    }
    return true;
}

bool OutpaintTool::cancel() {
    // After Enter the first Esc is for the run; the frame stays, to be tried again.
    if (std::exchange(asked_, false) && held_.none()) return false;
    const bool had = margins_ != Margins{} || !held_.none();
    held_ = {};
    change({}, {});
    ghost_->stop();
    return had;
}

QString OutpaintTool::summary() const {
    if (!document() || page().empty()) return {};
    const Size size = grownBy(page(), margins_);
    const double mm = 25.4 / document()->dpi();
    QStringList parts = {
        tr("%1 × %2 px").arg(size.width).arg(size.height),
        tr("%1 × %2 mm").arg(std::lround(size.width * mm)).arg(std::lround(size.height * mm))};
    const QString name = label_.isEmpty() ? QString::fromStdString(ratioName(size)) : label_;
    if (!name.isEmpty()) parts << name;
    const double growth = 100.0 * (double(size.area()) / double(page().area()) - 1);
    if (const long percent = std::lround(growth); percent != 0)
        parts << tr("%1 %").arg(QString::asprintf("%+ld", percent));
    const auto plan = planOutpaint(page(), addedBy(margins_), PlanLimits{});
    if (plan && plan->passes.size() > 1) parts << tr("%n passes", nullptr, int(plan->passes.size()));
    return parts.join(QStringLiteral(" · "));
}

// --- drawing ---

void OutpaintTool::paintBeneath(QPainter& painter) const {
    if (!view() || page().empty() || addedBy(margins_).empty()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QImage& ghost = ghost_->image();
    const Rect r = frameOf(page(), ghost_->margins());
    const QRectF ghostView(view()->posView(QPointF(r.x, r.y)),
                           view()->posView(QPointF(r.right(), r.bottom())));
    const QRectF seen(QPointF(), view()->viewSize());
    for (const QRectF& part : around(frameView(), pageView())) {
        const QRectF known = ghost.isNull() ? QRectF() : part.intersected(ghostView);
        if (known != part)
            painter.fillRect(part.intersected(seen), QColor(128, 128, 128));  // until its ghost is there
        if (known.isEmpty()) continue;
        const double scaleX = ghost.width() / ghostView.width(), scaleY = ghost.height() / ghostView.height();
        painter.drawImage(
            known, ghost,
            QRectF((known.left() - ghostView.left()) * scaleX, (known.top() - ghostView.top()) * scaleY,
                   known.width() * scaleX, known.height() * scaleY));
    }
    paintHatch(painter);
    painter.restore();
}

void OutpaintTool::paintHatch(QPainter& painter) const {
    const Size size = page();
    const Margins added = addedBy(margins_);
    const double scale = view()->scale();
    const double overX = defaultOverlapPx(size.width) * scale, overY = defaultOverlapPx(size.height) * scale;
    const QRectF kept = pageView().adjusted(added.left ? overX : 0, added.top ? overY : 0,
                                            added.right ? -overX : 0, added.bottom ? -overY : 0);
    const QRectF seen =
        pageView().intersected(frameView()).intersected(QRectF(QPointF(), view()->viewSize()));
    if (seen.isEmpty()) return;
    painter.setBrushOrigin(pageView().topLeft());  // the lines do not swim while panning
    for (const QRectF& part : around(seen, kept))
        painter.fillRect(part, QBrush(hatchTile(view()->devicePixelRatio())));
}

void OutpaintTool::paintOverlay(QPainter& painter) const {
    if (!view() || page().empty()) return;
    const QRectF frame = frameView(), page = pageView();
    if (cutBy(margins_) != Margins{}) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (const QRectF& part : around(page, frame)) painter.fillRect(part, QColor(0, 0, 0, 140));
        painter.setRenderHint(QPainter::Antialiasing);
    }
    QPainterPath outline;
    outline.addRect(frame);
    strokeReadable(painter, outline, margins_ == Margins{} ? LineStyle::Solid : LineStyle::Dashed);
    const QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    for (const FrameHandle handle : kHandles) {
        paintHandle(painter, handlePos(handle), kHandleView, handle == (held_.none() ? hot_ : held_), accent);
    }
    if (margins_ == Margins{} && held_.none()) return;
    const QRectF bounds(QPointF(), view()->viewSize());
    const QPointF anchor = held_.none() ? QPointF(frame.intersected(bounds).center().x(), frame.bottom() + 14)
                                        : pointer_ + QPointF(0, 26);
    paintPill(painter, anchor, summary(), bounds);
}

}  // namespace lacuna
