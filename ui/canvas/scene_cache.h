// The page as the view shows it: desk, shadow, checkerboard, composed layers. Redraws only what changed.
#pragma once

#include "ui/canvas/view_cache.h"

class QPainter;

namespace lacuna {

class Compositor;

class SceneCache {
  public:
    SceneCache() : cache_(QImage::Format_RGB32) {}

    ViewCache& cache() { return cache_; }
    const QImage& image() const { return cache_.image(); }
    void setDesk(const QColor& desk);

    /// Redraws what is invalid; `compositor` may be null (an empty desk). Returns the device pixels that were
    /// redrawn.
    QRegion render(Compositor* compositor);

  private:
    void paintDesk(QPainter& painter, const QRegion& region) const;
    void paintPage(QPainter& painter, const QRegion& region, Compositor& compositor) const;

    ViewCache cache_;
    QColor desk_{48, 48, 50};
};

/// Two greys, squares of 8 logical pixels, for under transparency.
QPixmap checkerboard(double devicePixelRatio);

}  // namespace lacuna
