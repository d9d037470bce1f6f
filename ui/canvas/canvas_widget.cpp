// See canvas_widget.h: what is shown and painted; what is done with it by hand is in canvas_input.cpp.
#include "ui/canvas/canvas_widget.h"

#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>

#include "ui/canvas/canvas_input.h"
#include "ui/canvas/frame_meter.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/picture_overlay.h"
#include "ui/canvas/scene_cache.h"
#include "ui/document/compositor.h"
#include "ui/document/image_conversion.h"
#include "ui/tools/tool_manager.h"

namespace lacuna {

CanvasWidget::CanvasWidget(QWidget* parent)
    : QWidget(parent),
      scene_(std::make_unique<SceneCache>()),
      mask_(std::make_unique<MaskOverlay>()),
      preview_(std::make_unique<PictureOverlay>()),
      candidate_(std::make_unique<PictureOverlay>()),
      meter_(std::make_unique<FrameMeter>()),
      input_(std::make_unique<Input>()),
      animation_(new QTimer(this)) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_TabletTracking);
    setAttribute(Qt::WA_InputMethodEnabled, false);  // keys are shortcuts here, not text
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Canvas"));
    clock_.start();
    animation_->setInterval(16);
    animation_->setTimerType(Qt::PreciseTimer);
    connect(animation_, &QTimer::timeout, this, &CanvasWidget::animate);
    setDeskColour({});
}

CanvasWidget::~CanvasWidget() {
    if (tools_) tools_->setView(nullptr);
}

// --- what it shows ---

void CanvasWidget::setDocument(Document* document) {
    if (document_) document_->disconnect(this);
    compositor_.reset();
    document_ = document;
    clearOverlay();
    if (document) {
        compositor_ =
            std::make_unique<Compositor>(document);  // before ours, so that its blocks are stale first
        connect(document, &Document::changed, this, [this](const QRect& r) { updateDocument(fromQRect(r)); });
        connect(compositor_.get(), &Compositor::ready, this, [this](const QRect& r) {
            mask_->cache().invalidate(fromQRect(r), mask_->reachDevice());
            updateDocument(fromQRect(r));
        });
        connect(document, &Document::maskChanged, this, [this](const QRect& r) {
            mask_->cache().setViewport(viewport_);
            mask_->cache().invalidate(fromQRect(r), mask_->reachDevice());
            update(viewport_.rectView(fromQRect(r)).toAlignedRect().adjusted(-4, -4, 4, 4));
        });
        connect(document, &Document::wasReset, this, &CanvasWidget::documentReplaced);
        connect(document, &Document::sizeChanged, this, &CanvasWidget::pageChanged);
        connect(document, &Document::revisionChanged, this, &CanvasWidget::rememberLayers);
    }
    documentReplaced();
}

void CanvasWidget::setToolManager(ToolManager* manager) {
    if (tools_) {
        tools_->disconnect(this);
        tools_->setView(nullptr);
    }
    tools_ = manager;
    if (manager) {
        manager->setView(this);
        connect(manager, &ToolManager::cursorChanged, this, &CanvasWidget::updateCursor);
        connect(manager, &ToolManager::message, this, &CanvasWidget::message);
        connect(manager, &ToolManager::activeChanged, this, [this] {
            updateCursor();
            update();
        });
    }
    updateCursor();
    update();
}

Tool* CanvasWidget::activeTool() const {
    return tools_ ? tools_->active() : nullptr;
}

void CanvasWidget::documentReplaced() {
    const double before = zoom();
    clearOverlay();
    contextFrame_.reset();
    viewport_.setPage(document_ ? document_->size() : Size{});
    fitted_ = true;
    scene_->cache().setViewport(viewport_);
    mask_->cache().setViewport(viewport_);
    scene_->cache().invalidateAll();
    mask_->cache().invalidateAll();
    rememberLayers();
    viewportChanged(before);
}

