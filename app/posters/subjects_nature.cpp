// What grows or floats: tree, flower, boat, fish.
#include <QtGui/QPainterPath>
#include <cmath>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawTree(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setBrush(horizontal(0.44, 0.57, QColor(84, 56, 36), QColor(134, 94, 60), QColor(66, 42, 28)));
    p.drawPolygon(QPolygonF({{0.465, 0.5}, {0.535, 0.5}, {0.57, 0.97}, {0.43, 0.97}}));
    if (v.form == 0) {  // a round crown of leaf clusters, lit from the upper left
        for (const auto& [x, y, r] : {std::array{0.36, 0.5, 0.17},
                                      {0.64, 0.5, 0.18},
                                      {0.5, 0.42, 0.22},
                                      {0.38, 0.3, 0.17},
                                      {0.62, 0.29, 0.17},
                                      {0.5, 0.19, 0.16}}) {
            p.setBrush(radial(x - r * 0.4, y - r * 0.5, r * 1.6, c.lighter(135), c.darker(135)));
            p.drawEllipse(QPointF(x, y), r, r * 0.92);
        }
    } else {  // a fir
        for (int tier = 0; tier < 3; ++tier) {
            const double top = 0.04 + 0.2 * tier, half = 0.19 + 0.09 * tier, bottom = top + 0.36;
            p.setBrush(horizontal(0.5 - half, 0.5 + half, c.lighter(118), c, c.darker(150)));
            p.drawPolygon(
                QPolygonF({{0.5, top}, {0.5 + half, bottom}, {0.5, bottom - 0.045}, {0.5 - half, bottom}}));
        }
    }
}

void drawFlower(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setPen(QPen(QBrush(QColor(64, 124, 70)), 0.03, Qt::SolidLine, Qt::RoundCap));
    QPainterPath stem(QPointF(0.5, 0.45));
    stem.cubicTo(0.52, 0.65, 0.46, 0.8, 0.5, 0.97);
    p.setBrush(Qt::NoBrush);
    p.drawPath(stem);
    p.setPen(Qt::NoPen);
    p.setBrush(vertical(0.68, 0.86, QColor(108, 170, 92), QColor(52, 106, 58)));
    QPainterPath leaf(QPointF(0.49, 0.86));
    leaf.cubicTo(0.6, 0.68, 0.74, 0.68, 0.8, 0.7);
    leaf.cubicTo(0.72, 0.84, 0.6, 0.88, 0.49, 0.86);
    p.drawPath(leaf);
    const int petals = v.form == 0 ? 6 : 10;
    for (int layer = 0; layer < 2; ++layer) {
        const double reach = layer == 0 ? 0.2 : 0.13;
        for (int i = 0; i < petals; ++i) {
            p.save();
            p.translate(0.5, 0.36);
            p.rotate(360.0 * (i + 0.5 * layer) / petals);
            p.setBrush(horizontal(0, reach * 1.9, c.darker(125), layer ? c.lighter(130) : c, c.lighter(116)));
            p.drawEllipse(QPointF(reach, 0), reach * 0.85, v.form == 0 ? reach * 0.5 : reach * 0.32);
            p.restore();
        }
    }
    p.setBrush(radial(0.48, 0.34, 0.1, QColor(255, 226, 130), QColor(206, 138, 44)));
    p.drawEllipse(QPointF(0.5, 0.36), 0.075, 0.075);
}

