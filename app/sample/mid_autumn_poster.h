// The sample poster that the editor opens for a person who has no picture at hand: a Mid-Autumn night, drawn
// by code so that it is ours to ship and anyone can make it again. Layers as a designer would keep them, from
// bottom to top.
#pragma once

#include <QImage>
#include <QRect>
#include <QString>
#include <vector>

namespace lacuna {

struct SampleLayer {
    QString name;
    QImage image;  ///< ARGB32, of the page's size
};

struct SamplePoster {
    QSize size;                       ///< A4 at 150 dpi, 1240 x 1754 pixels
    std::vector<SampleLayer> layers;  ///< bottom to top
    QImage mask;                      ///< Grayscale8, 255 = repaint: the calm sky left of the title
};

/// Needs the fonts LXGW WenKai and Noto Sans CJK SC; the same pixels on the same Qt and fonts.
SamplePoster paintMidAutumnPoster();

}  // namespace lacuna
