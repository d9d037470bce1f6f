// A scene says what is on a poster, in numbers and names: the graph from which the painter paints, the
// caption writer writes and the evaluation reads its labels. The same seed and the same atlas names give the
// same scene everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lacuna::training {

/// A thing's name in both languages.
struct Name {
    std::string english;
    std::string chinese;
    bool operator==(const Name&) const = default;
};

/// One sprite of the atlas.
struct SpriteName {
    Name subject;
    Name colour;
};

enum class Background : std::uint8_t { Sky, Night, Skyline, Mountains, Waves, Paper, Stripes, Bokeh };
inline constexpr int kBackgrounds = 8;
inline constexpr int kPalettes = 3;  ///< a background
const Name& nameOf(Background background, int palette);

struct Rgb {
    float r = 0, g = 0, b = 0;
};

/// A sprite on the page. Lengths in units of the page's width, the origin at its top left corner.
struct SubjectOnPage {
    int sprite = 0;
    double x = 0, y = 0;  ///< centre
    double side = 0;
    double angle = 0;  ///< degrees, clockwise
    bool mirrored = false;
};

/// One line of lettering.
struct LineOnPage {
    std::u32string text;
    int face = 0;
    bool vertical = false;
    double x = 0, y = 0;  ///< centre
    double em = 0;        ///< height of a character's cell
    Rgb colour;
    bool dark = false;  ///< the colour is dark: its halo is light
};

enum class TitlePlace : std::uint8_t { None, Top, Bottom, LeftEdge, RightEdge };

struct Scene {
    std::uint64_t seed = 0;
    double aspect = 1.5;  ///< height / width
    Background background = Background::Sky;
    int palette = 0;
    std::vector<SubjectOnPage> subjects;
    TitlePlace titlePlace = TitlePlace::None;
    std::string titleEnglish, titleChinese;  ///< empty when that language is not on the page
    std::vector<LineOnPage> lines;
};

/// What of an atlas the scene writer must know.
struct AtlasNames {
    std::vector<SpriteName> sprites;
    int faces = 0;
};

/// @param aspect height / width of the page, 0.5..2.
Scene sceneOf(std::uint64_t seed, double aspect, const AtlasNames& names);

}  // namespace lacuna::training
