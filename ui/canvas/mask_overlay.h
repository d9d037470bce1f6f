// The repaint mask as the person sees it: a translucent colour whose strength follows the mask, and a
// two-toned line where it passes one half, so that its edge can be read on any picture.
#pragma once

#include <vector>

#include "ui/canvas/view_cache.h"

namespace lacuna {

class Compositor;
struct CompositeBlock;

class MaskOverlay {
  public:
    MaskOverlay() : cache_(QImage::Format_ARGB32_Premultiplied) {}

    ViewCache& cache() { return cache_; }
    const QImage& image() const { return cache_.image(); }
    void setColour(const QColor& colour);
    /// Without fill only the line is drawn (while a preview shows what is inside).
    void setFilled(bool filled);
    /// How far beyond a changed pixel the line may change, in device pixels.
    int reachDevice() const;

    /// Redraws what is invalid; `compositor` null or `empty` clears it.
    QRegion render(Compositor* compositor, bool empty);

  private:
    void renderRect(const QRect& rect, const std::vector<CompositeBlock>& blocks);

    ViewCache cache_;
    QColor colour_{255, 45, 85, 120};
    bool filled_ = true;
};

struct MaskStyle {
    QColor colour;       ///< its alpha is the strength at full mask
    bool filled = true;  ///< else only the line
    int lineWidth = 1;   ///< of each of its two tones, in device pixels
    int stripeStep =
        10;  ///< device pixels between the faint stripes that tell mask from picture where colours are alike
    QPoint anchor;  ///< where the stripes start, in pixels of the target: the page's corner
};

/// Colours coverage (Alpha8, `margin` pixels larger on every side than `at`) into the premultiplied pixels at
/// `at` of `target`.
void colourMask(const QImage& coverage, int margin, QImage& target, const QRect& at, const MaskStyle& style);

}  // namespace lacuna
