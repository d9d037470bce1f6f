// What is eaten.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawCake(QPainter& p, const QColor& c) {
    disc(p, across(4, 96, QColor(214, 218, 226), Qt::white, QColor(176, 182, 194)), 50, 90, 46, 8);
    fill(p, across(12, 88, shade(c, 0.82), shade(c, 1.15), shade(c, 0.68)),
         "M12 60 L12 86 C24 96 76 96 88 86 L88 60 Z");
    disc(p, shade(c, 1.05), 50, 60, 38, 9);
    fill(p, across(24, 76, shade(c, 0.86), shade(c, 1.2), shade(c, 0.72)),
         "M24 38 L24 58 C34 66 66 66 76 58 L76 38 Z");
    disc(p, shade(c, 1.2), 50, 38, 26, 7);
    fill(p, QColor(255, 250, 240),
         "M12 60 C14 74 20 74 22 66 C26 80 34 80 36 70 C42 84 52 82 54 71 C60 82 68 80 70 69 C74 78 84 76 88 "
         "60 C80 70 20 70 12 60 Z "
         "M24 38 C26 50 32 50 34 44 C40 54 48 52 50 45 C56 54 64 52 66 44 C70 50 75 46 76 38 C68 46 32 46 24 "
         "38 Z");
    for (const auto& [x, hue] : {std::pair{36.0, 0xe25b5b}, {50.0, 0x5b8fe2}, {64.0, 0x62b96a}}) {
        box(p, QColor::fromRgb(QRgb(hue)), x - 1.6, 17, 3.2, 20, 1);
        fill(p, QColor(255, 190, 70),
             x < 40   ? "M36 6 C40 12 39 17 36 17 C33 17 32 12 36 6 Z"
             : x < 60 ? "M50 6 C54 12 53 17 50 17 C47 17 46 12 50 6 Z"
                      : "M64 6 C68 12 67 17 64 17 C61 17 60 12 64 6 Z");
    }
    for (const double x : {22.0, 38.0, 62.0, 78.0})
        disc(p, ball(x - 1, 78, 5, QColor(255, 120, 120), QColor(190, 30, 50)), x, 82, 3.4);
}

void drawApple(QPainter& p, const QColor& c) {
    fill(p, ball(38, 40, 62, shade(c, 1.35), shade(c, 0.74)),
         "M50 28 C40 18 10 20 10 52 C10 78 30 96 42 94 C46 93 54 93 58 94 C70 96 90 78 90 52 C90 20 60 18 50 "
         "28 Z");
    fill(p, faint(shade(c, 0.5), 0.5), "M38 25 C44 32 56 32 62 25 C56 28 44 28 38 25 Z");
    stroke(p, QColor(96, 64, 40), 3, "M50 30 C49 20 52 12 57 5");
    fill(p, down(4, 22, QColor(134, 192, 96), QColor(60, 124, 58)),
         "M54 18 C60 4 76 2 86 8 C80 20 66 24 54 18 Z");
    disc(p, faint(Qt::white, 0.4), 28, 44, 6, 11);
}

void drawTangerine(QPainter& p, const QColor& c) {
    disc(p, ball(40, 42, 60, shade(c, 1.4), shade(c, 0.78)), 50, 56, 43, 38);
    for (const auto& [x, y] : {std::array{30.0, 66.0},
                               {44.0, 80.0},
                               {62.0, 74.0},
                               {74.0, 58.0},
                               {56.0, 60.0},
                               {36.0, 50.0},
                               {68.0, 40.0}})
        disc(p, faint(shade(c, 0.6), 0.4), x, y, 1.1);
    fill(p, QColor(92, 130, 60), "M50 24 L44 20 L47 26 L42 29 L50 28 L57 30 L54 25 L58 20 Z");
    stroke(p, QColor(92, 84, 44), 2.4, "M50 24 L51 14");
    fill(p, down(4, 24, QColor(116, 176, 84), QColor(46, 106, 52)),
         "M51 18 C58 2 78 2 88 10 C80 22 64 26 51 18 Z");
    disc(p, faint(Qt::white, 0.35), 32, 42, 8, 6);
}

void drawWatermelon(QPainter& p, const QColor& c) {
    fill(p, down(60, 92, QColor(70, 150, 80), QColor(24, 86, 50)),
         "M3 34 C8 70 30 92 50 92 C70 92 92 70 97 34 Z");
    fill(p, QColor(226, 242, 200), "M8 34 C13 66 32 86 50 86 C68 86 87 66 92 34 Z");
    fill(p, down(34, 82, shade(c, 1.1), shade(c, 0.86)), "M13 34 C17 62 34 81 50 81 C66 81 83 62 87 34 Z");
    fill(p, shade(c, 1.25), "M13 34 L87 34 L86 39 L14 39 Z");
    for (const auto& [x, y] : {std::array{28.0, 46.0},
                               {42.0, 52.0},
                               {58.0, 52.0},
                               {72.0, 46.0},
                               {36.0, 64.0},
                               {50.0, 68.0},
                               {64.0, 64.0}})
        disc(p, QColor(40, 24, 24), x, y, 1.9, 2.9);
}

