// What grows.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

const QColor kStem(64, 124, 70), kLeafLight(118, 180, 100), kLeafDark(48, 102, 56), kBark(96, 64, 42);

void drawTree(QPainter& p, const QColor& c) {
    fill(p, across(43, 58, QColor(84, 56, 36), QColor(134, 94, 60), QColor(66, 42, 28)),
         "M46 50 L54 50 L58 97 L42 97 Z");
    stroke(p, QColor(96, 64, 42), 3, "M50 66 L36 52 M51 60 L64 48");
    for (const auto& [x, y, r] : {std::array{28.0, 52.0, 17.0},
                                  {72.0, 52.0, 17.0},
                                  {50.0, 46.0, 23.0},
                                  {34.0, 30.0, 19.0},
                                  {66.0, 30.0, 19.0},
                                  {50.0, 18.0, 16.0}})
        disc(p, ball(x - r * 0.4, y - r * 0.5, r * 1.6, shade(c, 1.35), shade(c, 0.72)), x, y, r, r * 0.93);
}

void drawPine(QPainter& p, const QColor& c) {
    box(p, across(45, 56, QColor(84, 56, 36), QColor(134, 94, 60), QColor(66, 42, 28)), 45, 82, 10, 15);
    const QBrush needles = across(16, 84, shade(c, 1.2), c, shade(c, 0.62));
    fill(p, needles, "M50 34 C60 56 74 74 88 86 C66 88 34 88 12 86 C26 74 40 56 50 34 Z");
    fill(p, across(22, 78, shade(c, 1.26), shade(c, 1.05), shade(c, 0.64)),
         "M50 18 C58 36 70 52 80 62 C62 65 38 65 20 62 C30 52 42 36 50 18 Z");
    fill(p, across(30, 70, shade(c, 1.34), shade(c, 1.12), shade(c, 0.68)),
         "M50 3 C56 18 64 30 72 40 C58 43 42 43 28 40 C36 30 44 18 50 3 Z");
}

void drawBamboo(QPainter& p, const QColor& c) {
    for (const auto& [x, lean] : {std::array{32.0, -2.0}, {52.0, 1.0}, {70.0, 3.0}}) {
        for (int joint = 0; joint < 5; ++joint) {
            const double y = 4 + 18.6 * joint, at = x - lean * joint;
            box(p, across(at - 4, at + 4, shade(c, 1.3), c, shade(c, 0.62)), at - 4, y, 8, 17.6, 2);
        }
    }
    const auto leaf = [&](double x, double y, double degrees, double tone) {
        turned(p, x, y, degrees, [&] {
            p.translate(x, y);
            fill(p, down(-4, 4, shade(c, tone * 1.15), shade(c, tone * 0.7)),
                 "M0 0 C8 -6 18 -5 26 0 C18 4 8 5 0 0 Z");
        });
    };
    for (const auto& [x, y, degrees, tone] : {std::array{54.0, 22.0, -30.0, 1.0},
                                              {54.0, 22.0, 25.0, 0.85},
                                              {30.0, 42.0, 205.0, 1.0},
                                              {30.0, 42.0, 150.0, 0.9},
                                              {66.0, 60.0, 10.0, 1.0},
                                              {66.0, 60.0, 55.0, 0.8},
                                              {34.0, 24.0, 190.0, 0.9}})
        leaf(x, y, degrees, tone);
}

/// Petals in layers around a centre.
void petals(QPainter& p, const QColor& c, double cx, double cy, int count, double reach, double wide,
            double tone) {
    around(p, cx, cy, count, 0, [&](int) {
        disc(p, down(cy - reach * 1.9, cy, shade(c, tone * 1.2), shade(c, tone * 0.8)), cx, cy - reach, wide,
             reach * 0.92);
    });
}

void drawFlower(QPainter& p, const QColor& c) {
    stroke(p, kStem, 3, "M50 46 C52 66 46 80 50 97");
    fill(p, down(66, 90, kLeafLight, kLeafDark), "M49 88 C58 68 74 66 84 68 C76 86 62 92 49 88 Z");
    petals(p, c, 50, 36, 8, 17, 9, 0.95);
    petals(p, c, 50, 36, 8, 11, 6.5, 1.08);
    disc(p, ball(48, 34, 10, QColor(255, 226, 130), QColor(206, 138, 44)), 50, 36, 8);
}

void drawTulip(QPainter& p, const QColor& c) {
    stroke(p, kStem, 3.4, "M50 50 C51 70 48 84 50 97");
    fill(p, down(50, 97, kLeafLight, kLeafDark),
         "M49 97 C30 86 26 66 28 52 C40 62 48 80 49 97 Z M51 97 C66 90 74 72 74 58 C62 66 52 80 51 97 Z");
    fill(p, down(8, 54, shade(c, 0.95), shade(c, 0.7)),
         "M34 10 C42 14 48 22 50 30 C52 22 58 14 66 10 C72 26 70 46 50 54 C30 46 28 26 34 10 Z");
    fill(p, across(40, 60, c, shade(c, 1.3), shade(c, 0.85)), "M50 6 C64 20 64 44 50 54 C36 44 36 20 50 6 Z");
}

