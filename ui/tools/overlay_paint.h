// Drawing over pictures: lines and labels that stay readable on any background, because each is dark and
// light at once.
#pragma once

#include <QtCore/QRectF>
#include <QtGui/QColor>

class QPainter;
class QPainterPath;
class QPolygonF;

namespace lacuna {

enum class LineStyle { Solid, Dashed };

/// A light line of one logical pixel on a darker, wider one. Dashed lines alternate light and dark instead of
/// leaving gaps.
void strokeReadable(QPainter& painter, const QPainterPath& path, LineStyle style = LineStyle::Solid);

/// A rounded dark label with light text, kept inside `bounds`; `anchor` is the middle of its top edge.
/// Returns what it covers.
QRectF paintPill(QPainter& painter, QPointF anchor, const QString& text, const QRectF& bounds);

/// A square handle, `sidePx` logical pixels: white with a dark border and a soft shadow; `hot` fills it with
/// `accent`.
void paintHandle(QPainter& painter, QPointF centre, double sidePx, bool hot, const QColor& accent);

}  // namespace lacuna
