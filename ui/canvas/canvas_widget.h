// Where the picture is seen: page, mask, previews, handles. The canvas paints only what changed, never
// changes the document itself, and hands pointer and keys to the active tool.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/image/image.h"
#include "ui/canvas/ruler.h"
#include "ui/canvas/viewport.h"
#include "ui/document/layer.h"
#include "ui/tools/tool.h"

class QTimer;

namespace lacuna {

class Compositor;
class Document;
class FrameMeter;
class MaskOverlay;
class PictureOverlay;
class SceneCache;
class ToolManager;

class CanvasWidget : public QWidget, public ToolView {
    Q_OBJECT
  public:
    explicit CanvasWidget(QWidget* parent = nullptr);
    ~CanvasWidget() override;

    /// Shows another document (null: an empty desk). Fits it into the view. Not owned.
    void setDocument(Document* document);
    /// Whose active tool gets the events. Not owned.
    void setToolManager(ToolManager* manager);

    const Viewport& viewport() const { return viewport_; }
    double zoom() const { return viewport_.zoom(); }  ///< 1 = 100 %
    bool maskOverlayVisible() const { return maskVisible_; }
    bool showsOriginal() const { return showOriginal_; }
    bool rulersVisible() const { return rulers_; }
    bool hasPreview() const;
    bool hasCandidate() const;

    /// Streaming preview: `image` (any size, any format) is drawn smoothly over `placement` (document pixels)
    /// where `mask` (Gray8, any size, stretched over placement; null = everywhere) is not 0. The newest wins,
    /// at most 15 a second are shown, each fades in over 80 ms; it dims to 30 % while the person paints. The
    /// document is never touched.
    void showPreview(const Image& image, const Rect& placement, const Image& mask = {});
    /// A result in review: shown at its own resolution until cleared or replaced; takes the preview's place
    /// without a jump.
    void showCandidate(const Image& pixels, const Rect& placement, const Image& mask = {});
    void clearPreview();
    void clearCandidate();
    void clearOverlay();  ///< both

    /// A thin dashed frame around what the model will see; nullopt hides it.
    void setContextFrame(std::optional<Rect> frame);
    /// Off: showPreview is ignored (thumbnails elsewhere still stream).
    void setPreviewEnabled(bool on);

    /// The tint of the mask, its alpha the strength at full mask.
    void setMaskColour(const QColor& colour);
    /// What is around the page; an invalid colour takes it from the palette.
    void setDeskColour(const QColor& colour);
    /// Feeds the canvas; null without a document. For benchmarks.
    Compositor* compositor() const { return compositor_.get(); }
    FrameMeter& frameMeter() { return *meter_; }

    // ToolView
    double scale() const override { return viewport_.scale(); }
    double devicePixelRatio() const override { return viewport_.devicePixelRatio(); }
    QPointF posView(QPointF posDocument) const override { return viewport_.posView(posDocument); }
    QPointF posDocument(QPointF posView) const override { return viewport_.posDocument(posView); }
    QSizeF viewSize() const override { return size(); }
    void panBy(QPointF deltaView) override;
    void zoomBy(double factor, QPointF posView) override;
    void zoomStep(int direction, QPointF posView) override;
    void zoomToRect(const QRectF& rectDocument) override;
    void updateOverlay() override;
    void updateOverlay(const QRectF& rectView) override;

    QSize sizeHint() const override { return {960, 720}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

  public Q_SLOTS:
    void fitPage();
    void actualPixels();  ///< 100 %, at the view's centre
    void zoomIn();
    void zoomOut();
    void setZoom(double zoom);
    void setMaskOverlayVisible(bool visible);
    void toggleMaskOverlay();
    void setPixelGridVisible(bool visible);
    void setRulersVisible(bool visible);
    void setRulerUnit(lacuna::RulerUnit unit);
    /// While true the page is shown without preview, candidate and mask. The canvas itself does this while O
    /// is held.
    void setShowOriginal(bool original);

  Q_SIGNALS:
    void zoomChanged(double zoom);
    /// The pointer's pixel in the document; nothing when it is outside the page or the view.
    void pointerMoved(std::optional<QPoint> posDocument);
    void maskOverlayVisibleChanged(bool visible);
    void showOriginalChanged(bool original);
    /// Keys that the tools and the view leave over, for review: Enter, Shift+Enter, Esc, Left, Right, 1..9,
    /// Delete.
    void acceptRequested(bool keepReviewing);
    void escapeRequested();
    void nextCandidateRequested(int direction);
    void candidateRequested(int index);
    void discardRequested();
    void contextMenuAsked(const QPoint& posGlobal, const QPointF& posDocument);
    /// What the active tool has to say, for the status bar.
    void message(const QString& text);

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    struct Input;  ///< how raw events become pointer events (canvas_input.cpp)

    // canvas_widget.cpp: what is shown
    void viewportChanged(double zoomBefore);
    void updateDocument(const Rect& rectDocument, int marginView = 1);
    void pageChanged();
    void rememberLayers();
    void documentReplaced();
    void animate();
    void updateMaskStyle();
    bool maskShown() const;
    void updateCursor();
    Tool* activeTool() const;

    // canvas_paint.cpp
    void paintPixelGrid(QPainter& painter, const QRectF& dirty) const;
    void paintContextFrame(QPainter& painter) const;

    // canvas_input.cpp
    PointerEvent pointerEvent(QPointF posView, Qt::MouseButton button, Qt::MouseButtons buttons,
                              Qt::KeyboardModifiers modifiers) const;
    void pointerPressed(const PointerEvent& event);
    void pointerDragged(const PointerEvent& event);
    void pointerReleased(const PointerEvent& event);
    void pointerHovered(const PointerEvent& event);
    void reportPointer(QPointF posView);
    bool reviewKey(QKeyEvent* event);
    bool gesture(QEvent* event);
    void startPan(QPointF posView);
    void endPan();

    Viewport viewport_;
    QPointer<Document> document_;
    QPointer<ToolManager> tools_;
    std::unique_ptr<Compositor> compositor_;
    std::unique_ptr<SceneCache> scene_;
    std::unique_ptr<MaskOverlay> mask_;
    std::unique_ptr<PictureOverlay> preview_, candidate_;
    std::unique_ptr<FrameMeter> meter_;
    std::unique_ptr<Input> input_;
    QTimer* animation_ = nullptr;
    QElapsedTimer clock_;
    std::vector<std::pair<LayerId, QPoint>>
        layerPlaces_;  ///< to see how far the page's corner moved when its size changes
    std::optional<Rect> contextFrame_;
    bool rulers_ = false;
    RulerUnit rulerUnit_ = RulerUnit::Millimetres;
    std::optional<QPointF> pointer_;  ///< in the view
    bool maskVisible_ = true, showOriginal_ = false, pixelGrid_ = true, previewEnabled_ = true;
    bool fitted_ = true;  ///< nobody has zoomed or panned since the page was fitted: resizing fits again
};

}  // namespace lacuna