void drawPeony(QPainter& p, const QColor& c) {
    for (const double degrees : {20.0, 150.0, 265.0}) {
        turned(p, 50, 50, degrees, [&] {
            fill(p, down(36, 64, kLeafLight, kLeafDark), "M78 50 C84 36 94 36 99 40 C96 54 90 62 78 58 Z");
        });
    }
    petals(p, c, 50, 50, 9, 25, 15, 0.86);
    petals(p, c, 50, 50, 8, 18, 12, 1.0);
    petals(p, c, 50, 50, 7, 11, 9, 1.12);
    petals(p, c, 50, 50, 5, 5.5, 6, 1.26);
    disc(p, ball(50, 50, 6, QColor(255, 226, 130), QColor(214, 150, 50)), 50, 50, 4.5);
}

void drawLotus(QPainter& p, const QColor& c) {
    fill(p, down(66, 92, QColor(96, 164, 104), QColor(40, 98, 66)),
         "M4 80 C20 66 80 66 96 80 C80 94 20 94 4 80 Z");
    const QBrush back = down(12, 78, shade(c, 1.18), shade(c, 0.74));
    fill(p, back,
         "M8 46 C28 46 44 62 50 78 C30 78 12 66 8 46 Z M92 46 C72 46 56 62 50 78 C70 78 88 66 92 46 Z");
    fill(p, down(16, 78, shade(c, 1.3), shade(c, 0.82)),
         "M22 24 C40 34 50 56 50 78 C32 70 20 48 22 24 Z M78 24 C60 34 50 56 50 78 C68 70 80 48 78 24 Z");
    fill(p, down(10, 78, shade(c, 1.45), shade(c, 0.92)), "M50 8 C64 26 66 58 50 78 C34 58 36 26 50 8 Z");
    stroke(p, faint(shade(c, 0.6), 0.4), 0.8,
           "M50 16 L50 74 M27 32 C38 44 46 60 49 74 M73 32 C62 44 54 60 51 74");
}

void drawPlumBlossom(QPainter& p, const QColor& c) {
    stroke(p, kBark, 4.6, "M6 92 C26 82 34 66 50 58 C64 50 74 34 90 10");
    stroke(p, kBark, 2.6, "M44 62 C38 46 34 34 22 22 M62 48 C76 50 84 58 94 60");
    for (const auto& [x, y, size] : {std::array{30.0, 40.0, 1.0},
                                     {60.0, 50.0, 1.15},
                                     {80.0, 26.0, 0.9},
                                     {84.0, 60.0, 0.8},
                                     {20.0, 20.0, 0.75}}) {
        petals(p, c, x, y, 5, 8 * size, 6.6 * size, 1.0);
        disc(p, shade(c, 0.6), x, y, 2.6 * size);
        around(p, x, y, 6, 10, [&](int) { disc(p, QColor(250, 214, 110), x, y - 5 * size, 0.9); });
    }
    for (const auto& [x, y] : {std::array{48.0, 62.0}, {70.0, 38.0}, {26.0, 30.0}})
        disc(p, ball(x - 1, y - 1, 5, shade(c, 1.25), shade(c, 0.7)), x, y, 3.4);
}

void drawLeaf(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.55), 2.4, "M50 70 L52 97");
    fill(p, down(4, 84, shade(c, 1.25), shade(c, 0.78)),
         "M50 3 L58 24 L72 16 L69 36 L92 32 L82 48 L96 58 L74 64 L76 78 L56 72 L50 82 L44 72 L24 78 L26 64 "
         "L4 58 L18 48 L8 32 L31 36 L28 16 L42 24 Z");
    stroke(
        p, faint(shade(c, 0.5), 0.7), 1.3,
        "M50 12 L50 74 M50 60 L80 44 M50 60 L20 44 M50 40 L66 24 M50 40 L34 24 M50 68 L70 68 M50 68 L30 68");
}

}  // namespace

std::vector<Subject> plantSubjects() {
    return {
        {"tree", "大树", "ground", false, {green, pink, gold, red, orange}, drawTree},
        {"pine", "松树", "ground", false, {green, blue, white}, drawPine},
        {"bamboo", "竹子", "ground", false, {green, gold, black}, drawBamboo},
        {"flower", "花朵", "anywhere", false, {pink, red, purple, gold, white, blue}, drawFlower},
        {"tulip", "郁金香", "anywhere", false, {red, pink, purple, gold, orange}, drawTulip},
        {"peony", "牡丹", "anywhere", false, {pink, red, purple, white}, drawPeony},
        {"lotus", "荷花", "ground", false, {pink, white, purple, blue}, drawLotus},
        {"plum blossom", "梅花", "anywhere", false, {red, pink, white, gold}, drawPlumBlossom},
        {"leaf", "枫叶", "anywhere", false, {red, orange, gold, green}, drawLeaf},
    };
}

}  // namespace lacuna::posters
