// What hangs or flies in the sky: moon, sun, balloon, bird.
#include <QtGui/QPainterPath>
#include <cmath>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawMoon(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    glow(p, 0.5, 0.5, 0.5, c.lighter(115), 150);
    QPainterPath disc;
    disc.addEllipse(QPointF(50, 50), 34, 34);
    if (v.form == 1) {  // crescent
        QPainterPath bite;
        bite.addEllipse(QPointF(63, 44), 29, 29);
        disc = disc.subtracted(bite);
    }
    // Paths are subtracted in larger units: Qt flattens curves for that, to a precision in absolute numbers.
    disc = QTransform::fromScale(0.01, 0.01).map(disc);
    p.setBrush(radial(0.42, 0.4, 0.5, c.lighter(118), c.darker(118)));
    p.drawPath(disc);
    p.setClipPath(disc);
    QColor sea = c.darker(135);
    sea.setAlpha(90);
    p.setBrush(sea);
    for (const auto& [x, y, r] :
         {std::array{0.38, 0.42, 0.09}, {0.55, 0.6, 0.11}, {0.6, 0.36, 0.06}, {0.4, 0.64, 0.05}}) {
        p.drawEllipse(QPointF(x, y), r, r * 0.85);
    }
    p.setClipping(false);
}

void drawSun(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    glow(p, 0.5, 0.5, 0.5, c.lighter(125), 190);
    const int rays = v.form == 1 ? 16 : 12;
    p.setBrush(c);
    for (int i = 0; i < rays; ++i) {
        p.save();
        p.translate(0.5, 0.5);
        p.rotate(360.0 * i / rays);
        p.drawPolygon(QPolygonF({{0.27, -0.035}, {0.27, 0.035}, {v.form == 1 && i % 2 ? 0.37 : 0.44, 0.0}}));
        p.restore();
    }
    p.setBrush(radial(0.45, 0.43, 0.32, QColor(255, 246, 205), c));
    p.drawEllipse(QPointF(0.5, 0.5), 0.24, 0.24);
}

void drawBalloon(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    if (v.form == 0) {  // hot-air balloon
        QPainterPath envelope(QPointF(0.42, 0.7));
        envelope.cubicTo(0.1, 0.5, 0.1, 0.06, 0.5, 0.05);
        envelope.cubicTo(0.9, 0.06, 0.9, 0.5, 0.58, 0.7);
        envelope.closeSubpath();
        p.setBrush(horizontal(0.16, 0.84, c.darker(120), c.lighter(125), c.darker(140)));
        p.drawPath(envelope);
        p.setClipPath(envelope);
        p.setBrush(QColor(255, 250, 235, 190));
        for (const double half : {0.23, 0.08}) {
            QPainterPath gore;
            gore.addEllipse(QPointF(0.5, 0.38), half, 0.36);
            QPainterPath inner;
            inner.addEllipse(QPointF(0.5, 0.38), half * 0.62, 0.36);
            p.drawPath(gore.subtracted(inner));
        }
        p.setClipping(false);
        p.setPen(QPen(QColor(70, 55, 45), 0.008));
        p.drawLine(QPointF(0.43, 0.7), QPointF(0.45, 0.82));
        p.drawLine(QPointF(0.57, 0.7), QPointF(0.55, 0.82));
        p.setPen(Qt::NoPen);
        p.setBrush(vertical(0.82, 0.93, QColor(165, 112, 62), QColor(105, 66, 34)));
        p.drawRoundedRect(QRectF(0.43, 0.82, 0.14, 0.11), 0.02, 0.02);
    } else {  // toy balloon on a string
        p.setPen(QPen(QColor(90, 80, 75), 0.008));
        QPainterPath string(QPointF(0.5, 0.66));
        string.cubicTo(0.42, 0.76, 0.6, 0.84, 0.49, 0.97);
        p.setBrush(Qt::NoBrush);
        p.drawPath(string);
        p.setPen(Qt::NoPen);
        p.setBrush(radial(0.4, 0.24, 0.5, c.lighter(155), c.darker(115)));
        p.drawEllipse(QPointF(0.5, 0.34), 0.27, 0.32);
        p.drawPolygon(QPolygonF({{0.5, 0.64}, {0.46, 0.7}, {0.54, 0.7}}));
        p.setBrush(QColor(255, 255, 255, 130));
        p.drawEllipse(QPointF(0.4, 0.22), 0.05, 0.08);
    }
}

void drawBird(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    QPainterPath body(QPointF(0.08, 0.56));
    body.cubicTo(0.3, 0.52, 0.34, 0.4, 0.56, 0.42);
    body.cubicTo(0.7, 0.36, 0.82, 0.4, 0.84, 0.48);
    body.lineTo(0.95, 0.52);
    body.lineTo(0.83, 0.55);
    body.cubicTo(0.76, 0.7, 0.46, 0.72, 0.3, 0.62);
    body.closeSubpath();
    p.setBrush(vertical(0.38, 0.7, c.lighter(112), c.darker(125)));
    p.drawPath(body);
    const double lift = v.form == 0 ? 0.1 : 0.9;  // wings up or down
    QPainterPath wing(QPointF(0.66, 0.5));
    wing.cubicTo(0.6, lift, 0.4, lift, 0.2, lift < 0.5 ? 0.06 : 0.92);
    wing.cubicTo(0.32, 0.36, 0.34, 0.5, 0.42, 0.54);
    wing.closeSubpath();
    p.setBrush(vertical(0.06, 0.6, c.darker(112), c.lighter(125)));
    p.drawPath(wing);
    p.setBrush(QColor(240, 160, 50));
    p.drawPolygon(QPolygonF({{0.835, 0.47}, {0.95, 0.52}, {0.83, 0.54}}));
    p.setBrush(QColor(25, 22, 25));
    p.drawEllipse(QPointF(0.775, 0.47), 0.018, 0.018);
}

}  // namespace

std::vector<Subject> skySubjects() {
    return {
        {"moon", "月亮", {{gold, 0}, {white, 0}, {gold, 1}, {white, 1}, {orange, 0}}, drawMoon},
        {"sun", "太阳", {{gold, 0}, {orange, 0}, {red, 0}, {gold, 1}, {orange, 1}}, drawSun},
        {"balloon", "气球", {{red, 0}, {blue, 0}, {purple, 0}, {red, 1}, {green, 1}}, drawBalloon},
        {"bird", "小鸟", {{white, 0}, {blue, 0}, {red, 1}, {white, 1}, {black, 0}}, drawBird},
    };
}

}  // namespace lacuna::posters
