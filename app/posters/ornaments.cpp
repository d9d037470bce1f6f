// What decorations repeat: a curled cloud, a petal, a star, an ornament for corners.
#include "app/posters/subjects.h"

namespace lacuna::posters {
namespace {

void drawCurledCloud(QPainter& p, const QColor& c) {
    for (const double width : {5.0, 1.6}) {
        const QColor ink = width > 2 ? c : shade(c, 0.8);
        stroke(p, ink, width,
               "M4 70 C20 70 30 70 40 70 C62 70 66 40 46 38 C32 36 28 56 42 58 C50 58 52 48 45 47 "
               "M40 70 C80 72 98 66 90 50 C84 38 66 44 70 56 C73 62 81 58 79 53 "
               "M30 44 C28 22 58 16 64 36 M66 36 C72 24 88 28 88 42 M16 80 L84 80 M34 89 L66 89");
    }
}

void drawPetal(QPainter& p, const QColor& c) {
    fill(p, down(6, 94, shade(c, 1.3), shade(c, 0.85)), "M50 4 C84 22 86 72 50 96 C14 72 16 22 50 4 Z");
    stroke(p, faint(shade(c, 0.7), 0.5), 3, "M50 24 L50 84");
}

void drawTwinkle(QPainter& p, const QColor& c) {
    fill(p, c, "M50 2 C53 38 62 47 98 50 C62 53 53 62 50 98 C47 62 38 53 2 50 C38 47 47 38 50 2 Z");
    disc(p, shade(c, 1.6), 50, 50, 9);
}

void drawCorner(QPainter& p, const QColor& c) {
    stroke(p, c, 3.4, "M4 96 L4 4 L96 4");
    stroke(p, c, 2, "M12 78 L12 30 L30 30 L30 12 L78 12");
    stroke(p, c, 2, "M12 30 C12 18 18 12 30 12 M20 46 L20 38 L38 38 L38 20 L46 20");
    disc(p, c, 12, 84, 2.6);
    disc(p, c, 84, 12, 2.6);
}

}  // namespace

std::vector<Subject> ornaments() {
    return {{"cloud", "祥云", "anywhere", false, {}, drawCurledCloud},
            {"petal", "花瓣", "anywhere", false, {}, drawPetal},
            {"star", "星芒", "anywhere", false, {}, drawTwinkle},
            {"corner", "角花", "anywhere", false, {}, drawCorner}};
}

}  // namespace lacuna::posters