void CanvasWidget::pageChanged() {
    if (!document_) return;
    const double before = zoom();
    // The page may have grown or been cropped on its left or top: what both pictures hold says by how much.
    QPointF shift;
    for (const auto& [id, place] : layerPlaces_) {
        if (const LayerPtr layer = document_->layer(id)) {
            shift = QPointF(place - QPoint(layer->x, layer->y));
            break;
        }
    }
    viewport_.setPage(document_->size(), true);
    if (!shift.isNull()) viewport_.shiftOrigin(-shift);
    if (fitted_) viewport_.fit();
    scene_->cache().invalidateAll();
    mask_->cache().invalidateAll();
    viewportChanged(before);
}

void CanvasWidget::rememberLayers() {
    layerPlaces_.clear();
    if (!document_) return;
    for (const LayerPtr& layer : document_->layers())
        layerPlaces_.emplace_back(layer->id, QPoint(layer->x, layer->y));
}

void CanvasWidget::updateDocument(const Rect& rectDocument, int marginView) {
    // One pixel more: interpolation reaches over the edge of what changed.
    scene_->cache().setViewport(viewport_);
    scene_->cache().invalidate(rectDocument, 1);
    update(viewport_.rectView(rectDocument)
               .toAlignedRect()
               .adjusted(-marginView, -marginView, marginView, marginView));
}

void CanvasWidget::viewportChanged(double zoomBefore) {
    if (zoomBefore != zoom()) Q_EMIT zoomChanged(zoom());
    update();
}

void CanvasWidget::setDeskColour(const QColor& colour) {
    QColor desk = colour;
    if (!desk.isValid()) {
        const QColor window = palette().color(QPalette::Window);
        desk = window.lightness() < 128 ? window.darker(135) : window.darker(116);
    }
    scene_->setDesk(desk);
    update();
}

void CanvasWidget::setMaskColour(const QColor& colour) {
    mask_->setColour(colour);
    update();
}

// --- overlays ---

bool CanvasWidget::hasPreview() const {
    return preview_->visible();
}
bool CanvasWidget::hasCandidate() const {
    return candidate_->visible();
}

void CanvasWidget::showPreview(const Image& image, const Rect& placement, const Image& mask) {
    if (!previewEnabled_ || !image || placement.empty()) return;
    const bool wasVisible = preview_->visible();
    const Rect before = preview_->reach();
    if (preview_->offer(PlacedPicture(image, placement, mask, true), clock_.elapsed()))
        update(viewport_.rectView(before.united(preview_->reach())).toAlignedRect().adjusted(-2, -2, 2, 2));
    if (preview_->animating()) animation_->start();
    if (!wasVisible) updateMaskStyle();
}

void CanvasWidget::showCandidate(const Image& pixels, const Rect& placement, const Image& mask) {
    if (!pixels || placement.empty()) return;
    const Rect touched = preview_->reach().united(candidate_->reach());
    // The picture that stands there now fades into the result; a candidate of another place just appears.
    const PlacedPicture before = preview_->visible() ? preview_->current() : candidate_->current();
    PlacedPicture next(pixels, placement, mask, false);
    candidate_->replace(std::move(next), before.placement() == placement ? before : PlacedPicture{},
                        clock_.elapsed());
    preview_->clear();
    if (candidate_->animating()) animation_->start();
    updateMaskStyle();
    update(viewport_.rectView(touched.united(placement)).toAlignedRect().adjusted(-2, -2, 2, 2));
}

void CanvasWidget::clearPreview() {
    if (!preview_->visible()) return;
    const Rect touched = preview_->reach();
    preview_->clear();
    updateMaskStyle();
    update(viewport_.rectView(touched).toAlignedRect().adjusted(-2, -2, 2, 2));
}

void CanvasWidget::clearCandidate() {
    if (!candidate_->visible()) return;
    const Rect touched = candidate_->reach();
    candidate_->clear();
    updateMaskStyle();
    update(viewport_.rectView(touched).toAlignedRect().adjusted(-2, -2, 2, 2));
}

void CanvasWidget::clearOverlay() {
    clearPreview();
    clearCandidate();
}

