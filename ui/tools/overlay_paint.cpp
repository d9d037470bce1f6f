// See overlay_paint.h.
#include "ui/tools/overlay_paint.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>

namespace lacuna {
namespace {

const QColor kDark(0, 0, 0, 150);
const QColor kLight(255, 255, 255, 240);

}  // namespace

void strokeReadable(QPainter& painter, const QPainterPath& path, LineStyle style) {
    painter.setBrush(Qt::NoBrush);
    if (style == LineStyle::Solid) {
        painter.setPen(QPen(kDark, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
        painter.setPen(QPen(kLight, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
        return;
    }
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1.25, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
    QPen dashes(kLight, 1.25, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({4, 4});
    painter.setPen(dashes);
    painter.drawPath(path);
}

QRectF paintPill(QPainter& painter, QPointF anchor, const QString& text, const QRectF& bounds) {
    painter.save();
    painter.setFont(QGuiApplication::font());
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, std::ceil(metrics.horizontalAdvance(text)) + 20, std::ceil(metrics.height()) + 8);
    box.moveTopLeft({std::round(anchor.x() - box.width() / 2), std::round(anchor.y())});
    box.moveLeft(std::clamp(box.left(), bounds.left() + 4,
                            std::max(bounds.left() + 4, bounds.right() - box.width() - 4)));
    box.moveTop(std::clamp(box.top(), bounds.top() + 4,
                           std::max(bounds.top() + 4, bounds.bottom() - box.height() - 4)));
    painter.setPen(QPen(QColor(255, 255, 255, 50), 1));
    painter.setBrush(QColor(24, 24, 27, 230));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2);
    painter.setPen(QColor(250, 250, 250));
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
    return box;
}

void paintHandle(QPainter& painter, QPointF centre, double sidePx, bool hot, const QColor& accent) {
    QRectF box(0, 0, sidePx, sidePx);
    box.moveCenter(centre);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 60));
    painter.drawRoundedRect(box.adjusted(-1.5, -0.5, 1.5, 2.5), 3.5, 3.5);
    painter.setPen(QPen(QColor(30, 30, 34), 1));
    painter.setBrush(hot ? accent : QColor(Qt::white));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5);
}

}  // namespace lacuna
