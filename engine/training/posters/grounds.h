// The grounds of posters: families and palettes with their names, colours and tones. No torch here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace lacuna::training {

/// A thing's name in both languages.
struct Name {
    std::string english;
    std::string chinese;
    bool operator==(const Name&) const = default;
};

struct Rgb {
    float r = 0, g = 0, b = 0;
};
/// Relative luminance of an sRGB colour, 0..1, with the gamma 2.2 (WCAG 2.2, relative luminance).
double luminanceOf(const Rgb& colour);
/// Contrast ratio of two luminances, 1..21 (WCAG 2.2, contrast ratio).
double contrastOf(double luminance, double other);

enum class Background : std::uint8_t {
    Sky,
    Night,
    Skyline,
    Mountains,
    Waves,
    Paper,
    Stripes,
    Bokeh,
    Geometric,
    Garden,
    Lake,
    Interior
};
inline constexpr int kBackgrounds = 12;
inline constexpr int kPalettes = 3;  ///< a background
const Name& nameOf(Background background, int palette);

/// A palette's colours: the gradient's ends and the accent.
struct GroundColours {
    Rgb top, bottom, accent;
};
const GroundColours& coloursOf(Background background, int palette);

/// About how bright the painted ground is at a height. @param y 0 at the top, 1 at the bottom.
double groundLuminance(Background background, int palette, double y);

/// Grounds that look like a photograph.
bool isPhotograph(Background background);
/// Height of the surface that subjects stand on, as a part of the page's height; none in most families.
std::optional<double> surfaceOf(Background background);
/// The same place at night; none for what is night already or has no time of day.
std::optional<std::pair<Background, int>> nightOf(Background background, int palette);

}  // namespace lacuna::training