void CanvasWidget::animate() {
    const qint64 now = clock_.elapsed();
    const Rect before = preview_->reach().united(candidate_->reach());
    const bool preview = preview_->advance(now), candidate = candidate_->advance(now);
    if (preview || candidate)
        update(viewport_.rectView(before.united(preview_->reach())).toAlignedRect().adjusted(-2, -2, 2, 2));
    if (!preview_->animating() && !candidate_->animating()) animation_->stop();
}

void CanvasWidget::updateMaskStyle() {
    // Over a preview only the mask's line is drawn: the tint would hide what forms inside it. While the
    // person paints, the mask is what matters.
    const bool overlays = preview_->visible() || candidate_->visible();
    mask_->setFilled(!overlays || preview_->dimmed() || candidate_->dimmed());
    update();
}

bool CanvasWidget::maskShown() const {
    if (!document_ || document_->isEmpty() || !maskVisible_ || showOriginal_) return false;
    return !candidate_->visible() || preview_->visible() || candidate_->dimmed();
}

void CanvasWidget::setContextFrame(std::optional<Rect> frame) {
    if (contextFrame_ == frame) return;
    for (const auto& rect : {contextFrame_, frame}) {
        if (rect) update(viewport_.rectView(*rect).toAlignedRect().adjusted(-3, -3, 3, 3));
    }
    contextFrame_ = frame;
}

void CanvasWidget::setPreviewEnabled(bool on) {
    previewEnabled_ = on;
    if (!on) clearPreview();
}

void CanvasWidget::setMaskOverlayVisible(bool visible) {
    if (maskVisible_ == visible) return;
    maskVisible_ = visible;
    update();
    Q_EMIT maskOverlayVisibleChanged(visible);
}

void CanvasWidget::toggleMaskOverlay() {
    setMaskOverlayVisible(!maskVisible_);
}

void CanvasWidget::setPixelGridVisible(bool visible) {
    pixelGrid_ = visible;
    update();
}

void CanvasWidget::setRulersVisible(bool visible) {
    rulers_ = visible;
    update();
}

void CanvasWidget::setRulerUnit(RulerUnit unit) {
    rulerUnit_ = unit;
    update();
}

void CanvasWidget::setShowOriginal(bool original) {
    if (showOriginal_ == original) return;
    showOriginal_ = original;
    update();
    Q_EMIT showOriginalChanged(original);
}

// --- the view ---

void CanvasWidget::fitPage() {
    const double before = zoom();
    viewport_.fit();
    fitted_ = true;
    viewportChanged(before);
}

void CanvasWidget::actualPixels() {
    setZoom(1);
}

void CanvasWidget::zoomIn() {
    zoomStep(1, QPointF(width() / 2.0, height() / 2.0));
}

void CanvasWidget::zoomOut() {
    zoomStep(-1, QPointF(width() / 2.0, height() / 2.0));
}

void CanvasWidget::setZoom(double zoom) {
    zoomBy(zoom / viewport_.zoom(), QPointF(width() / 2.0, height() / 2.0));
}

void CanvasWidget::zoomBy(double factor, QPointF posView) {
    const double before = zoom();
    viewport_.zoomAt(posView, before * factor);
    fitted_ = false;
    viewportChanged(before);
}

void CanvasWidget::zoomStep(int direction, QPointF posView) {
    zoomBy(viewport_.zoomStep(direction) / zoom(), posView);
}

void CanvasWidget::zoomToRect(const QRectF& rectDocument) {
    const double before = zoom();
    viewport_.fitRect(rectDocument);
    fitted_ = false;
    viewportChanged(before);
}

void CanvasWidget::panBy(QPointF deltaView) {
    viewport_.panBy(deltaView);
    fitted_ = false;
    viewportChanged(zoom());
}

void CanvasWidget::updateOverlay() {
    update();
}

void CanvasWidget::updateOverlay(const QRectF& rectView) {
    update(rectView.toAlignedRect().adjusted(-1, -1, 1, 1));
}

void CanvasWidget::updateCursor() {
    if (input_->panning) {
        setCursor(Qt::ClosedHandCursor);
    } else if (const Tool* tool = activeTool(); tool && document_ && !document_->isEmpty()) {
        setCursor(tool->cursor());
    } else {
        unsetCursor();
    }
}

}  // namespace lacuna
