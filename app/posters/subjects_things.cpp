// What people make and sell: lantern, coffee cup, phone, watch, umbrella, gift.
#include <QtGui/QPainterPath>
#include <cmath>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawLantern(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value, gilt(0xe6, 0xb4, 0x4a);
    glow(p, 0.5, 0.44, 0.48, c.lighter(140), 120);
    p.setPen(QPen(gilt, 0.014));
    p.drawLine(QPointF(0.5, 0.0), QPointF(0.5, 0.14));
    p.setPen(Qt::NoPen);
    const double halfWidth = v.form == 0 ? 0.33 : 0.22, halfHeight = v.form == 0 ? 0.27 : 0.29;
    p.setBrush(radial(0.5, 0.46, 0.36, c.lighter(165), c.darker(112)));
    p.drawEllipse(QPointF(0.5, 0.44), halfWidth, halfHeight);
    p.setBrush(Qt::NoBrush);
    QColor rib = c.darker(140);
    rib.setAlpha(150);
    p.setPen(QPen(rib, 0.01));
    for (const double part : {0.25, 0.62}) p.drawEllipse(QPointF(0.5, 0.44), halfWidth * part, halfHeight);
    p.setPen(Qt::NoPen);
    p.setBrush(horizontal(0.38, 0.62, gilt.darker(120), gilt.lighter(125), gilt.darker(130)));
    p.drawRoundedRect(QRectF(0.38, 0.44 - halfHeight - 0.025, 0.24, 0.05), 0.01, 0.01);
    p.drawRoundedRect(QRectF(0.38, 0.44 + halfHeight - 0.025, 0.24, 0.05), 0.01, 0.01);
    p.setPen(QPen(gilt, 0.012));
    for (int thread = -2; thread <= 2; ++thread)
        p.drawLine(QPointF(0.5, 0.44 + halfHeight), QPointF(0.5 + 0.025 * thread, 0.97));
    p.setPen(Qt::NoPen);
}

void drawCup(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setBrush(QColor(0, 0, 0, 45));
    p.drawEllipse(QPointF(0.46, 0.9), 0.38, 0.07);
    p.setBrush(vertical(0.82, 0.94, c.lighter(110), c.darker(135)));
    p.drawEllipse(QPointF(0.45, 0.87), 0.36, 0.06);
    QPen handle(c.darker(112), 0.055);
    p.setPen(handle);
    p.setBrush(Qt::NoBrush);
    p.drawEllipse(QPointF(0.74, 0.58), 0.12, 0.12);
    p.setPen(Qt::NoPen);
    QPainterPath body(QPointF(0.16, 0.42));
    body.lineTo(0.74, 0.42);
    body.cubicTo(0.74, 0.72, 0.66, 0.86, 0.45, 0.86);
    body.cubicTo(0.24, 0.86, 0.16, 0.72, 0.16, 0.42);
    p.setBrush(horizontal(0.16, 0.74, c.darker(112), c.lighter(120), c.darker(135)));
    p.drawPath(body);
    p.setBrush(c.lighter(112));
    p.drawEllipse(QPointF(0.45, 0.42), 0.29, 0.075);
    p.setBrush(radial(0.4, 0.41, 0.3, QColor(150, 96, 56), QColor(62, 34, 18)));
    p.drawEllipse(QPointF(0.45, 0.425), 0.255, 0.058);
    if (v.form == 1) {  // milk on top
        p.setBrush(QColor(244, 226, 200, 220));
        p.drawEllipse(QPointF(0.45, 0.425), 0.15, 0.03);
    }
    p.setBrush(Qt::NoBrush);
    for (int plume = 0; plume < 3; ++plume) {  // steam
        const double x = 0.34 + 0.11 * plume;
        QPainterPath path(QPointF(x, 0.34));
        path.cubicTo(x - 0.06, 0.26, x + 0.06, 0.2, x, 0.06 + 0.03 * (plume % 2));
        p.setPen(QPen(QBrush(QColor(255, 255, 255, 120)), 0.028, Qt::SolidLine, Qt::RoundCap));
        p.drawPath(path);
    }
    p.setPen(Qt::NoPen);
}

void drawPhone(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setBrush(horizontal(0.26, 0.74, c.lighter(140), c, c.darker(150)));
    p.drawRoundedRect(QRectF(0.26, 0.03, 0.48, 0.94), 0.07, 0.07);
    QLinearGradient screen(0.3, 0.08, 0.7, 0.92);
    screen.setColorAt(0, v.form == 0 ? QColor(70, 130, 230) : QColor(250, 170, 90));
    screen.setColorAt(0.6, v.form == 0 ? QColor(130, 80, 200) : QColor(226, 80, 110));
    screen.setColorAt(1, v.form == 0 ? QColor(40, 30, 80) : QColor(90, 40, 110));
    p.setBrush(screen);
    p.drawRoundedRect(QRectF(0.285, 0.06, 0.43, 0.88), 0.05, 0.05);
    p.setBrush(QColor(10, 10, 14));
    p.drawRoundedRect(QRectF(0.43, 0.08, 0.14, 0.03), 0.015, 0.015);
    p.setBrush(QColor(255, 255, 255, 210));
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            p.drawRoundedRect(QRectF(0.335 + 0.12 * column, 0.5 + 0.12 * row, 0.08, 0.08), 0.02, 0.02);
    }
    p.setBrush(QColor(255, 255, 255, 38));
    p.drawPolygon(QPolygonF({{0.3, 0.06}, {0.55, 0.06}, {0.3, 0.6}}));
}

