// What the canvas shows over the page while the engine works and while a result is in review: the newest
// picture wins, at most 15 a second, each fades in over 80 ms. Time is passed in, so that every rule here is
// tested by stepping a clock by hand.
#pragma once

#include <QtCore/QtGlobal>

#include "ui/canvas/placed_picture.h"

namespace lacuna {

class PictureOverlay {
  public:
    static constexpr qint64 kFadeMs = 80;
    static constexpr qint64 kMinIntervalMs = 66;  ///< 15 pictures a second
    static constexpr double kDimmed = 0.3;

    /// Shows `picture` now or, when the last one is younger than the interval, as soon as it is not; an
    /// unseen one is dropped. Returns true when what is seen changed.
    bool offer(PlacedPicture picture, qint64 nowMs);
    /// Shows it at once, fading from `before` (null: from nothing).
    void replace(PlacedPicture picture, const PlacedPicture& before, qint64 nowMs);
    /// Moves time on. Returns true when what is seen changed.
    bool advance(qint64 nowMs);
    /// While the person works elsewhere.
    bool setDimmed(bool dimmed);
    void clear();

    bool visible() const { return bool(current_); }
    bool dimmed() const { return dimmed_; }
    /// True while a picture fades in or waits for its turn: call advance() again soon.
    bool animating() const { return bool(pending_) || fade_ < 1; }
    const PlacedPicture& current() const { return current_; }
    /// Document pixels that paint() may touch.
    Rect reach() const;

    void paint(QPainter& painter, const Viewport& viewport) const;

  private:
    PlacedPicture current_, previous_, pending_;
    double fade_ = 1;
    qint64 shownAt_ = 0;
    bool dimmed_ = false;
};

/// (1 - t) * from + t * to of premultiplied pixels; `from` is stretched to the size of `to`.
QImage mixed(const QImage& from, const QImage& to, double t);

}  // namespace lacuna
