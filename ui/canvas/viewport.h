// Where the page lies in the view, as a value: no widget, no event, so that every rule of zooming and panning
// is tested by table.
#pragma once

#include <QtCore/QPointF>
#include <QtCore/QRect>
#include <QtCore/QRectF>
#include <QtCore/QSizeF>
#include <QtGui/QTransform>

#include "engine/image/geometry.h"

namespace lacuna {

/// Two spaces meet here. *View* positions are a widget's logical pixels; *document* positions are pixels of
/// the page, (0, 0) its top left corner. Zoom is in device pixels per document pixel: at 1.0 ("100 %") a
/// pixel of the picture is a pixel of the screen, at any device pixel ratio. The page's corner always falls
/// on a whole device pixel, so that 100 %, 200 %, ... are crisp.
class Viewport {
  public:
    static constexpr double kMinZoom = 1.0 / 128, kMaxZoom = 64;

    Size page() const { return page_; }
    QSizeF viewSize() const { return viewSize_; }
    double devicePixelRatio() const { return ratio_; }
    double zoom() const { return zoom_; }
    /// View (logical) pixels per document pixel.
    double scale() const { return zoom_ / ratio_; }

    QPointF posView(QPointF posDocument) const;
    QPointF posDocument(QPointF posView) const;
    QRectF rectView(const QRectF& rectDocument) const;
    QRectF rectView(const Rect& rectDocument) const;
    QRectF rectDocument(const QRectF& rectView) const;
    QTransform viewFromDocument() const;
    QTransform deviceFromDocument() const;

    /// The page as the view shows it, not cut to the view.
    QRectF pageView() const;
    /// The pixels of the page that the view shows, rounded outwards and cut to the page.
    Rect visibleDocument() const;
    /// The device pixels that a document rectangle touches, rounded outwards, not cut.
    QRect rectDevice(const Rect& rectDocument) const;

    /// Another page: keeps zoom and centre when `keepView`, else fits.
    void setPage(Size page, bool keepView = false);
    /// Resizing keeps the document point at the view's centre where it was.
    void setView(QSizeF viewSize, double devicePixelRatio);
    /// The page grew or was cropped at its left and top edges: what was seen stays where it is seen.
    void shiftOrigin(QPointF documentDelta);

    /// Keeps the document point under `posView` where it is. Clamped to kMinZoom..kMaxZoom.
    void zoomAt(QPointF posView, double zoom);
    /// The next of 3.125, 6.25, 12.5, 25, 33, 50, 67, 100, 150, 200, 300, 400, 600, 800, ... %.
    double zoomStep(int direction) const;
    /// All of the page with `marginView` logical pixels of air on each side; never above 100 % for a page
    /// that is smaller.
    void fit(double marginView = 32);
    /// `rectDocument` as large as the view allows.
    void fitRect(const QRectF& rectDocument, double marginView = 32);
    /// The page moves by this much on the screen. A strip of the page always stays in view.
    void panBy(QPointF deltaView);
    void centreOn(QPointF posDocument);

    bool operator==(const Viewport&) const = default;

  private:
    void settle();  ///< clamps the pan and puts the page's corner on a device pixel

    Size page_;
    QSizeF viewSize_{1, 1};
    double ratio_ = 1;
    double zoom_ = 1;
    QPointF origin_;  ///< the page's top left corner in view pixels
};

}  // namespace lacuna
