// An image as large as the view, in device pixels, that is moved when the view pans and redrawn only where
// something changed.
#pragma once

#include <QtGui/QImage>
#include <QtGui/QRegion>

#include "ui/canvas/viewport.h"

namespace lacuna {

/// Edges at the nearest device pixel: neighbours that share an edge meet there without a gap, whatever the
/// zoom.
QRect roundedEdges(const QRectF& rectDevice);

class ViewCache {
  public:
    explicit ViewCache(QImage::Format format) : format_(format) {}

    /// Takes over a new viewport: a pan by whole device pixels moves what is there, anything else invalidates
    /// all of it.
    void setViewport(const Viewport& viewport);
    const Viewport& viewport() const { return viewport_; }

    void invalidateAll();
    /// The device pixels of a document rectangle, and `marginDevice` around them.
    void invalidate(const Rect& rectDocument, int marginDevice);
    bool valid() const { return invalid_.isEmpty(); }
    /// What has to be redrawn now; counts as valid from then on.
    QRegion takeInvalid();

    QImage& image() { return image_; }
    const QImage& image() const { return image_; }
    /// The document pixels under a device rectangle, rounded outwards with a pixel of air.
    QRect documentUnder(const QRect& rectDevice) const;

  private:
    void scroll(QPoint byDevice);

    QImage::Format format_;
    QImage image_;
    Viewport viewport_;
    QRegion invalid_;
};

}  // namespace lacuna
