// Rulers along the view's top and left edge, in pixels or millimetres of the page, with the pointer's
// position on both.
#pragma once

#include <QtCore/QString>
#include <optional>
#include <vector>

#include "ui/canvas/viewport.h"

class QPainter;
class QPalette;

namespace lacuna {

enum class RulerUnit { Pixels, Millimetres };

struct RulerTick {
    double posView = 0;  ///< along the ruler, in logical pixels
    double length = 0;   ///< 0..1 of the ruler's thickness
    double value = 0;    ///< in the ruler's unit, counted from the page's corner
    bool labelled = false;
};

/// The ticks that fall into the view. Labelled ones stand at 1, 2 or 5 times a power of ten, at least 60
/// logical pixels apart.
std::vector<RulerTick> rulerTicks(const Viewport& viewport, Qt::Orientation orientation,
                                  double unitsPerPixel);

inline constexpr int kRulerView = 20;  ///< thickness in logical pixels

struct RulerStyle {
    RulerUnit unit = RulerUnit::Pixels;
    double dpi = 300;
    std::optional<QPointF> pointer;  ///< in the view
};
void paintRulers(QPainter& painter, const Viewport& viewport, const QPalette& palette,
                 const RulerStyle& style);

}  // namespace lacuna
