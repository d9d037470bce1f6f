// The things that a poster can show, as drawings of our own code. A drawing is made once and coloured later:
// every pixel is fixed + shade * colour, premultiplied by its coverage, so one drawing serves every colour.
// Shadows and glows against the background are the composer's work.
#pragma once

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <vector>

#include "app/posters/drawing.h"

namespace lacuna::posters {

/// A colour that captions can name.
struct NamedColour {
    const char* english;
    const char* chinese;
    QColor value;
};

struct Subject {
    const char* english;
    const char* chinese;
    const char* stance;  ///< "sky", "ground" or "anywhere"
    bool glows;          ///< a light
    std::vector<NamedColour> colours;
    /// Fills a square of 100 x 100 units. @param colour the subject's own; used through drawing.h's linear
    /// shades only
    void (*draw)(QPainter& painter, const QColor& colour);
};

/// All subjects in a fixed order, each part in a file of its theme.
std::vector<Subject> allSubjects();
std::vector<Subject> skySubjects();
std::vector<Subject> plantSubjects();
std::vector<Subject> animalSubjects();
std::vector<Subject> festivalSubjects();
std::vector<Subject> foodSubjects();
std::vector<Subject> drinkSubjects();
std::vector<Subject> goodsSubjects();
std::vector<Subject> cultureSubjects();
std::vector<Subject> homeSubjects();
std::vector<Subject> travelSubjects();
std::vector<Subject> placeSubjects();

/// What decorations repeat, in the order of training::Ornament.
std::vector<Subject> ornaments();

/// Five planes [5][side][side] of bytes: fixed red, green, blue; shade; coverage.
std::vector<std::uint8_t> render(const Subject& subject, int sidePx);

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
inline const NamedColour brown{"brown", "棕色", QColor(0x96, 0x5a, 0x32)};
}  // namespace colours

}  // namespace lacuna::posters
