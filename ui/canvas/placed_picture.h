// A picture that lies on the page through a mask (a preview, a candidate), ready to be drawn at any zoom
// without touching the page.
#pragma once

#include <QtGui/QImage>

#include "engine/image/image.h"

class QPainter;

namespace lacuna {

class Viewport;

class PlacedPicture {
  public:
    PlacedPicture() = default;
    /// `pixels` of any size and format is stretched over `placement` (document pixels); so is `mask` (Gray8;
    /// null = all of it). `smooth` draws it interpolated above 100 % too, for pictures that are smaller than
    /// their placement.
    PlacedPicture(Image pixels, const Rect& placement, Image mask, bool smooth);

    explicit operator bool() const { return bool(pixels_) && !placement_.empty(); }
    const Rect& placement() const { return placement_; }
    bool smooth() const { return smooth_; }

    /// Premultiplied pixels at placement's size divided by 2^level (more where that would be out of
    /// proportion to what is known of the picture), made on first use; one level is kept.
    const QImage& prepared(int level) const;
    /// Takes over the mask that `other` has prepared when it is the same one: previews of one run share
    /// theirs.
    void adoptMask(const PlacedPicture& other);
    /// The level that is no smaller than what the view shows.
    static int levelFor(double zoom);

    void paint(QPainter& painter, const Viewport& viewport) const;
    /// Draws `image` where this picture lies, as paint() would.
    void paintImage(QPainter& painter, const Viewport& viewport, const QImage& image) const;

  private:
    Image pixels_, mask_;
    Rect placement_;
    bool smooth_ = false;
    mutable Image preparedMask_;
    mutable QImage prepared_;
    mutable int level_ = -1;
};

}  // namespace lacuna
