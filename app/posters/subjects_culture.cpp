// Books, music, prizes, maps.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawBook(QPainter& p, const QColor& c) {
    fill(p, across(2, 98, shade(c, 1.1), c, shade(c, 0.7)), "M2 24 L50 30 L98 24 L98 88 L50 94 L2 88 Z");
    fill(p, across(6, 50, QColor(255, 252, 242), QColor(250, 244, 228), QColor(206, 194, 168)),
         "M6 20 C20 12 38 14 50 24 L50 88 C38 80 20 80 6 84 Z");
    fill(p, across(50, 94, QColor(214, 204, 180), QColor(252, 247, 234), QColor(240, 232, 214)),
         "M94 20 C80 12 62 14 50 24 L50 88 C62 80 80 80 94 84 Z");
    for (int line = 0; line < 6; ++line) {
        p.save();
        p.translate(0, 8.4 * line);
        stroke(p, faint(QColor(120, 110, 100), 0.8), 1.3,
               "M13 30 C24 25 34 26 44 32 M56 32 C66 26 76 25 87 30");
        p.restore();
    }
    fill(p, shade(c, 0.9), "M66 16 L72 15.6 L72 50 L69 45 L66 50 Z");
}

void drawGuitar(QPainter& p, const QColor& c) {
    turned(p, 50, 50, 38, [&] {
        box(p, across(46, 54, QColor(120, 78, 48), QColor(86, 54, 34), QColor(58, 36, 24)), 46.5, 0, 7, 56,
            1);
        box(p, QColor(70, 44, 28), 44, -8, 12, 13, 2);
        for (const double y : {-5.0, -1.0, 3.0}) {
            disc(p, QColor(226, 220, 206), 42.5, y, 1.7);
            disc(p, QColor(226, 220, 206), 57.5, y, 1.7);
        }
        fill(p, ball(42, 58, 52, shade(c, 1.35), shade(c, 0.7)),
             "M50 42 C66 40 70 52 64 62 C82 70 80 104 50 104 C20 104 18 70 36 62 C30 52 34 40 50 42 Z");
        disc(p, QColor(44, 28, 20), 50, 66, 8.6);
        ring(p, QColor(240, 220, 180), 1.2, 50, 66, 10, 10);
        box(p, QColor(60, 38, 26), 41, 87, 18, 4, 1);
        for (int string = 0; string < 4; ++string)
            box(p, QColor(244, 240, 230), 47.7 + 1.4 * string, -2, 0.5, 90);
        for (int fret = 0; fret < 7; ++fret) box(p, QColor(206, 200, 186), 46.5, 8 + 6 * fret, 7, 0.7);
    });
}

void drawTrophy(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.85), 4.4, "M26 16 C2 12 4 48 34 50 M74 16 C98 12 96 48 66 50");
    fill(p, across(22, 78, shade(c, 0.78), shade(c, 1.4), shade(c, 0.66)),
         "M22 6 L78 6 C80 40 68 58 50 58 C32 58 20 40 22 6 Z");
    disc(p, shade(c, 1.3), 50, 6.5, 28, 3.6);
    fill(p, across(42, 58, shade(c, 0.7), shade(c, 1.2), shade(c, 0.6)), "M45 57 L55 57 L58 76 L42 76 Z");
    box(p, across(28, 72, QColor(96, 62, 42), QColor(140, 92, 60), QColor(60, 38, 26)), 28, 80, 44, 16, 2);
    box(p, across(34, 66, shade(c, 0.7), shade(c, 1.2), shade(c, 0.6)), 33, 74, 34, 7, 2);
    box(p, shade(c, 1.1), 40, 85, 20, 6, 1);
    fill(p, faint(Qt::white, 0.8),
         "M50 18 L53.4 26 L62 26.6 L55.4 32 L57.6 40 L50 35.6 L42.4 40 L44.6 32 L38 26.6 L46.6 26 Z");
}

void drawGlobe(QPainter& p, const QColor& c) {
    stroke(p, QColor(150, 106, 60), 4, "M28 10 C-4 34 12 84 52 84 C66 84 76 80 82 72");
    box(p, QColor(130, 88, 50), 46, 82, 8, 10);
    disc(p, across(26, 74, QColor(120, 78, 44), QColor(176, 126, 76), QColor(84, 54, 32)), 50, 93, 26, 5);
    QPainterPath outline;
    outline.addEllipse(QPointF(52, 42), 36, 36);
    p.fillPath(outline, ball(40, 28, 58, shade(c, 1.45), shade(c, 0.72)));
    inside(p, outline, [&] {
        const QColor land(112, 176, 96);
        fill(p, land,
             "M24 24 C34 14 46 14 50 22 C54 30 44 34 42 42 C40 50 32 48 28 40 C24 36 20 32 24 24 Z M44 52 "
             "C54 48 60 56 56 66 C52 76 46 74 44 66 Z "
             "M62 16 C74 14 90 24 90 36 C84 44 76 38 72 42 C66 46 58 36 60 28 Z M74 54 C82 50 88 54 84 62 "
             "C80 66 72 62 74 54 Z");
        disc(p, faint(Qt::white, 0.25), 38, 26, 12, 9);
    });
    ring(p, faint(Qt::white, 0.35), 0.9, 52, 42, 14, 36);
    stroke(p, faint(Qt::white, 0.35), 0.9, "M16 42 L88 42 M22 24 L82 24 M22 60 L82 60");
}

}  // namespace

std::vector<Subject> cultureSubjects() {
    return {
        {"book", "书本", "ground", false, {red, blue, green, brown, purple}, drawBook},
        {"guitar", "吉他", "anywhere", false, {brown, orange, red, black, blue}, drawGuitar},
        {"trophy", "奖杯", "ground", false, {gold, white, orange, blue}, drawTrophy},
        {"globe", "地球仪", "ground", false, {blue, green, purple, gold}, drawGlobe},
    };
}

}  // namespace lacuna::posters
