// What shops sell.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

const QColor kMetal(206, 210, 218), kMetalDark(140, 146, 158), kInk(34, 33, 38);

void drawPhone(QPainter& p, const QColor& c) {
    box(p, across(24, 76, shade(c, 1.35), c, shade(c, 0.62)), 24, 2, 52, 96, 8);
    QLinearGradient screen(30, 8, 70, 92);
    screen.setColorAt(0, QColor(70, 130, 230));
    screen.setColorAt(0.55, QColor(140, 86, 206));
    screen.setColorAt(1, QColor(244, 120, 130));
    box(p, screen, 27, 5, 46, 90, 6);
    box(p, QColor(10, 10, 14), 42, 7.5, 16, 3.4, 1.7);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            box(p, faint(Qt::white, 0.9 - 0.15 * row), 33 + 12.5 * column, 50 + 13 * row, 9, 9, 2.4);
    }
    box(p, faint(Qt::white, 0.9), 36, 22, 28, 7, 2);
    box(p, faint(Qt::white, 0.6), 40, 32, 20, 3.4, 1.5);
    fill(p, faint(Qt::white, 0.14), "M27 5 L56 5 L30 60 L27 60 Z");
}

void drawWatch(QPainter& p, const QColor& c) {
    box(p, across(36, 64, shade(c, 0.8), shade(c, 1.2), shade(c, 0.62)), 36, 1, 28, 98, 5);
    for (const double y : {8.0, 14.0, 86.0, 92.0}) disc(p, faint(Qt::black, 0.4), 50, y, 1.5);
    box(p, kMetalDark, 80, 46, 5, 8, 1.4);
    QLinearGradient rim(20, 20, 80, 80);
    rim.setColorAt(0, QColor(244, 246, 250));
    rim.setColorAt(0.5, kMetalDark);
    rim.setColorAt(1, QColor(226, 230, 236));
    disc(p, rim, 50, 50, 32);
    disc(p, ball(45, 42, 32, QColor(255, 253, 246), QColor(216, 212, 202)), 50, 50, 26.5);
    around(p, 50, 50, 12, 0, [&](int hour) { box(p, kInk, 49.2, 26, 1.6, hour % 3 ? 3 : 5.4); });
    stroke(p, kInk, 2.4, "M50 50 L39 41");
    stroke(p, kInk, 1.6, "M50 50 L64 36");
    stroke(p, shade(c, 0.95), 0.9, "M46 58 L56 34");
    disc(p, kInk, 50, 50, 2);
}

void drawCamera(QPainter& p, const QColor& c) {
    fill(p, shade(c, 0.8), "M34 26 L40 15 L60 15 L66 26 Z");
    box(p, down(22, 84, shade(c, 1.18), shade(c, 0.76)), 5, 25, 90, 58, 7);
    box(p, down(25, 40, QColor(226, 228, 232), QColor(176, 180, 188)), 5, 25, 90, 14, 6);
    box(p, shade(c, 0.72), 12, 19, 14, 7, 2);
    box(p, QColor(40, 44, 54), 44, 18, 12, 7, 1);
    disc(p, across(24, 76, QColor(226, 228, 232), kMetal, QColor(120, 126, 138)), 50, 56, 24);
    disc(p, QColor(26, 28, 34), 50, 56, 20);
    disc(p, ball(44, 50, 20, QColor(96, 136, 206), QColor(18, 22, 40)), 50, 56, 14);
    disc(p, faint(Qt::white, 0.7), 44, 50, 3.4);
    disc(p, QColor(240, 90, 80), 84, 32, 2.6);
    stroke(p, faint(Qt::black, 0.25), 1, "M8 46 L24 46 M76 46 L92 46");
}

void drawHeadphones(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.82), 8, "M16 62 C10 -6 90 -6 84 62");
    stroke(p, shade(c, 1.15), 3, "M17 48 C18 8 82 8 83 48");
    for (const double mirror : {1.0, -1.0}) {
        p.save();
        p.translate(50, 0);
        p.scale(mirror, 1);
        box(p, across(-46, -22, shade(c, 1.25), c, shade(c, 0.7)), -46, 50, 20, 42, 9);
        box(p, down(52, 90, QColor(70, 72, 80), QColor(34, 35, 40)), -29, 53, 10, 36, 5);
        box(p, faint(Qt::white, 0.35), -43, 56, 3, 24, 1.5);
        p.restore();
    }
}

