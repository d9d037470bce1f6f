// What belongs to festivals.
#include <array>

#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

using namespace colours;

const QColor kGilt(0xe6, 0xb4, 0x4a), kGiltDark(0xa8, 0x74, 0x28), kGiltLight(0xf8, 0xdc, 0x90);

void drawLantern(QPainter& p, const QColor& c) {
    stroke(p, kGilt, 1.3, "M50 1 L50 14");
    disc(p, ball(50, 44, 40, shade(c, 1.6), shade(c, 0.82)), 50, 43, 36, 28);
    const QColor rib = faint(shade(c, 0.62), 0.65);
    for (const double part : {0.28, 0.62, 0.9}) ring(p, rib, 1, 50, 43, 36 * part, 28);
    disc(p, faint(QColor(255, 244, 200), 0.35), 50, 44, 13, 19);
    const QBrush gilt = across(36, 64, kGiltDark, kGiltLight, kGiltDark);
    box(p, gilt, 37, 12.5, 26, 5, 1);
    box(p, gilt, 37, 69, 26, 5, 1);
    for (int thread = -3; thread <= 3; ++thread) {
        p.setPen(QPen(kGilt, 1.2));
        p.drawLine(QPointF(50 + 1.4 * thread, 74), QPointF(50 + 2.4 * thread, 97));
    }
    p.setPen(Qt::NoPen);
    box(p, gilt, 44, 74, 12, 5, 1);
}

void drawMooncake(QPainter& p, const QColor& c) {
    disc(p, faint(Qt::black, 0.18), 50, 84, 42, 10);
    fill(p, across(8, 92, shade(c, 0.72), shade(c, 0.95), shade(c, 0.55)),
         "M8 50 L8 68 C8 96 92 96 92 68 L92 50 Z");
    for (int groove = 0; groove < 11; ++groove)
        stroke(p, faint(shade(c, 0.4), 0.5), 1.4, "M14 60 L14 80"), p.translate(7.2, 0);
    p.translate(-7.2 * 11, 0);
    around(p, 50, 50, 12, 15, [&](int) { disc(p, shade(c, 0.92), 50, 24, 11, 9); });
    disc(p, ball(42, 38, 56, shade(c, 1.3), shade(c, 0.86)), 50, 50, 36, 31);
    ring(p, faint(shade(c, 0.5), 0.8), 1.6, 50, 50, 29, 24);
    around(p, 50, 50, 6, 0, [&](int) {
        fill(p, faint(shade(c, 0.52), 0.75), "M50 46 C44 40 45 33 50 30 C55 33 56 40 50 46 Z");
    });
    disc(p, shade(c, 0.6), 50, 50, 3.4, 3);
}

void drawZongzi(QPainter& p, const QColor& c) {
    fill(p, across(8, 92, shade(c, 1.2), shade(c, 0.95), shade(c, 0.6)),
         "M50 6 C58 8 90 72 94 84 C88 96 12 96 6 84 C10 72 42 8 50 6 Z");
    fill(p, faint(shade(c, 1.35), 0.8), "M50 6 C42 26 34 60 36 92 C26 92 12 90 6 84 C10 72 42 8 50 6 Z");
    stroke(p, faint(shade(c, 0.55), 0.7), 1,
           "M50 8 C46 34 44 64 46 93 M52 10 C60 40 70 66 82 90 M47 12 C36 40 24 66 14 88");
    stroke(p, QColor(226, 196, 130), 2.2, "M26 52 C42 60 62 60 76 50 M16 72 C38 82 66 82 86 70");
    stroke(p, QColor(206, 60, 50), 2.2,
           "M50 57 C40 46 34 60 50 57 C62 46 68 60 50 57 M50 58 L44 70 M50 58 L57 70");
}

void drawDrum(QPainter& p, const QColor& c) {
    fill(p, across(10, 90, shade(c, 0.72), shade(c, 1.2), shade(c, 0.55)),
         "M12 30 C4 48 4 66 12 84 C34 98 66 98 88 84 C96 66 96 48 88 30 Z");
    disc(p, ball(46, 24, 46, QColor(252, 240, 214), QColor(222, 196, 150)), 50, 29, 39, 16);
    ring(p, kGilt, 2.6, 50, 29, 39, 16);
    ring(p, faint(kGiltDark, 0.5), 1, 50, 29, 26, 10);
    for (int stud = 0; stud < 9; ++stud) {
        const double t = (stud - 4) / 4.0, x = 50 + 37 * t, y = 44 - 9 * t * t + 6;
        disc(p, ball(x - 0.6, y - 0.6, 3, kGiltLight, kGiltDark), x, y, 2.1);
        disc(p, ball(x - 0.6, y + 34, 3, kGiltLight, kGiltDark), x * 0.96 + 2, y + 36, 2.1);
    }
    ring(p, kGilt, 2.4, 50, 66, 6.5, 8);
    stroke(p, QColor(150, 100, 58), 3, "M22 10 L46 27 M78 10 L54 27");
    disc(p, QColor(206, 52, 46), 46, 27, 4);
    disc(p, QColor(206, 52, 46), 54, 27, 4);
}

