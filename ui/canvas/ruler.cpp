// See ruler.h.
#include "ui/canvas/ruler.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <cmath>

namespace lacuna {
namespace {

constexpr double kLabelDistance = 60, kTickDistance = 5;

/// The smallest of 1, 2, 5 times a power of ten that is not smaller than `least`.
double niceStep(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

double along(const Viewport& viewport, Qt::Orientation orientation, double document) {
    return orientation == Qt::Horizontal ? viewport.posView({document, 0}).x()
                                         : viewport.posView({0, document}).y();
}

void paintRuler(QPainter& painter, const Viewport& viewport, const QPalette& palette, const RulerStyle& style,
                Qt::Orientation orientation) {
    const bool across = orientation == Qt::Horizontal;
    const double length = across ? viewport.viewSize().width() : viewport.viewSize().height();
    const QRectF strip = across ? QRectF(0, 0, length, kRulerView) : QRectF(0, 0, kRulerView, length);
    painter.fillRect(strip, palette.color(QPalette::Window));
    // The page's own extent is a little lighter.
    const double from = along(viewport, orientation, 0);
    const double to = along(viewport, orientation, across ? viewport.page().width : viewport.page().height);
    painter.fillRect(across ? QRectF(from, 0, to - from, kRulerView) : QRectF(0, from, kRulerView, to - from),
                     palette.color(QPalette::Base));
    const double unitsPerPixel = style.unit == RulerUnit::Millimetres ? 25.4 / style.dpi : 1.0;
    painter.setPen(QPen(palette.color(QPalette::Mid), 1));
    painter.drawLine(across ? QLineF(0, kRulerView - 0.5, length, kRulerView - 0.5)
                            : QLineF(kRulerView - 0.5, 0, kRulerView - 0.5, length));
    QColor ink = palette.color(QPalette::WindowText);
    ink.setAlpha(190);
    painter.setPen(QPen(ink, 1));
    for (const RulerTick& tick : rulerTicks(viewport, orientation, unitsPerPixel)) {
        const double at = std::floor(tick.posView) + 0.5, end = kRulerView - 1,
                     start = end - tick.length * (kRulerView - 2);
        painter.drawLine(across ? QLineF(at, start, at, end) : QLineF(start, at, end, at));
        if (!tick.labelled) continue;
        const QString text = QString::number(tick.value, 'g', 7);
        if (across) {
            painter.drawText(QPointF(at + 3, 9), text);
        } else {  // read from below
            painter.save();
            painter.translate(9, at - 3);
            painter.rotate(-90);
            painter.drawText(QPointF(), text);
            painter.restore();
        }
    }
    if (style.pointer) {
        painter.setPen(QPen(palette.color(QPalette::Highlight), 1));
        const double at = std::floor(across ? style.pointer->x() : style.pointer->y()) + 0.5;
        painter.drawLine(across ? QLineF(at, 0, at, kRulerView) : QLineF(0, at, kRulerView, at));
    }
}

}  // namespace

std::vector<RulerTick> rulerTicks(const Viewport& viewport, Qt::Orientation orientation,
                                  double unitsPerPixel) {
    std::vector<RulerTick> ticks;
    if (viewport.page().empty() || !(unitsPerPixel > 0)) return ticks;
    const double viewPerUnit = viewport.scale() / unitsPerPixel;
    const double label = niceStep(kLabelDistance / viewPerUnit);
    const double fine = std::min(label, niceStep(kTickDistance / viewPerUnit));
    // Fine ticks must meet the labelled ones: 1, 2 and 5 do not all divide each other.
    const int parts = [&] {
        for (const int n : {10, 5, 4, 2}) {
            if (label / n >= fine * (1 - 1e-9)) return n;
        }
        return 1;
    }();
    const double step = label / parts;
    const double length =
        orientation == Qt::Horizontal ? viewport.viewSize().width() : viewport.viewSize().height();
    const double first = -along(viewport, orientation, 0) / viewPerUnit, last = first + length / viewPerUnit;
    for (auto i = std::int64_t(std::ceil(first / step)); double(i) * step <= last; ++i) {
        const bool labelled = i % parts == 0;
        const bool half = parts % 2 == 0 && i % (parts / 2) == 0;
        const double value = double(i) * step;
        ticks.push_back({along(viewport, orientation, value / unitsPerPixel),
                         labelled ? 1.0
                         : half   ? 0.5
                                  : 0.28,
                         value, labelled});
    }
    return ticks;
}

void paintRulers(QPainter& painter, const Viewport& viewport, const QPalette& palette,
                 const RulerStyle& style) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QFont font = painter.font();
    font.setPixelSize(9);
    painter.setFont(font);
    paintRuler(painter, viewport, palette, style, Qt::Horizontal);
    paintRuler(painter, viewport, palette, style, Qt::Vertical);
    painter.fillRect(QRectF(0, 0, kRulerView, kRulerView), palette.color(QPalette::Window));
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(QRectF(0, 0, kRulerView - 1, kRulerView - 1), Qt::AlignCenter,
                     style.unit == RulerUnit::Millimetres ? QStringLiteral("mm") : QStringLiteral("px"));
    painter.restore();
}

}  // namespace lacuna
