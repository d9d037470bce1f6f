// Animals.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

const QColor kInk(34, 30, 34);

void eye(QPainter& p, double x, double y, double r) {
    disc(p, kInk, x, y, r, r * 1.15);
    disc(p, Qt::white, x + r * 0.3, y - r * 0.4, r * 0.36);
}

void drawFish(QPainter& p, const QColor& c) {
    const QBrush fins = across(2, 40, shade(c, 1.4), c, shade(c, 0.85));
    fill(p, fins, "M36 50 C22 36 12 26 3 20 C12 44 12 56 3 82 C14 72 24 62 36 50 Z");
    fill(p, shade(c, 1.1), "M46 36 C52 14 70 16 76 36 Z M50 66 C52 80 62 84 68 80 L64 64 Z");
    const auto body = path("M28 50 C42 22 80 22 96 50 C80 78 42 78 28 50 Z");
    p.fillPath(body, down(28, 74, shade(c, 1.22), shade(c, 0.82)));
    inside(p, body, [&] {
        for (int column = 0; column < 4; ++column) {
            for (int row = 0; row < 6; ++row) {
                p.setPen(QPen(faint(shade(c, 0.6), 0.5), 1));
                p.drawArc(QRectF(36 + 9 * column, 22 + 9 * row + 4.5 * (column % 2), 9, 9), 90 * 16,
                          180 * 16);
            }
        }
        p.setPen(Qt::NoPen);
    });
    stroke(p, faint(shade(c, 0.6), 0.8), 1.2, "M76 32 C70 42 70 58 76 68");
    disc(p, Qt::white, 84, 45, 3.8);
    disc(p, kInk, 85, 45, 2.1);
}

void drawButterfly(QPainter& p, const QColor& c) {
    for (const double mirror : {1.0, -1.0}) {
        p.save();
        p.translate(50, 0);
        p.scale(mirror, 1);
        p.translate(-50, 0);
        fill(p, ball(58, 46, 48, shade(c, 1.3), shade(c, 0.75)),
             "M52 46 C58 14 84 4 94 14 C98 30 90 50 52 52 Z");
        fill(p, ball(58, 56, 40, shade(c, 1.12), shade(c, 0.65)),
             "M52 52 C76 50 90 62 84 80 C74 92 58 78 52 58 Z");
        disc(p, faint(Qt::white, 0.55), 80, 24, 5.5, 4.5);
        disc(p, faint(Qt::white, 0.45), 73, 71, 4.5, 4);
        stroke(p, faint(shade(c, 0.45), 0.7), 1,
               "M54 46 C64 34 74 26 88 20 M54 48 C66 42 78 38 90 34 M55 54 C64 62 72 66 80 74");
        stroke(p, kInk, 1.1, "M51 34 C54 24 58 18 64 15");
        p.restore();
    }
    disc(p, across(47, 53, QColor(84, 66, 54), QColor(60, 46, 40), kInk), 50, 52, 3, 20);
    disc(p, kInk, 50, 32, 3.4);
}

void drawCat(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.85), 7, "M72 84 C92 86 96 66 86 56");
    fill(p, across(22, 78, shade(c, 1.1), c, shade(c, 0.76)),
         "M34 46 C24 62 22 84 26 96 L76 96 C80 80 74 60 64 46 Z");
    fill(p, c, "M24 10 L44 20 L26 36 Z M74 10 L54 20 L72 36 Z");
    fill(p, QColor(238, 160, 160), "M28 16 L38 22 L29 30 Z M70 16 L60 22 L69 30 Z");
    disc(p, ball(44, 28, 34, shade(c, 1.25), shade(c, 0.9)), 49, 34, 26, 21);
    disc(p, faint(Qt::white, 0.8), 49, 78, 11, 17);
    eye(p, 39, 33, 3.6);
    eye(p, 59, 33, 3.6);
    fill(p, QColor(226, 126, 126), "M46 40 L52 40 L49 43.5 Z");
    stroke(p, kInk, 1, "M49 43.5 C48 47 44 47 43 45 M49 43.5 C50 47 54 47 55 45");
    stroke(p, faint(kInk, 0.6), 0.7, "M33 41 L16 38 M33 44 L17 46 M65 41 L82 38 M65 44 L81 46");
    stroke(p, faint(shade(c, 0.55), 0.8), 2, "M49 15 L49 22 M42 16 L43 22 M56 16 L55 22");
    disc(p, shade(c, 1.12), 38, 95, 8, 4);
    disc(p, shade(c, 1.12), 60, 95, 8, 4);
}

