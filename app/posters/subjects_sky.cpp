// What hangs or flies in the sky.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void seas(QPainter& p, const QColor& c) {
    const QColor sea = faint(shade(c, 0.7), 0.4);
    for (const auto& [x, y, r] : {std::array{36.0, 40.0, 11.0},
                                  {58.0, 64.0, 13.0},
                                  {64.0, 34.0, 8.0},
                                  {37.0, 68.0, 6.0},
                                  {50.0, 25.0, 4.0},
                                  {76.0, 52.0, 4.5}})
        disc(p, sea, x, y, r, r * 0.86);
}

void drawMoon(QPainter& p, const QColor& c) {
    disc(p, ball(42, 38, 62, shade(c, 1.45), shade(c, 0.86)), 50, 50, 45);
    QPainterPath outline;
    outline.addEllipse(QPointF(50, 50), 45, 45);
    inside(p, outline, [&] { seas(p, c); });
}

void drawCrescent(QPainter& p, const QColor& c) {
    const auto outline = path(
        "M62 6 C28 10 12 34 14 56 C17 84 44 98 68 92 C82 88 90 78 92 72 "
        "C70 82 46 74 40 50 C36 32 46 14 62 6 Z");
    p.fillPath(outline, ball(34, 40, 66, shade(c, 1.45), shade(c, 0.84)));
    inside(p, outline, [&] {
        disc(p, faint(shade(c, 0.7), 0.35), 26, 44, 8, 7);
        disc(p, faint(shade(c, 0.7), 0.35), 44, 80, 9, 7);
    });
}

void drawSun(QPainter& p, const QColor& c) {
    around(p, 50, 50, 12, 0,
           [&](int i) { fill(p, c, i % 2 ? "M47 24 L53 24 L50 10 Z" : "M46 24 L54 24 L50 3 Z"); });
    disc(p, ball(44, 42, 36, shade(c, 1.6), c), 50, 50, 25);
}

void drawStar(QPainter& p, const QColor& c) {
    fill(p, ball(42, 36, 60, shade(c, 1.35), shade(c, 0.85)),
         "M50 4 L63 36 L97 39 L71 61 L79 94 L50 76 L21 94 L29 61 L3 39 L37 36 Z");
    fill(p, faint(Qt::white, 0.22), "M50 4 L50 54 L37 36 Z M97 39 L50 54 L71 61 Z M21 94 L50 54 L29 61 Z");
}

void drawCloud(QPainter& p, const QColor& c) {
    const QBrush body = down(22, 80, shade(c, 1.35), shade(c, 0.86));
    for (const auto& [x, y, r] :
         {std::array{24.0, 60.0, 18.0}, {42.0, 44.0, 23.0}, {64.0, 48.0, 20.0}, {80.0, 62.0, 15.0}})
        disc(p, body, x, y, r);
    box(p, body, 20, 54, 64, 24, 12);
}

void drawBalloon(QPainter& p, const QColor& c) {
    stroke(p, QColor(90, 80, 75), 1, "M50 67 C42 76 60 84 49 97");
    disc(p, ball(40, 24, 52, shade(c, 1.55), shade(c, 0.85)), 50, 35, 29, 33);
    fill(p, shade(c, 0.8), "M50 66 L45 72 L55 72 Z");
    disc(p, faint(Qt::white, 0.5), 39, 22, 6, 9);
}

void drawHotAirBalloon(QPainter& p, const QColor& c) {
    const auto envelope = path("M42 70 C8 50 10 4 50 4 C90 4 92 50 58 70 Z");
    p.fillPath(envelope, across(14, 86, shade(c, 0.8), shade(c, 1.25), shade(c, 0.68)));
    inside(p, envelope, [&] {
        fill(p, QColor(255, 250, 235, 200),
             "M34 4 C20 26 28 56 44 72 L47 72 C36 50 36 20 48 4 Z "
             "M66 4 C80 26 72 56 56 72 L53 72 C64 50 64 20 52 4 Z");
    });
    stroke(p, QColor(70, 55, 45), 0.9, "M43 70 L45 83 M57 70 L55 83");
    box(p, down(82, 95, QColor(165, 112, 62), QColor(105, 66, 34)), 42, 82, 16, 13, 2);
}