void drawBoat(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setPen(QPen(QColor(88, 62, 42), 0.018));
    p.drawLine(QPointF(0.5, 0.06), QPointF(0.5, 0.76));
    p.setPen(Qt::NoPen);
    if (v.form == 0) {  // two curved sails
        QPainterPath main(QPointF(0.52, 0.08));
        main.cubicTo(0.8, 0.3, 0.86, 0.52, 0.86, 0.68);
        main.lineTo(0.52, 0.68);
        p.setBrush(horizontal(0.5, 0.86, c.lighter(122), c, c.darker(122)));
        p.drawPath(main);
        QPainterPath jib(QPointF(0.48, 0.14));
        jib.cubicTo(0.34, 0.36, 0.24, 0.54, 0.18, 0.68);
        jib.lineTo(0.48, 0.68);
        p.setBrush(
            horizontal(0.18, 0.48, QColor(250, 246, 236), QColor(238, 231, 214), QColor(206, 198, 180)));
        p.drawPath(jib);
    } else {  // a junk's ribbed sail
        QPainterPath sail(QPointF(0.34, 0.12));
        sail.cubicTo(0.56, 0.06, 0.74, 0.16, 0.8, 0.3);
        sail.lineTo(0.78, 0.68);
        sail.lineTo(0.26, 0.68);
        sail.closeSubpath();
        p.setBrush(horizontal(0.26, 0.8, c.lighter(118), c, c.darker(130)));
        p.drawPath(sail);
        p.setPen(QPen(c.darker(165), 0.01));
        for (int rib = 0; rib < 4; ++rib)
            p.drawLine(QPointF(0.32 - 0.015 * rib, 0.24 + 0.12 * rib), QPointF(0.79, 0.3 + 0.1 * rib));
        p.setPen(Qt::NoPen);
    }
    QPainterPath hull(QPointF(0.08, 0.74));
    hull.lineTo(0.94, 0.74);
    hull.cubicTo(0.86, 0.9, 0.78, 0.94, 0.7, 0.94);
    hull.lineTo(0.28, 0.94);
    hull.cubicTo(0.18, 0.92, 0.1, 0.84, 0.08, 0.74);
    p.setBrush(vertical(0.74, 0.94, QColor(156, 92, 54), QColor(80, 42, 26)));
    p.drawPath(hull);
    p.setBrush(QColor(240, 226, 196));
    p.drawRect(QRectF(0.1, 0.755, 0.82, 0.022));
}

void drawFish(QPainter& p, const Variation& v) {
    const QColor c = v.colour.value;
    p.setBrush(horizontal(0.02, 0.36, c.lighter(140), c, c.darker(110)));
    QPainterPath tail(QPointF(0.36, 0.5));
    tail.cubicTo(0.22, 0.36, 0.12, 0.28, 0.03, 0.22 + 0.06 * v.form);
    tail.cubicTo(0.12, 0.44, 0.12, 0.56, 0.03, 0.8 - 0.06 * v.form);
    tail.cubicTo(0.14, 0.7, 0.24, 0.62, 0.36, 0.5);
    p.drawPath(tail);
    QPainterPath fin(QPointF(0.48, 0.36));
    fin.cubicTo(0.54, 0.16, 0.7, 0.2, 0.74, 0.36);
    p.drawPath(fin);
    QPainterPath body(QPointF(0.3, 0.5));
    body.cubicTo(0.44, 0.24, 0.8, 0.24, 0.95, 0.5);
    body.cubicTo(0.8, 0.76, 0.44, 0.76, 0.3, 0.5);
    p.setBrush(vertical(0.3, 0.72, c.lighter(118), c.darker(112)));
    p.drawPath(body);
    p.setClipPath(body);
    p.setBrush(Qt::NoBrush);
    QColor scale = c.darker(140);
    scale.setAlpha(120);
    p.setPen(QPen(scale, 0.008));
    for (int column = 0; column < 4; ++column) {
        for (int row = 0; row < 5; ++row)
            p.drawArc(QRectF(0.4 + 0.09 * column, 0.3 + 0.09 * row, 0.09, 0.09), 90 * 16, 180 * 16);
    }
    p.setClipping(false);
    p.setPen(Qt::NoPen);
    p.setBrush(Qt::white);
    p.drawEllipse(QPointF(0.84, 0.45), 0.035, 0.035);
    p.setBrush(QColor(20, 20, 24));
    p.drawEllipse(QPointF(0.848, 0.45), 0.019, 0.019);
}

}  // namespace

std::vector<Subject> natureSubjects() {
    return {
        {"tree", "大树", {{green, 0}, {pink, 0}, {gold, 0}, {green, 1}, {red, 0}}, drawTree},
        {"flower", "花朵", {{pink, 0}, {red, 0}, {purple, 1}, {gold, 1}, {white, 0}}, drawFlower},
        {"boat", "小船", {{white, 0}, {red, 0}, {blue, 0}, {red, 1}, {gold, 1}}, drawBoat},
        {"fish", "鱼", {{red, 0}, {gold, 0}, {blue, 1}, {orange, 1}, {white, 0}}, drawFish},
    };
}

}  // namespace lacuna::posters
