// Where things stand on a page: lettering in one of eight compositions, subjects in what is left.
#pragma once

#include "engine/training/posters/random.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// The words of a page, in the order of their rank; empty ones are left out.
struct Words {
    std::string title;       ///< in the page's first language
    std::string otherTitle;  ///< the same in the other language
    std::string subtitle, date, venue;
    bool chinese = true;  ///< the first language
    int face = 0, detailFace = 0;
};

/// Sets the words on a scene whose background, palette and layout are chosen: lines, panel and title place.
/// @return what is left for subjects, one or two areas.
std::vector<Area> placeWords(Scene& scene, const Words& words, Random& random, const AtlasNames& names);

/// Gives every subject of the scene (its sprite is chosen) a place and size in the areas, without overlaps.
void placeSubjects(Scene& scene, const std::vector<Area>& areas, Random& random, const AtlasNames& names);

/// Lettering that is read on the ground at that place: light on dark, dark on light, in the palette's key.
struct Ink {
    Rgb colour;
    bool dark = false;
};
/// @param contrast least contrast ratio with the ground, where white or black can give it.
Ink inkOn(double luminance, const Scene& scene, int variant, double contrast = 6);

}  // namespace lacuna::training