void drawShoe(QPainter& p, const QColor& c) {
    fill(p, down(76, 90, QColor(255, 253, 248), QColor(206, 204, 198)),
         "M4 72 L96 72 C99 82 96 89 88 89 L12 89 C4 88 3 80 4 72 Z");
    fill(p, down(24, 78, shade(c, 1.18), shade(c, 0.78)),
         "M6 74 C4 56 6 40 10 26 C18 32 30 32 38 24 C46 40 58 50 76 54 C92 58 97 66 96 76 L6 76 Z");
    fill(p, shade(c, 0.7), "M6 74 C4 56 6 40 10 26 C14 30 18 31 22 31 C18 46 18 62 22 76 L6 76 Z");
    fill(p, QColor(250, 248, 242), "M26 74 C36 66 46 60 66 58 L70 64 C54 64 44 68 38 75 Z");
    stroke(p, QColor(255, 253, 248), 2.2, "M36 36 L46 31 M42 43 L52 37 M49 49 L59 43 M57 54 L66 48");
    stroke(p, faint(shade(c, 0.5), 0.6), 1.2, "M78 56 C74 62 74 70 77 76");
    for (int groove = 0; groove < 7; ++groove) box(p, QColor(180, 178, 172), 12 + 12 * groove, 84, 6, 5, 1);
}

void drawShirt(QPainter& p, const QColor& c) {
    fill(p, across(8, 92, shade(c, 0.88), shade(c, 1.12), shade(c, 0.78)),
         "M34 10 C40 20 60 20 66 10 L80 16 L98 40 L82 52 L76 44 L76 94 L24 94 L24 44 L18 52 L2 40 L20 16 Z");
    fill(p, shade(c, 0.7), "M34 10 C40 20 60 20 66 10 L63 8 C58 14 42 14 37 8 Z");
    stroke(p, faint(shade(c, 0.6), 0.8), 1.2, "M24 44 L26 30 M76 44 L74 30 M34 10 C40 22 60 22 66 10");
    stroke(p, faint(Qt::black, 0.1), 2, "M34 56 C32 72 36 84 34 92 M66 50 C70 66 64 80 68 92");
    disc(p, faint(Qt::white, 0.9), 50, 46, 11);
    fill(p, shade(c, 0.9),
         "M50 37.5 L52.6 43 L58.4 43.6 L54 47.6 L55.4 53.4 L50 50.4 L44.6 53.4 L46 47.6 L41.6 43.6 L47.4 43 "
         "Z");
}

void drawHandbag(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.75), 4.4, "M28 44 C28 2 72 2 72 44");
    fill(p, across(8, 92, shade(c, 1.1), shade(c, 1.02), shade(c, 0.72)),
         "M14 38 L86 38 L95 88 C95 94 92 96 88 96 L12 96 C8 96 5 94 5 88 Z");
    fill(p, across(8, 92, shade(c, 1.28), shade(c, 1.12), shade(c, 0.82)),
         "M14 38 L86 38 L89 54 C74 68 26 68 11 54 Z");
    box(p, across(43, 57, QColor(250, 220, 140), QColor(232, 186, 88), QColor(166, 118, 46)), 43, 56, 14, 13,
        2.4);
    stroke(p, faint(shade(c, 0.5), 0.7), 0.9, "M10 88 L90 88");
    for (const double x : {28.0, 72.0}) disc(p, QColor(236, 192, 96), x, 43, 2.6);
}

void drawUmbrella(QPainter& p, const QColor& c) {
    stroke(p, QColor(92, 62, 42), 2.6, "M50 6 L50 86 C50 98 38 98 38 88");
    const auto canopy =
        path("M3 52 C8 -2 92 -2 97 52 Q85.5 43 74 52 Q62 43 50 52 Q38 43 26 52 Q14.5 43 3 52 Z");
    p.fillPath(canopy, ball(36, 18, 66, shade(c, 1.35), shade(c, 0.78)));
    inside(p, canopy, [&] {
        fill(p, faint(Qt::black, 0.1),
             "M50 8 C40 18 28 36 26 56 L50 56 Z M50 8 C72 16 94 34 97 56 L74 56 C72 36 60 18 50 8 Z");
        stroke(p, faint(shade(c, 0.6), 0.8), 1,
               "M50 8 C36 18 28 34 26 52 M50 8 L50 52 M50 8 C64 18 72 34 74 52");
    });
}

}  // namespace

std::vector<Subject> goodsSubjects() {
    return {
        {"phone", "手机", "anywhere", false, {black, white, gold, blue, pink}, drawPhone},
        {"watch", "手表", "anywhere", false, {black, blue, red, brown, green}, drawWatch},
        {"camera", "相机", "ground", false, {black, brown, blue, red, green}, drawCamera},
        {"headphones", "耳机", "anywhere", false, {black, white, red, blue, pink}, drawHeadphones},
        {"shoe", "运动鞋", "ground", false, {red, blue, green, black, orange, pink}, drawShoe},
        {"t-shirt", "短袖衫", "anywhere", false, {white, red, blue, green, black, gold}, drawShirt},
        {"handbag", "手提包", "ground", false, {red, brown, black, pink, blue}, drawHandbag},
        {"umbrella", "雨伞", "anywhere", false, {red, blue, gold, purple, pink, green}, drawUmbrella},
    };
}

}  // namespace lacuna::posters
