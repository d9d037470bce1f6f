// Furniture.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

void drawLamp(QPainter& p, const QColor& c) {
    fill(p, faint(QColor(255, 236, 170), 0.35), "M26 50 L74 50 L92 92 L8 92 Z");
    box(p, across(47, 53, QColor(226, 196, 130), QColor(190, 150, 80), QColor(120, 88, 44)), 48, 48, 4, 42);
    disc(p, across(30, 70, QColor(206, 168, 96), QColor(236, 206, 140), QColor(130, 96, 48)), 50, 92, 21, 5);
    fill(p, across(18, 82, shade(c, 1.05), shade(c, 1.4), shade(c, 0.82)), "M34 6 L66 6 L84 50 L16 50 Z");
    disc(p, QColor(255, 246, 206), 50, 50, 33, 4.4);
    fill(p, faint(Qt::white, 0.25), "M38 6 L46 6 L42 50 L26 50 Z");
    stroke(p, QColor(190, 150, 80), 1, "M66 52 L66 64");
    disc(p, QColor(226, 196, 130), 66, 66, 1.8);
}

void drawChair(QPainter& p, const QColor& c) {
    stroke(p, QColor(110, 72, 44), 4, "M26 66 L18 97 M74 66 L82 97 M36 68 L34 92 M64 68 L66 92");
    fill(p, across(18, 82, shade(c, 1.15), c, shade(c, 0.72)),
         "M26 6 C40 0 60 0 74 6 C80 24 80 44 77 56 L23 56 C20 44 20 24 26 6 Z");
    fill(p, faint(Qt::black, 0.1),
         "M32 14 C42 10 58 10 68 14 C72 28 72 40 70 50 L30 50 C28 40 28 28 32 14 Z");
    for (const double x : {40.0, 50.0, 60.0}) disc(p, faint(Qt::black, 0.3), x, 28, 1.5);
    box(p, down(52, 72, shade(c, 1.3), shade(c, 0.78)), 14, 53, 72, 17, 8);
    box(p, down(36, 62, shade(c, 1.1), shade(c, 0.68)), 8, 36, 13, 32, 6);
    box(p, down(36, 62, shade(c, 1.0), shade(c, 0.6)), 79, 36, 13, 32, 6);
}

void drawHouse(QPainter& p, const QColor& c) {
    box(p, QColor(140, 84, 62), 68, 10, 11, 26);
    box(p, across(14, 86, QColor(255, 250, 238), QColor(246, 236, 214), QColor(206, 190, 160)), 14, 44, 72,
        52);
    fill(p, down(6, 50, shade(c, 1.2), shade(c, 0.78)), "M50 6 L98 48 L92 54 L8 54 L2 48 Z");
    stroke(p, faint(shade(c, 0.55), 0.5), 1, "M26 30 L74 30 M16 39 L84 39 M10 47 L90 47");
    box(p, across(42, 60, QColor(150, 96, 60), QColor(124, 76, 46), QColor(86, 50, 32)), 42, 64, 17, 32, 1);
    disc(p, QColor(240, 206, 120), 55.5, 81, 1.5);
    for (const double x : {21.0, 66.0}) {
        box(p, QColor(124, 84, 56), x - 1.4, 62.6, 15.8, 17.8, 1);
        box(p, down(64, 79, QColor(160, 208, 240), QColor(255, 236, 170)), x, 64, 13, 15);
        stroke(p, QColor(255, 252, 244), 1.3,
               x < 50 ? "M27.5 64 L27.5 79 M21 71.5 L34 71.5" : "M72.5 64 L72.5 79 M66 71.5 L79 71.5");
    }
    disc(p, QColor(96, 158, 82), 16, 93, 10, 6);
    disc(p, QColor(82, 142, 72), 85, 93, 11, 6);
}

}  // namespace

std::vector<Subject> homeSubjects() {
    return {
        {"lamp", "台灯", "ground", true, {gold, white, red, green, blue}, drawLamp},
        {"chair", "椅子", "ground", false, {red, blue, green, gold, brown, pink}, drawChair},
        {"house", "房子", "ground", false, {red, blue, green, brown, purple}, drawHouse},
    };
}

}  // namespace lacuna::posters
