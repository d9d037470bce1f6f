// A scene says what is on a poster, in numbers and names: the graph from which the painter paints, the
// caption writer writes and the evaluation reads its labels. The same seed, options and atlas names give the
// same scene everywhere. Lengths are in units of the page's width, the origin is its top left corner.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/training/posters/grounds.h"
#include "engine/training/posters/words.h"

namespace lacuna::training {

/// Where on a page a subject looks at home.
enum class Stance : std::uint8_t { Anywhere, Sky, Ground };

/// One subject in one colour.
struct SpriteName {
    Name subject;
    Name colour;
    Stance stance = Stance::Anywhere;
    bool glows = false;  ///< a light: moon, lantern, candle
    Rgb tint{0.5f, 0.5f, 0.5f};
};

/// A typeface as captions name it, and how wide its characters are.
struct FaceName {
    Name style;
    std::unordered_map<char32_t, float> advances;  ///< in em
};

/// What of an atlas the scene writer must know.
struct AtlasNames {
    std::vector<SpriteName> sprites;
    std::vector<FaceName> faces;
};

struct Area {
    double left = 0, top = 0, right = 0, bottom = 0;
    double width() const { return right - left; }
    double height() const { return bottom - top; }
    bool overlaps(const Area& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    Area grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
};

/// How the page is divided.
enum class Layout : std::uint8_t {
    TitleTop,
    TitleBottom,
    VerticalRight,
    VerticalLeft,
    Middle,
    Panel,
    Corner,
    Grid
};
inline constexpr int kLayouts = 8;
const Name& nameOf(Layout layout);

enum class Decoration : std::uint8_t { None, Clouds, Frame, Petals, Stars, Corners, Rays };
inline constexpr int kDecorations = 7;  ///< None included
const Name& nameOf(Decoration decoration);

/// A sprite on the page.
struct SubjectOnPage {
    int sprite = 0;
    double x = 0, y = 0;  ///< centre
    double side = 0;
    double angle = 0;  ///< degrees, clockwise
    bool mirrored = false;

    Area area() const { return {x - side / 2, y - side / 2, x + side / 2, y + side / 2}; }
};

enum class Role : std::uint8_t { Title, OtherTitle, Subtitle, Date, Venue };
/// Which point of a line stays when its words change.
enum class Anchor : std::int8_t { Start = -1, Centre = 0, End = 1 };

/// From one row of a line to the next, in em.
inline constexpr double kRowPitch = 0.84;

/// One line of lettering; a long one may be broken into rows between its words.
struct LineOnPage {
    std::u32string text;
    int face = 0;
    bool vertical = false;
    double x = 0, y = 0;  ///< centre
    double em = 0;        ///< height of a character's cell
    Rgb colour;
    bool dark = false;  ///< the colour is dark: it wants a light ground
    Role role = Role::Title;
    Anchor anchor = Anchor::Centre;
    double room = 1;      ///< most extent along the line
    double emMost = 0;    ///< most height, when the words are short
    double tracking = 0;  ///< extra space after a character, in em
    int rows = 1;
    int rowsMost = 1;      ///< that other words may be broken into
    double depthMost = 0;  ///< most height of all rows; 0: any

    /// Height of all rows, or width when vertical.
    double depth() const { return em * (1 + kRowPitch * (rows - 1)); }
    Area area(const AtlasNames& names) const;
};

/// Extent along the longest row in em: width, or height when vertical.
double lengthOf(const LineOnPage& line, const AtlasNames& names);
/// The rows as lines of one row each, where they stand.
std::vector<LineOnPage> rowsOf(const LineOnPage& line, const AtlasNames& names);
/// Other words in the same place: the anchored end stays, rows and size are those that make it largest.
void setWords(LineOnPage& line, const std::string& words, const AtlasNames& names);

enum class TitlePlace : std::uint8_t { None, Top, Bottom, Middle, LeftEdge, RightEdge };

/// A flat ground for lettering.
struct Panel {
    Area area;
    Rgb colour;
};

/// What of the page is seen, as parts of its width and height cut away at each side.
struct Crop {
    double left = 0, top = 0, right = 0, bottom = 0;
    bool whole() const { return left == 0 && top == 0 && right == 0 && bottom == 0; }
};

struct Scene {
    std::uint64_t seed = 0;
    double aspect = 1.5;  ///< height / width
    Background background = Background::Sky;
    int palette = 0;
    Layout layout = Layout::TitleTop;
    Decoration decoration = Decoration::None;
    std::vector<SubjectOnPage> subjects;
    TitlePlace titlePlace = TitlePlace::None;
    int title = -1;                          ///< index into titles(); -1 without lettering
    std::string titleEnglish, titleChinese;  ///< empty when that language is not on the page
    std::vector<LineOnPage> lines;
    std::optional<Panel> panel;
    Crop crop;  ///< what is cut away is painted a neutral grey
};

/// What a curriculum steers.
struct SceneOptions {
    double aspect = 1.5;        ///< height / width of the page, 0.5..2
    int maxTextComplexity = 3;  ///< 0: no lettering, 1: a title, 2: two lines, 3: with date and venue
    std::array<double, kCategories> categoryWeights{1, 1, 1, 1, 1};
    double photographShare = 0.15;  ///< posters that look like a photograph
};

Scene sceneOf(std::uint64_t seed, const SceneOptions& options, const AtlasNames& names);
/// With the default options.
Scene sceneOf(std::uint64_t seed, double aspect, const AtlasNames& names);

/// 0: no lettering, 1: one line, 2: two lines, 3: more.
int textComplexity(const Scene& scene);

}  // namespace lacuna::training
