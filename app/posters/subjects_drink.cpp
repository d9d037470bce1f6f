// What is drunk, and from what.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawCup(QPainter& p, const QColor& c) {
    disc(p, down(84, 97, shade(c, 1.12), shade(c, 0.7)), 46, 90, 41, 7);
    disc(p, shade(c, 0.86), 46, 89, 26, 4);
    ring(p, shade(c, 0.88), 6, 77, 58, 13, 14);
    fill(p, across(14, 78, shade(c, 0.86), shade(c, 1.25), shade(c, 0.68)),
         "M14 40 L78 40 C78 74 68 90 46 90 C24 90 14 74 14 40 Z");
    fill(p, faint(Qt::white, 0.3), "M20 46 C22 64 26 76 34 84 C26 78 18 66 18 46 Z");
    disc(p, shade(c, 1.12), 46, 40, 32, 8);
    disc(p, ball(40, 39, 32, QColor(150, 96, 56), QColor(62, 34, 18)), 46, 40.6, 28.4, 6.2);
    disc(p, faint(QColor(240, 214, 178), 0.85), 46, 40.6, 15, 3);
    disc(p, QColor(120, 72, 40), 46, 40.9, 8, 1.5);
    for (int plume = 0; plume < 3; ++plume) {
        p.save();
        p.translate(12 * plume, plume % 2 ? 4 : 0);
        stroke(p, faint(Qt::white, 0.5), 3, "M34 32 C27 24 41 18 34 6");
        p.restore();
    }
}

void drawTeapot(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.8), 5.5, "M24 46 C4 40 2 76 26 74");
    fill(p, across(66, 100, c, shade(c, 1.15), shade(c, 0.75)),
         "M68 64 C82 62 82 44 97 34 L99 39 C90 48 92 74 70 82 Z");
    fill(p, across(16, 84, shade(c, 0.85), shade(c, 1.28), shade(c, 0.62)),
         "M50 34 C80 34 84 58 80 72 C76 86 66 90 60 92 L38 92 C30 90 22 84 19 72 C15 58 20 34 50 34 Z");
    disc(p, across(30, 70, shade(c, 0.8), shade(c, 1.2), shade(c, 0.64)), 50, 35, 22, 6);
    fill(p, across(32, 68, shade(c, 0.9), shade(c, 1.25), shade(c, 0.7)), "M32 34 C34 22 66 22 68 34 Z");
    disc(p, ball(48, 18, 8, shade(c, 1.3), shade(c, 0.7)), 50, 20, 5.4);
    stroke(p, faint(Qt::white, 0.6), 1.6, "M24 62 C38 68 62 68 76 62");
    for (const double x : {36.0, 50.0, 64.0}) {
        around(p, x, 74, 5, 0, [&](int) { disc(p, faint(Qt::white, 0.75), x, 71.4, 1.6, 2.4); });
    }
    box(p, shade(c, 0.66), 38, 91, 24, 4, 1.5);
    disc(p, faint(Qt::white, 0.28), 32, 52, 4, 9);
}

void drawWineGlass(QPainter& p, const QColor& c) {
    fill(p, across(26, 74, faint(Qt::white, 0.55), faint(Qt::white, 0.3), faint(QColor(200, 214, 226), 0.6)),
         "M28 4 L72 4 C78 38 68 56 50 56 C32 56 22 38 28 4 Z");
    fill(p, across(26, 74, shade(c, 0.9), shade(c, 1.18), shade(c, 0.62)),
         "M26 24 L74 24 C74 42 66 54 50 54 C34 54 26 42 26 24 Z");
    disc(p, shade(c, 1.25), 50, 24, 24, 4);
    box(p, across(47, 53, QColor(226, 234, 240), Qt::white, QColor(170, 184, 196)), 48, 56, 4, 32);
    disc(p, across(28, 72, QColor(226, 234, 240), Qt::white, QColor(164, 178, 192)), 50, 91, 22, 5);
    stroke(p, faint(Qt::white, 0.8), 1.8, "M33 10 C30 28 33 42 40 49");
    ring(p, faint(QColor(210, 222, 232), 0.9), 1, 50, 4.5, 22, 2.4);
}

void drawBottle(QPainter& p, const QColor& c) {
    box(p, across(42, 58, shade(QColor(210, 178, 100), 0.8), QColor(240, 214, 150), QColor(160, 120, 60)), 42,
        2, 16, 9, 2);
    fill(p, across(30, 70, shade(c, 0.78), shade(c, 1.3), shade(c, 0.55)),
         "M43 10 L57 10 L58 28 C60 36 70 40 70 52 L70 92 C70 97 66 98 62 98 L38 98 C34 98 30 97 30 92 L30 52 "
         "C30 40 40 36 42 28 Z");
    box(p, across(30, 70, QColor(240, 232, 214), QColor(255, 252, 244), QColor(206, 196, 174)), 30, 56, 40,
        26);
    disc(p, shade(c, 0.9), 50, 69, 8);
    stroke(p, faint(Qt::white, 0.85), 1.4, "M45 69 L55 69 M50 64 L50 74");
    stroke(p, QColor(0xc8, 0x9a, 0x48), 1, "M31 58.5 L69 58.5 M31 79.5 L69 79.5");
    fill(p, faint(Qt::white, 0.4), "M35 50 C35 44 42 40 44 32 L46 32 C45 42 38 46 38 54 Z");
}

}  // namespace

std::vector<Subject> drinkSubjects() {
    return {
        {"coffee cup", "咖啡杯", "ground", false, {white, red, blue, green, black, pink}, drawCup},
        {"teapot", "茶壶", "ground", false, {brown, white, green, blue, red}, drawTeapot},
        {"wine glass", "酒杯", "ground", false, {red, gold, pink, purple}, drawWineGlass},
        {"bottle", "瓶子", "ground", false, {green, blue, brown, red, black}, drawBottle},
    };
}

}  // namespace lacuna::posters