void drawWatch(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value, metal = v.form == 0 ? QColor(205, 208, 214) : QColor(0xde, 0xb0, 0x5c);
    p.setBrush(horizontal(0.36, 0.64, c.darker(130), c.lighter(115), c.darker(150)));
    p.drawRoundedRect(QRectF(0.37, 0.01, 0.26, 0.98), 0.04, 0.04);
    p.setBrush(metal.darker(130));
    p.drawRoundedRect(QRectF(0.79, 0.46, 0.05, 0.08), 0.01, 0.01);
    QLinearGradient rim(0.2, 0.2, 0.8, 0.8);
    rim.setColorAt(0, metal.lighter(125));
    rim.setColorAt(0.5, metal.darker(125));
    rim.setColorAt(1, metal.lighter(112));
    p.setBrush(rim);
    p.drawEllipse(QPointF(0.5, 0.5), 0.31, 0.31);
    p.setBrush(radial(0.45, 0.42, 0.3, QColor(255, 253, 246), QColor(222, 216, 202)));
    p.drawEllipse(QPointF(0.5, 0.5), 0.255, 0.255);
    p.save();
    p.translate(0.5, 0.5);
    for (int hour = 0; hour < 12; ++hour) {
        p.setBrush(QColor(50, 48, 52));
        p.drawRect(QRectF(-0.008, -0.24, 0.016, hour % 3 ? 0.03 : 0.05));
        p.rotate(30);
    }
    p.setPen(QPen(QBrush(QColor(35, 33, 38)), 0.022, Qt::SolidLine, Qt::RoundCap));
    p.drawLine(QPointF(0, 0), QPointF(-0.1, -0.09));
    p.setPen(QPen(QBrush(QColor(35, 33, 38)), 0.015, Qt::SolidLine, Qt::RoundCap));
    p.drawLine(QPointF(0, 0), QPointF(0.13, -0.14));
    p.restore();
    p.setPen(Qt::NoPen);
}

void drawUmbrella(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setPen(QPen(QBrush(QColor(92, 62, 42)), 0.024, Qt::SolidLine, Qt::RoundCap));
    p.drawLine(QPointF(0.5, 0.08), QPointF(0.5, 0.88));
    p.setBrush(Qt::NoBrush);
    if (v.form == 0) p.drawArc(QRectF(0.38, 0.8, 0.12, 0.15), 180 * 16, 180 * 16);
    p.setPen(Qt::NoPen);
    QPainterPath canopy(QPointF(0.04, 0.5));
    canopy.cubicTo(0.1, 0.02, 0.9, 0.02, 0.96, 0.5);
    for (int scallop = 3; scallop >= 0; --scallop) {
        const double right = 0.04 + 0.23 * (scallop + 1), left = right - 0.23;
        canopy.quadTo((left + right) / 2, 0.42, left, 0.5);
    }
    p.setBrush(radial(0.38, 0.2, 0.62, c.lighter(140), c.darker(130)));
    p.drawPath(canopy);
    p.setClipPath(canopy);
    QColor seam = c.darker(150);
    seam.setAlpha(140);
    p.setPen(QPen(seam, 0.01));
    p.setBrush(Qt::NoBrush);
    for (const double half : {0.0, 0.23, 0.46}) p.drawEllipse(QPointF(0.5, 0.5), half, 0.37);
    p.setClipping(false);
    p.setPen(Qt::NoPen);
}

void drawGift(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value,
                 ribbon = v.form == 0 ? QColor(0xf0, 0xc4, 0x58) : QColor(0xf6, 0xf0, 0xe6);
    p.setBrush(horizontal(0.14, 0.86, c.lighter(112), c, c.darker(135)));
    p.drawRect(QRectF(0.14, 0.44, 0.72, 0.5));
    p.setBrush(horizontal(0.1, 0.9, c.lighter(128), c.lighter(112), c.darker(120)));
    p.drawRoundedRect(QRectF(0.1, 0.32, 0.8, 0.14), 0.015, 0.015);
    p.setBrush(horizontal(0.43, 0.57, ribbon.lighter(112), ribbon, ribbon.darker(125)));
    p.drawRect(QRectF(0.43, 0.32, 0.14, 0.62));
    for (const int side : {-1, 1}) {
        QPainterPath loop(QPointF(0.5, 0.32));
        loop.cubicTo(0.5 + side * 0.1, 0.02, 0.5 + side * 0.38, 0.06, 0.5 + side * 0.32, 0.2);
        loop.cubicTo(0.5 + side * 0.28, 0.3, 0.5 + side * 0.1, 0.32, 0.5, 0.32);
        p.setBrush(vertical(0.05, 0.32, ribbon.lighter(108), ribbon.darker(120)));
        p.drawPath(loop);
    }
    p.setBrush(ribbon.darker(112));
    p.drawEllipse(QPointF(0.5, 0.3), 0.05, 0.04);
}

}  // namespace

std::vector<Subject> thingSubjects() {
    return {
        {"lantern", "灯笼", {{red, 0}, {gold, 0}, {red, 1}, {orange, 1}, {pink, 0}}, drawLantern},
        {"coffee cup", "咖啡杯", {{white, 0}, {red, 0}, {blue, 1}, {green, 0}, {black, 1}}, drawCup},
        {"phone", "手机", {{black, 0}, {white, 1}, {gold, 1}, {blue, 0}, {pink, 1}}, drawPhone},
        {"watch", "手表", {{black, 0}, {blue, 0}, {red, 1}, {black, 1}, {green, 0}}, drawWatch},
        {"umbrella", "雨伞", {{red, 0}, {blue, 0}, {gold, 1}, {purple, 0}, {pink, 1}}, drawUmbrella},
        {"gift", "礼物", {{red, 0}, {blue, 1}, {green, 0}, {purple, 1}, {pink, 1}}, drawGift},
    };
}

}  // namespace lacuna::posters
