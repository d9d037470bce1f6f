// Between the engine's pictures and Qt's. Pixels are shared, not copied, where both know the format.
#pragma once

#include <QtCore/QRect>
#include <QtGui/QImage>

#include "engine/image/image.h"

namespace lacuna {

/// Shares the pixels (Gray8, Rgb8, Rgba8, Gray16, Rgba16); Rgb16 is copied to RGBX64. The QImage keeps the
/// Image alive and is read-only: writing to it detaches, as always with QImage.
QImage toQImage(const Image& image);
/// Always a copy: Gray8, Rgb8, Rgba8, Gray16 or Rgba16, whichever loses nothing. Converts to sRGB when the
/// QImage has another colour space.
Image fromQImage(const QImage& image);

inline QRect toQRect(const Rect& r) {
    return {r.x, r.y, r.width, r.height};
}
inline Rect fromQRect(const QRect& r) {
    return {r.x(), r.y(), r.width(), r.height()};
}

}  // namespace lacuna