void drawKite(QPainter& p, const QColor& c) {
    stroke(p, QColor(110, 96, 80), 0.9, "M42 66 C34 76 46 84 36 97");
    fill(p, shade(c, 1.25), "M58 6 L26 34 L50 38 Z");
    fill(p, c, "M58 6 L88 50 L50 38 Z");
    fill(p, shade(c, 0.72), "M26 34 L42 66 L50 38 Z");
    fill(p, shade(c, 0.86), "M88 50 L42 66 L50 38 Z");
    stroke(p, QColor(255, 246, 225), 1.4, "M58 6 L42 66 M26 34 L88 50");
    fill(p, shade(c, 1.2),
         "M40 77 L33 73 L34 81 Z M40 77 L47 74 L46 82 Z M39 89 L32 86 L33 93 Z M39 89 L46 86 L45 93 Z");
}

void drawBird(QPainter& p, const QColor& c) {
    fill(p, down(38, 70, shade(c, 1.15), shade(c, 0.78)),
         "M4 58 C26 54 34 40 56 42 C68 35 82 39 84 48 L95 52 L83 55 C76 71 46 73 30 63 Z");
    fill(p, down(6, 60, shade(c, 0.82), shade(c, 1.25)), "M66 50 C62 12 40 8 16 4 C30 34 34 50 42 54 Z");
    fill(p, faint(shade(c, 0.6), 0.5), "M60 48 C56 24 40 16 26 12 C36 34 40 46 46 52 Z");
    fill(p, QColor(240, 160, 50), "M83.5 47 L95 52 L83 54 Z");
    disc(p, QColor(25, 22, 25), 77, 47, 1.9);
}

void drawRocket(QPainter& p, const QColor& c) {
    turned(p, 50, 50, 32, [&] {
        fill(p, down(74, 98, QColor(255, 226, 120), QColor(238, 96, 40)),
             "M42 74 C40 88 48 92 50 98 C52 92 60 88 58 74 Z");
        fill(p, shade(c, 0.78), "M36 52 C24 60 22 72 24 80 L40 72 Z M64 52 C76 60 78 72 76 80 L60 72 Z");
        fill(p, across(34, 66, QColor(206, 210, 220), Qt::white, QColor(170, 176, 190)),
             "M50 2 C66 18 68 50 61 76 L39 76 C32 50 34 18 50 2 Z");
        fill(p, across(34, 66, shade(c, 0.9), shade(c, 1.2), shade(c, 0.75)),
             "M50 2 C58 10 62 20 63.5 28 L36.5 28 C38 20 42 10 50 2 Z");
        disc(p, shade(c, 0.8), 50, 43, 8);
        disc(p, ball(48, 41, 8, QColor(210, 240, 255), QColor(70, 130, 190)), 50, 43, 5.6);
        box(p, shade(c, 0.9), 39, 68, 22, 6, 1);
    });
}

}  // namespace

std::vector<Subject> skySubjects() {
    return {
        {"moon", "月亮", "sky", true, {gold, white, orange, red}, drawMoon},
        {"crescent moon", "弯月", "sky", true, {gold, white, orange, blue}, drawCrescent},
        {"sun", "太阳", "sky", true, {gold, orange, red, pink}, drawSun},
        {"star", "星星", "sky", true, {gold, white, pink, blue, red}, drawStar},
        {"cloud", "云朵", "sky", false, {white, pink, blue, gold}, drawCloud},
        {"balloon", "气球", "sky", false, {red, blue, purple, green, pink, gold}, drawBalloon},
        {"hot-air balloon", "热气球", "sky", false, {red, blue, purple, green, orange}, drawHotAirBalloon},
        {"kite", "风筝", "sky", false, {red, blue, green, purple, orange}, drawKite},
        {"bird", "小鸟", "sky", false, {white, blue, red, black, gold}, drawBird},
        {"rocket", "火箭", "sky", false, {red, blue, orange, purple}, drawRocket},
    };
}

}  // namespace lacuna::posters
