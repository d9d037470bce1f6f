// The things that a poster can show, as drawings of our own code. A drawing fills the unit square (0..1)
// around its centre; its variation chooses colour and form. Sprites have alpha; shadows and glows against the
// background are the composer's work.
#pragma once

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <vector>

namespace lacuna::posters {

/// A colour that captions can name.
struct NamedColour {
    const char* english;
    const char* chinese;
    QColor value;
};

struct Variation {
    NamedColour colour;
    int form = 0;  ///< 0.. chooses among the drawing's shapes
};

struct Subject {
    const char* english;
    const char* chinese;
    std::vector<Variation> variations;
    void (*draw)(QPainter& painter, const Variation& variation);
};

/// All subjects in a fixed order.
std::vector<Subject> allSubjects();
std::vector<Subject> skySubjects();
std::vector<Subject> natureSubjects();
std::vector<Subject> thingSubjects();

/// A square sprite with straight alpha, drawn at three times its size and reduced.
QImage render(const Subject& subject, const Variation& variation, int sidePx);

namespace colours {
inline const NamedColour red{"red", "红色", QColor(0xd2, 0x37, 0x2e)};
inline const NamedColour gold{"golden", "金色", QColor(0xe8, 0xb2, 0x3f)};
inline const NamedColour orange{"orange", "橙色", QColor(0xee, 0x82, 0x35)};
inline const NamedColour blue{"blue", "蓝色", QColor(0x3a, 0x74, 0xd6)};
inline const NamedColour green{"green", "绿色", QColor(0x3d, 0x97, 0x58)};
inline const NamedColour pink{"pink", "粉色", QColor(0xee, 0x87, 0xac)};
inline const NamedColour purple{"purple", "紫色", QColor(0x80, 0x54, 0xbd)};
inline const NamedColour white{"white", "白色", QColor(0xf3, 0xef, 0xe6)};
inline const NamedColour black{"black", "黑色", QColor(0x2a, 0x2b, 0x31)};
}  // namespace colours

/// A gradient from `inner` at (cx, cy) to `outer` at `radius`.
QBrush radial(double cx, double cy, double radius, const QColor& inner, const QColor& outer);
/// A gradient from top to bottom, or from left to right.
QBrush vertical(double top, double bottom, const QColor& first, const QColor& last);
QBrush horizontal(double left, double right, const QColor& first, const QColor& middle, const QColor& last);
/// A soft disc of light.
void glow(QPainter& painter, double cx, double cy, double radius, QColor colour, int strength);

}  // namespace lacuna::posters