void drawFan(QPainter& p, const QColor& c) {
    const auto leaf = path("M4 42 C26 2 74 2 96 42 L64 64 C56 56 44 56 36 64 Z");
    for (int stick = 0; stick < 9; ++stick) {
        turned(p, 50, 88, -52 + 13.0 * stick, [&] { box(p, QColor(132, 86, 50), 49, 30, 2, 60, 1); });
    }
    p.fillPath(leaf, ball(50, 88, 84, shade(c, 1.2), shade(c, 0.9)));
    inside(p, leaf, [&] {
        for (int fold = 0; fold < 18; ++fold) {
            turned(p, 50, 88, -57 + 6.6 * fold,
                   [&] { box(p, faint(fold % 2 ? Qt::black : Qt::white, 0.1), 50, -6, 5, 70); });
        }
        stroke(p, kGilt, 2.4, "M4 42 C26 2 74 2 96 42");
        disc(p, faint(QColor(255, 246, 226), 0.85), 60, 32, 9);
        stroke(p, faint(QColor(90, 60, 50), 0.8), 1.4, "M18 46 C34 40 44 30 56 24");
        for (const auto& [x, y] : {std::array{30.0, 40.0}, {40.0, 32.0}, {50.0, 26.0}})
            around(p, x, y, 5, 0,
                   [&, y = y, x = x](int) { disc(p, QColor(250, 226, 226), x, y - 2.4, 1.7, 2.2); });
    });
    disc(p, kGilt, 50, 88, 3);
    stroke(p, QColor(196, 52, 46), 1.6, "M50 90 L47 99 M50 90 L50 99 M50 90 L53 99");
}

void drawGift(QPainter& p, const QColor& c) {
    const QColor ribbon(0xf0, 0xc4, 0x58);
    box(p, across(12, 88, shade(c, 1.12), c, shade(c, 0.68)), 13, 42, 74, 53, 2);
    box(p, across(8, 92, shade(c, 1.28), shade(c, 1.1), shade(c, 0.78)), 8, 30, 84, 16, 2);
    box(p, across(42, 58, shade(ribbon, 1.3), ribbon, shade(ribbon, 0.78)), 42, 30, 16, 65);
    for (const double side : {-1.0, 1.0}) {
        p.save();
        p.translate(50, 0);
        p.scale(side, 1);
        fill(p, down(4, 30, shade(ribbon, 1.2), shade(ribbon, 0.72)),
             "M0 30 C10 0 40 2 34 18 C30 28 10 31 0 30 Z");
        fill(p, shade(ribbon, 0.6), "M6 27 C14 14 26 12 27 17 C26 23 14 26 6 27 Z");
        p.restore();
    }
    disc(p, shade(ribbon, 0.9), 50, 28, 6, 5);
    box(p, faint(Qt::black, 0.12), 13, 46, 74, 4);
}

void drawCandle(QPainter& p, const QColor& c) {
    disc(p, down(86, 98, QColor(226, 190, 110), QColor(150, 108, 50)), 50, 91, 28, 7);
    box(p, across(36, 64, shade(c, 0.92), shade(c, 1.3), shade(c, 0.7)), 36, 38, 28, 54, 3);
    fill(p, shade(c, 1.35),
         "M36 40 C44 46 40 58 46 56 C50 50 54 50 56 64 C60 66 60 46 64 42 L64 36 L36 36 Z");
    disc(p, shade(c, 1.15), 50, 38, 14, 4);
    stroke(p, QColor(60, 44, 36), 1.4, "M50 38 L50 28");
    fill(p, down(2, 34, QColor(255, 240, 170), QColor(246, 130, 40)),
         "M50 2 C62 16 60 33 50 33 C40 33 38 16 50 2 Z");
    fill(p, QColor(255, 250, 226), "M50 14 C55 22 55 31 50 31 C45 31 45 22 50 14 Z");
}

void drawHeart(QPainter& p, const QColor& c) {
    fill(p, ball(36, 30, 74, shade(c, 1.4), shade(c, 0.78)),
         "M50 94 C18 70 4 50 5 31 C6 6 40 2 50 26 C60 2 94 6 95 31 C96 50 82 70 50 94 Z");
    fill(p, faint(Qt::white, 0.35), "M16 32 C16 20 26 14 34 17 C24 20 20 28 20 38 Z");
}

}  // namespace

std::vector<Subject> festivalSubjects() {
    return {
        {"lantern", "灯笼", "sky", true, {red, gold, orange, pink, blue}, drawLantern},
        {"mooncake", "月饼", "ground", false, {gold, brown, green, pink}, drawMooncake},
        {"zongzi", "粽子", "ground", false, {green, gold, brown}, drawZongzi},
        {"drum", "鼓", "ground", false, {red, brown, blue, gold}, drawDrum},
        {"fan", "扇子", "anywhere", false, {red, blue, green, white, purple}, drawFan},
        {"gift", "礼物", "ground", false, {red, blue, green, purple, pink}, drawGift},
        {"candle", "蜡烛", "ground", true, {red, white, pink, blue}, drawCandle},
        {"heart", "爱心", "anywhere", false, {red, pink, purple, gold, blue}, drawHeart},
    };
}

}  // namespace lacuna::posters
