// A small drawing language for subjects: shapes in a square of 100 x 100 units, colours that stay linear in
// the subject's own colour, so that one drawing serves every colour (see subjects.h).
#pragma once

#include <QtGui/QColor>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace lacuna::posters {

/// The path of M, L, C, Q and Z commands with absolute coordinates, as SVG writes them.
QPainterPath path(const char* commands);

/// Darker (factor < 1: a product) or lighter (factor > 1: mixed with factor - 1 of white). Both are linear in
/// `colour`, which QColor::lighter and darker are not.
QColor shade(const QColor& colour, double factor);
/// The same colour with an opacity, 0..1.
QColor faint(const QColor& colour, double opacity);

/// Gradients: top to bottom, left to right with the middle at 40 %, centre to edge.
QBrush down(double top, double bottom, const QColor& first, const QColor& last);
QBrush across(double left, double right, const QColor& first, const QColor& middle, const QColor& last);
QBrush ball(double cx, double cy, double radius, const QColor& inner, const QColor& outer);

void fill(QPainter& painter, const QBrush& brush, const char* commands);
void stroke(QPainter& painter, const QColor& colour, double width, const char* commands);
void disc(QPainter& painter, const QBrush& brush, double cx, double cy, double rx, double ry);
inline void disc(QPainter& painter, const QBrush& brush, double cx, double cy, double radius) {
    disc(painter, brush, cx, cy, radius, radius);
}
void ring(QPainter& painter, const QColor& colour, double width, double cx, double cy, double rx, double ry);
void box(QPainter& painter, const QBrush& brush, double x, double y, double width, double height,
         double corner = 0);

/// Draws `count` times around a centre, turned by equal steps; `draw(i)` sees the page turned about (cx, cy).
template <class Draw>
void around(QPainter& painter, double cx, double cy, int count, double firstDegrees, Draw draw) {
    for (int i = 0; i < count; ++i) {
        painter.save();
        painter.translate(cx, cy);
        painter.rotate(firstDegrees + 360.0 * i / count);
        painter.translate(-cx, -cy);
        draw(i);
        painter.restore();
    }
}

/// Draws only inside a path.
template <class Draw>
void inside(QPainter& painter, const QPainterPath& outline, Draw draw) {
    painter.save();
    painter.setClipPath(outline);
    draw();
    painter.restore();
}
/// Draws turned by an angle about (cx, cy).
template <class Draw>
void turned(QPainter& painter, double cx, double cy, double degrees, Draw draw) {
    around(painter, cx, cy, 1, degrees, [&](int) { draw(); });
}

}  // namespace lacuna::posters