void drawDog(QPainter& p, const QColor& c) {
    stroke(p, shade(c, 0.8), 6, "M74 82 C88 80 92 70 90 62");
    fill(p, across(22, 78, shade(c, 1.12), c, shade(c, 0.74)),
         "M34 48 C24 64 24 84 28 96 L74 96 C78 80 74 60 64 48 Z");
    disc(p, faint(Qt::white, 0.85), 49, 76, 12, 18);
    disc(p, ball(44, 28, 36, shade(c, 1.25), shade(c, 0.9)), 49, 34, 25, 24);
    fill(p, shade(c, 0.62),
         "M28 16 C14 16 12 40 18 54 C26 52 30 38 32 24 Z M70 16 C84 16 86 40 80 54 C72 52 68 38 66 24 Z");
    disc(p, QColor(250, 244, 234), 49, 45, 13, 11);
    eye(p, 40, 31, 3.3);
    eye(p, 58, 31, 3.3);
    disc(p, kInk, 49, 40, 4.4, 3.2);
    fill(p, QColor(232, 110, 118), "M45 50 C45 60 53 60 53 50 Z");
    stroke(p, kInk, 1.1, "M49 43 L49 48 M49 48 C46 52 42 51 41 49 M49 48 C52 52 56 51 57 49");
    stroke(p, QColor(206, 52, 48), 3.4, "M34 57 C42 63 56 63 64 57");
    disc(p, QColor(240, 196, 80), 49, 64, 3.4);
    disc(p, shade(c, 1.14), 39, 95, 8, 4);
    disc(p, shade(c, 1.14), 60, 95, 8, 4);
}

void drawRabbit(QPainter& p, const QColor& c) {
    fill(p, down(2, 40, shade(c, 1.1), shade(c, 0.88)),
         "M40 38 C26 22 28 4 36 3 C44 6 48 22 47 38 Z M54 38 C54 20 60 5 68 4 C76 8 72 26 61 40 Z");
    fill(p, QColor(240, 168, 172),
         "M40 32 C33 20 34 10 37 9 C41 12 44 22 44 33 Z M57 33 C58 22 62 11 66 11 C69 15 66 26 60 34 Z");
    disc(p, faint(shade(c, 1.2), 1), 83, 80, 8);
    fill(p, across(20, 84, shade(c, 1.15), c, shade(c, 0.8)),
         "M34 58 C20 70 20 96 40 96 L70 96 C90 94 88 68 66 58 Z");
    disc(p, ball(46, 38, 34, shade(c, 1.3), shade(c, 0.88)), 50, 46, 22, 19);
    eye(p, 42, 44, 3.3);
    eye(p, 59, 44, 3.3);
    disc(p, faint(QColor(244, 140, 140), 0.5), 36, 52, 4.5, 3);
    disc(p, faint(QColor(244, 140, 140), 0.5), 65, 52, 4.5, 3);
    fill(p, QColor(226, 120, 126), "M48 50 L53 50 L50.5 53 Z");
    stroke(p, kInk, 0.9, "M50.5 53 C50 56 47 56 46 55 M50.5 53 C51 56 54 56 55 55");
    disc(p, shade(c, 1.2), 41, 94, 10, 4.6);
    disc(p, shade(c, 1.2), 62, 94, 10, 4.6);
    disc(p, shade(c, 1.18), 42, 74, 5, 8);
    disc(p, shade(c, 1.18), 58, 74, 5, 8);
}

}  // namespace

std::vector<Subject> animalSubjects() {
    return {
        {"fish", "鱼", "anywhere", false, {red, gold, blue, orange, white}, drawFish},
        {"butterfly", "蝴蝶", "sky", false, {blue, purple, orange, red, gold}, drawButterfly},
        {"cat", "猫", "ground", false, {orange, black, white, brown}, drawCat},
        {"dog", "狗", "ground", false, {brown, gold, white, black}, drawDog},
        {"rabbit", "兔子", "ground", false, {white, brown, pink, black}, drawRabbit},
    };
}

}  // namespace lacuna::posters
