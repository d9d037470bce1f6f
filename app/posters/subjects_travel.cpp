// What takes people away.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

const QColor kTyre(42, 42, 48), kRim(214, 218, 226);

void drawBoat(QPainter& p, const QColor& c) {
    stroke(p, QColor(88, 62, 42), 1.8, "M50 4 L50 76");
    fill(p, across(50, 88, shade(c, 1.2), c, shade(c, 0.78)), "M52 6 C80 28 88 50 88 68 L52 68 Z");
    fill(p, across(16, 48, QColor(252, 248, 238), QColor(240, 232, 216), QColor(206, 198, 180)),
         "M48 12 C34 34 22 52 15 68 L48 68 Z");
    fill(p, shade(c, 1.1), "M50 3 L62 7 L50 11 Z");
    fill(p, down(74, 94, QColor(160, 94, 56), QColor(80, 42, 26)),
         "M5 74 L96 74 C88 90 80 95 70 95 L28 95 C16 93 8 84 5 74 Z");
    box(p, QColor(240, 226, 196), 7, 75.4, 87, 2.4);
    stroke(p, faint(Qt::white, 0.7), 2, "M6 97 C20 92 30 100 44 97 C58 92 70 100 94 96");
}

void drawDragonBoat(QPainter& p, const QColor& c) {
    fill(p, down(56, 88, shade(c, 1.15), shade(c, 0.66)),
         "M6 52 C14 66 24 66 34 66 L74 66 C82 66 84 56 84 46 C92 54 90 74 80 84 C76 88 70 88 64 88 L28 88 "
         "C14 86 6 68 6 52 Z");
    for (int scale = 0; scale < 9; ++scale)
        ring(p, faint(QColor(250, 214, 110), 0.8), 1, 22 + 7 * scale, 77, 4.4, 4.4);
    stroke(p, QColor(250, 214, 110), 1.8, "M14 68 C26 70 70 70 82 66");
    // The head looks right, its mane streams back.
    fill(p, across(72, 100, c, shade(c, 1.2), shade(c, 0.8)),
         "M80 50 C76 38 80 26 90 24 L99 30 L97 36 L90 36 L96 40 L90 42 C86 46 88 52 86 58 Z");
    fill(p, QColor(250, 206, 90),
         "M82 28 C76 18 80 12 86 8 C84 16 88 18 88 24 Z M80 34 C70 30 68 24 68 18 C74 24 80 24 84 28 Z M79 "
         "42 C70 42 66 38 64 32 C70 36 76 36 80 36 Z");
    disc(p, Qt::white, 90, 29, 2.4);
    disc(p, kTyre, 90.6, 29, 1.3);
    fill(p, QColor(250, 206, 90), "M6 52 C0 44 2 34 8 28 C8 36 14 38 12 48 Z");
    for (int rower = 0; rower < 4; ++rower) {
        p.save();
        p.translate(12.5 * rower, 0);
        fill(p, QColor(236, 232, 224), "M24 66 C22 54 26 50 29 50 C33 50 35 54 34 66 Z");
        disc(p, QColor(240, 200, 160), 29, 45, 4);
        stroke(p, QColor(226, 60, 50), 1.6, "M25.4 44 L32.6 44");
        stroke(p, QColor(150, 96, 54), 1.8, "M32 54 L20 94");
        p.restore();
    }
    stroke(p, faint(Qt::white, 0.75), 2, "M3 95 C16 90 28 98 42 95 C58 90 70 98 96 94");
}

void wheel(QPainter& p, double x, double y, double r) {
    ring(p, kTyre, r * 0.16, x, y, r, r);
    ring(p, kRim, r * 0.06, x, y, r * 0.84, r * 0.84);
    around(p, x, y, 10, 0, [&](int) { box(p, faint(kRim, 0.9), x - 0.25, y - r * 0.84, 0.5, r * 0.84); });
    disc(p, QColor(120, 124, 134), x, y, r * 0.12);
}

