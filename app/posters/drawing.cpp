// See drawing.h.
#include "app/posters/drawing.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace lacuna::posters {

QPainterPath path(const char* commands) {
    QPainterPath result;
    result.setFillRule(Qt::WindingFill);
    char command = 'M';
    std::vector<double> n;
    const auto wanted = [&] { return command == 'C' ? 6u : command == 'Q' ? 4u : 2u; };
    for (const char* at = commands; *at;) {
        if (*at == ' ' || *at == ',') {
            ++at;
            continue;
        }
        if (*at >= 'A' && *at <= 'Z') {
            command = *at++;
            n.clear();
            if (command == 'Z') result.closeSubpath();
            continue;
        }
        char* end = nullptr;
        n.push_back(std::strtod(at, &end));
        if (end == at) break;
        at = end;
        if (n.size() < wanted()) continue;
        if (command == 'M') {
            result.moveTo(n[0], n[1]);
            command = 'L';
        } else if (command == 'L') {
            result.lineTo(n[0], n[1]);
        } else if (command == 'Q') {
            result.quadTo(n[0], n[1], n[2], n[3]);
        } else {
            result.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5]);
        }
        n.clear();
    }
    return result;
}

QColor shade(const QColor& colour, double factor) {
    const auto channel = [&](double v) {
        return std::clamp(factor <= 1 ? v * factor : v + (1 - v) * (factor - 1), 0.0, 1.0);
    };
    return QColor::fromRgbF(float(channel(colour.redF())), float(channel(colour.greenF())),
                            float(channel(colour.blueF())), colour.alphaF());
}

QColor faint(const QColor& colour, double opacity) {
    QColor result = colour;
    result.setAlphaF(float(opacity));
    return result;
}

QBrush down(double top, double bottom, const QColor& first, const QColor& last) {
    QLinearGradient gradient(0, top, 0, bottom);
    gradient.setColorAt(0, first);
    gradient.setColorAt(1, last);
    return gradient;
}

QBrush across(double left, double right, const QColor& first, const QColor& middle, const QColor& last) {
    QLinearGradient gradient(left, 0, right, 0);
    gradient.setColorAt(0, first);
    gradient.setColorAt(0.4, middle);
    gradient.setColorAt(1, last);
    return gradient;
}

QBrush ball(double cx, double cy, double radius, const QColor& inner, const QColor& outer) {
    QRadialGradient gradient(cx, cy, radius);
    gradient.setColorAt(0, inner);
    gradient.setColorAt(1, outer);
    return gradient;
}

void fill(QPainter& painter, const QBrush& brush, const char* commands) {
    painter.fillPath(path(commands), brush);
}

void stroke(QPainter& painter, const QColor& colour, double width, const char* commands) {
    painter.strokePath(path(commands),
                       QPen(QBrush(colour), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void disc(QPainter& painter, const QBrush& brush, double cx, double cy, double rx, double ry) {
    painter.setBrush(brush);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(cx, cy), rx, ry);
}

void ring(QPainter& painter, const QColor& colour, double width, double cx, double cy, double rx, double ry) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    painter.drawEllipse(QPointF(cx, cy), rx, ry);
    painter.setPen(Qt::NoPen);
}

void box(QPainter& painter, const QBrush& brush, double x, double y, double width, double height,
         double corner) {
    painter.setBrush(brush);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(QRectF(x, y, width, height), corner, corner);
}

}  // namespace lacuna::posters
