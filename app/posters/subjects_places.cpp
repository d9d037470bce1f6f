// Buildings and mountains.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawPagoda(QPainter& p, const QColor& c) {
    stroke(p, QColor(214, 168, 84), 2.2, "M50 2 L50 16");
    disc(p, QColor(240, 206, 120), 50, 7, 2.6);
    for (int storey = 0; storey < 4; ++storey) {
        const double y = 16 + 19.5 * storey, half = 14 + 6 * storey;
        box(p,
            across(50 - half * 0.62, 50 + half * 0.62, QColor(252, 240, 214), QColor(240, 222, 184),
                   QColor(190, 160, 112)),
            50 - half * 0.62, y + 6, half * 1.24, 14);
        for (int pillar = 0; pillar < 3 + storey % 2; ++pillar) {
            const double x = 50 + (pillar - (2 + storey % 2) / 2.0) * half * 0.5;
            box(p, QColor(140, 44, 36), x - 1.2, y + 6, 2.4, 13);
        }
        QPainterPath roof(QPointF(50 - half * 0.5, y));
        roof.lineTo(50 + half * 0.5, y);
        roof.quadTo(50 + half * 0.75, y + 7, 50 + half * 1.12, y + 5);
        roof.quadTo(50 + half, y + 11, 50 + half * 0.8, y + 10.5);
        roof.lineTo(50 - half * 0.8, y + 10.5);
        roof.quadTo(50 - half, y + 11, 50 - half * 1.12, y + 5);
        roof.quadTo(50 - half * 0.75, y + 7, 50 - half * 0.5, y);
        p.fillPath(roof, down(y, y + 11, shade(c, 1.2), shade(c, 0.68)));
    }
    box(p, across(18, 82, QColor(206, 196, 180), QColor(230, 222, 208), QColor(150, 140, 124)), 18, 93, 64, 5,
        1);
}

void drawTower(QPainter& p, const QColor& c) {
    const QBrush steel = across(24, 76, shade(c, 1.25), c, shade(c, 0.65));
    stroke(p, shade(c, 0.9), 1.6, "M50 1 L50 16");
    fill(p, steel, "M48 12 L52 12 L55 38 L45 38 Z");
    fill(p, steel, "M45 38 L55 38 C58 62 66 82 80 97 L66 97 C60 84 40 84 34 97 L20 97 C34 82 42 62 45 38 Z");
    fill(p, faint(Qt::black, 0.28),
         "M47.5 44 L52.5 44 L54.5 56 L45.5 56 Z M44.5 62 L55.5 62 L58.6 72 L41.4 72 Z");
    stroke(p, faint(shade(c, 0.5), 0.7), 1,
           "M46 46 L55 56 M54 46 L45 56 M43 60 L60 76 M57 60 L40 76 M38 74 L28 92 M62 74 L72 92");
    box(p, shade(c, 0.75), 42, 37, 16, 3.4, 1);
    box(p, shade(c, 0.75), 38, 57, 24, 3.6, 1);
    box(p, shade(c, 0.75), 31, 75, 38, 4, 1);
}

void drawLighthouse(QPainter& p, const QColor& c) {
    fill(p, faint(QColor(255, 240, 170), 0.5), "M50 20 L98 8 L98 34 Z M50 20 L2 8 L2 34 Z");
    const auto body = path("M40 30 L60 30 L67 90 L33 90 Z");
    p.fillPath(body, across(34, 66, QColor(240, 240, 238), Qt::white, QColor(196, 200, 206)));
    inside(p, body, [&] {
        for (const double y : {30.0, 54.0, 78.0})
            box(p, across(34, 66, c, shade(c, 1.15), shade(c, 0.72)), 30, y, 40, 12);
    });
    box(p, QColor(60, 64, 76), 36, 27, 28, 4, 1);
    box(p, ball(50, 20, 12, QColor(255, 252, 220), QColor(250, 206, 100)), 42, 14, 16, 13);
    stroke(p, QColor(60, 64, 76), 1.1, "M42 14 L42 27 M50 14 L50 27 M58 14 L58 27");
    fill(p, shade(c, 0.85), "M39 14 L50 3 L61 14 Z");
    box(p, QColor(70, 90, 120), 47.6, 46, 4.8, 6, 2);
    box(p, QColor(70, 90, 120), 47.6, 68, 4.8, 6, 2);
    fill(p, down(86, 98, QColor(134, 126, 118), QColor(86, 80, 76)),
         "M10 97 C18 86 30 90 38 86 C52 82 66 88 74 88 C84 88 88 92 92 97 Z");
}

void drawMountain(QPainter& p, const QColor& c) {
    fill(p, down(20, 96, shade(c, 1.25), shade(c, 0.85)), "M52 96 L76 30 L99 96 Z");
    fill(p, down(6, 96, shade(c, 1.1), shade(c, 0.75)), "M1 96 L40 8 L80 96 Z");
    fill(p, faint(Qt::black, 0.18), "M40 8 L80 96 L48 96 L44 60 L50 40 Z");
    fill(p, QColor(252, 253, 255),
         "M40 8 L54 39 L47 34 L43 44 L37 35 L30 43 L26 40 Z M76 30 L84 52 L79 48 L76 55 L72 48 L69 50 Z");
    fill(p, faint(QColor(160, 180, 206), 0.7), "M40 8 L54 39 L47 34 L43 44 L41 30 Z");
}

}  // namespace

std::vector<Subject> placeSubjects() {
    return {
        {"pagoda", "宝塔", "ground", false, {red, green, blue, gold, black}, drawPagoda},
        {"tower", "高塔", "ground", false, {red, black, gold, blue, brown}, drawTower},
        {"lighthouse", "灯塔", "ground", false, {red, blue, green, black}, drawLighthouse},
        {"mountain", "山峰", "ground", false, {blue, green, purple, brown}, drawMountain},
    };
}

}  // namespace lacuna::posters
