// Characters as distances to their outline, from the typefaces of this machine.
#pragma once

#include <QtGui/QFont>
#include <cstdint>
#include <vector>

namespace lacuna::posters {

inline constexpr int kCellPx = 48;

/// A style of lettering: one typeface for each script, as captions name it. `licence` goes into the atlas and
/// from there into the model card.
struct Face {
    const char* english;
    const char* chinese;
    const char* han;    ///< family for Chinese
    const char* latin;  ///< family for everything else; the Chinese one serves where it is missing
    double rounding;    ///< the outline is widened by this many em with round joins
    const char* licence;
};

/// The faces whose Chinese family is installed.
std::vector<Face> installedFaces();

struct Glyph {
    std::vector<std::uint8_t> distances;  ///< [kCellPx][kCellPx], see engine/training/posters/atlas.h
    int advancePx = 0;
};
Glyph drawGlyph(const Face& face, char32_t character);

}  // namespace lacuna::posters