void drawIceCream(QPainter& p, const QColor& c) {
    fill(p, across(28, 72, QColor(236, 186, 116), QColor(222, 164, 90), QColor(166, 108, 52)),
         "M28 50 L72 50 L50 98 Z");
    stroke(p, faint(QColor(140, 86, 40), 0.8), 1.1,
           "M34 52 L58 82 M44 52 L62 74 M56 52 L66 64 M66 52 L42 82 M56 52 L38 74 M44 52 L34 64");
    disc(p, ball(30, 34, 30, shade(c, 1.25), shade(c, 0.8)), 36, 40, 19, 17);
    disc(p, ball(58, 34, 30, shade(QColor(255, 244, 220), 1), QColor(226, 196, 150)), 64, 40, 19, 17);
    disc(p, ball(44, 16, 32, shade(c, 1.45), shade(c, 0.92)), 50, 24, 20, 19);
    fill(p, shade(c, 0.95), "M20 44 C22 58 30 56 32 50 C38 58 46 58 50 50 L50 40 Z");
    disc(p, ball(48, 3, 8, QColor(255, 120, 120), QColor(180, 24, 44)), 50, 7, 5.4);
    stroke(p, QColor(96, 64, 40), 1.2, "M50 4 C52 0 56 0 58 1");
    for (const auto& [x, y] : {std::array{40.0, 20.0}, {56.0, 16.0}, {60.0, 28.0}, {46.0, 32.0}})
        box(p, QColor(250, 206, 90), x, y, 4, 1.5, 0.7);
}

void drawBurger(QPainter& p, const QColor& c) {
    fill(p, down(6, 44, shade(c, 1.3), shade(c, 0.86)), "M8 42 C8 -4 92 -4 92 42 Z");
    for (const auto& [x, y] : {std::array{30.0, 22.0},
                               {44.0, 14.0},
                               {58.0, 18.0},
                               {70.0, 26.0},
                               {40.0, 28.0},
                               {56.0, 30.0},
                               {24.0, 32.0}})
        disc(p, QColor(255, 244, 214), x, y, 2, 1.3);
    fill(p, down(42, 56, QColor(140, 204, 92), QColor(74, 148, 58)),
         "M4 46 C12 40 88 40 96 46 C92 56 86 48 80 54 C74 60 68 50 60 56 C54 60 48 50 40 56 C32 60 28 50 20 "
         "55 C12 58 8 52 4 46 Z");
    box(p, QColor(226, 66, 54), 10, 51, 80, 6, 3);
    fill(p, QColor(250, 200, 70), "M8 57 L92 57 L78 62 L70 70 L60 62 L30 62 L22 68 L16 62 Z");
    box(p, down(60, 76, QColor(134, 78, 46), QColor(78, 42, 26)), 7, 62, 86, 13, 6);
    fill(p, down(75, 95, shade(c, 1.05), shade(c, 0.74)),
         "M9 76 L91 76 C92 92 84 95 76 95 L24 95 C16 95 8 92 9 76 Z");
}

void drawNoodles(QPainter& p, const QColor& c) {
    for (int plume = 0; plume < 3; ++plume) {
        p.save();
        p.translate(17 * plume, plume % 2 ? -3 : 0);
        stroke(p, faint(Qt::white, 0.5), 3, "M32 32 C26 24 38 18 32 6");
        p.restore();
    }
    stroke(p, QColor(150, 84, 48), 2.6, "M58 46 L92 12 M64 48 L98 18");
    disc(p, shade(c, 0.8), 50, 50, 45, 12);
    disc(p, ball(46, 48, 42, QColor(250, 206, 126), QColor(200, 130, 60)), 50, 50, 40, 9.4);
    for (int strand = 0; strand < 6; ++strand) {
        p.setPen(QPen(QColor(255, 232, 166), 1.8));
        p.setBrush(Qt::NoBrush);
        p.drawArc(QRectF(16 + 8 * strand, 43 + strand % 2, 26, 12), 20 * 16, 200 * 16);
    }
    p.setPen(Qt::NoPen);
    disc(p, QColor(255, 252, 244), 62, 48, 9, 4.8);
    disc(p, QColor(250, 176, 50), 62, 47.6, 4.4, 2.5);
    for (const auto& [x, y] : {std::array{34.0, 47.0}, {42.0, 54.0}, {48.0, 46.0}, {74.0, 53.0}})
        ring(p, QColor(86, 156, 68), 1.3, x, y, 2.2, 1.2);
    fill(p, across(5, 95, shade(c, 0.92), shade(c, 1.22), shade(c, 0.66)),
         "M5 51 C16 66 84 66 95 51 C95 78 74 92 66 92 L34 92 C26 92 5 78 5 51 Z");
    stroke(p, faint(Qt::white, 0.65), 1.6, "M11 66 C28 78 72 78 89 66");
    box(p, across(34, 66, shade(c, 0.8), shade(c, 1.05), shade(c, 0.6)), 34, 91, 32, 6, 2);
}

}  // namespace

std::vector<Subject> foodSubjects() {
    return {
        {"cake", "蛋糕", "ground", false, {pink, white, brown, blue, gold}, drawCake},
        {"apple", "苹果", "ground", false, {red, green, gold, pink}, drawApple},
        {"tangerine", "橘子", "ground", false, {orange, gold, green}, drawTangerine},
        {"watermelon", "西瓜", "ground", false, {red, gold, pink}, drawWatermelon},
        {"ice cream", "冰淇淋", "anywhere", false, {pink, green, brown, blue, white, purple}, drawIceCream},
        {"burger", "汉堡", "ground", false, {brown, gold, black}, drawBurger},
        {"noodle bowl", "面碗", "ground", false, {white, red, blue, black, green}, drawNoodles},
    };
}

}  // namespace lacuna::posters