void drawBicycle(QPainter& p, const QColor& c) {
    wheel(p, 23, 68, 20);
    wheel(p, 77, 68, 20);
    stroke(p, c, 3.4, "M23 68 L38 38 L68 38 L48 68 Z M48 68 L36 32 M77 68 L66 30");
    stroke(p, shade(c, 1.35), 1, "M39 37.4 L67 37.4");
    stroke(p, kTyre, 3.4, "M29 31 L43 31");
    stroke(p, QColor(90, 92, 100), 2.6, "M66 30 L64 24 L74 22 C80 22 80 29 75 29");
    ring(p, QColor(90, 92, 100), 1.8, 48, 68, 5, 5);
    stroke(p, QColor(90, 92, 100), 1.8, "M48 68 L54 76 M51 76 L57 76");
    fill(p, down(22, 40, QColor(206, 160, 96), QColor(150, 104, 54)), "M74 30 L92 30 L89 46 L77 46 Z");
}

void drawCar(QPainter& p, const QColor& c) {
    fill(p, down(22, 54, shade(c, 1.2), shade(c, 0.95)),
         "M22 52 C26 34 34 24 42 24 L64 24 C74 24 80 38 84 52 Z");
    fill(p, down(28, 50, QColor(206, 230, 246), QColor(120, 164, 200)),
         "M29 50 C32 38 37 29 43 29 L52 29 L52 50 Z M56 29 L63 29 C70 30 74 40 77 50 L56 50 Z");
    fill(p, down(46, 82, shade(c, 1.12), shade(c, 0.7)),
         "M6 78 C2 70 2 58 8 54 C14 50 24 50 34 49 L78 49 C90 50 97 56 97 66 C98 74 97 78 94 78 Z");
    stroke(p, faint(Qt::white, 0.5), 1.4, "M10 58 C30 54 70 54 92 57");
    stroke(p, faint(Qt::black, 0.3), 0.9, "M54 50 L54 76 M30 52 C28 62 30 70 34 76");
    box(p, faint(Qt::white, 0.8), 58, 59, 8, 2, 1);
    disc(p, QColor(255, 240, 180), 93, 62, 4, 4.6);
    box(p, QColor(226, 60, 50), 3.4, 60, 4, 7, 1.6);
    for (const double x : {26.0, 74.0}) {
        disc(p, kTyre, x, 77, 12);
        disc(p, across(x - 7, x + 7, kRim, Qt::white, QColor(140, 146, 158)), x, 77, 7);
        around(p, x, 77, 5, 0, [&](int) { box(p, QColor(120, 126, 138), x - 0.8, 71, 1.6, 6); });
    }
}

void drawTrain(QPainter& p, const QColor& c) {
    fill(p, down(20, 76, QColor(252, 252, 252), QColor(206, 212, 222)),
         "M2 24 L60 24 C82 24 96 48 98 66 C98 74 94 76 88 76 L2 76 Z");
    fill(p, down(56, 76, shade(c, 1.1), shade(c, 0.72)),
         "M2 58 L95 58 C97 62 98 64 98 68 C98 74 94 76 88 76 L2 76 Z");
    fill(p, shade(c, 0.95), "M2 24 L60 24 C66 24 71 26 75 29 L2 29 Z");
    fill(p, down(32, 52, QColor(70, 90, 120), QColor(30, 40, 60)), "M66 33 C76 33 86 44 90 53 L66 53 Z");
    for (int window = 0; window < 4; ++window)
        box(p, down(34, 52, QColor(160, 206, 240), QColor(92, 136, 180)), 5 + 15 * window, 34, 11, 16, 2.4);
    disc(p, QColor(255, 240, 180), 92, 63, 3.4, 2.6);
    stroke(p, QColor(120, 124, 134), 2.2, "M0 90 L100 90");
    for (int tie = 0; tie < 8; ++tie) box(p, QColor(126, 92, 62), 2 + 12.6 * tie, 91, 8, 4);
    for (const double x : {16.0, 30.0, 62.0, 76.0}) {
        disc(p, kTyre, x, 82, 7);
        disc(p, kRim, x, 82, 3);
    }
}

}  // namespace

std::vector<Subject> travelSubjects() {
    return {
        {"boat", "小船", "ground", false, {white, red, blue, gold, green}, drawBoat},
        {"dragon boat", "龙舟", "ground", false, {red, green, blue, purple}, drawDragonBoat},
        {"bicycle", "自行车", "ground", false, {red, blue, green, black, orange}, drawBicycle},
        {"car", "汽车", "ground", false, {red, blue, white, gold, black, green}, drawCar},
        {"train", "火车", "ground", false, {blue, red, green, orange}, drawTrain},
    };
}

}  // namespace lacuna::posters
