// See named_scenes.h.
#include "engine/training/posters/named_scenes.h"

#include <algorithm>

#include "engine/training/posters/layout.h"

namespace lacuna::training {
namespace {

void show(Scene& scene, const AtlasNames& names, const char* subject, const char* colour, double x, double y,
          double side) {
    const int sprite = spriteNamed(names, subject, colour);
    if (sprite < 0) return;
    SubjectOnPage on;
    on.sprite = sprite;
    on.x = x;
    on.y = y;
    on.side = side;
    scene.subjects.push_back(on);
}

Scene blank(std::uint64_t seed, double aspect, Background background, int palette, Layout layout) {
    Scene scene;
    scene.seed = seed;
    scene.aspect = aspect;
    scene.background = background;
    scene.palette = palette;
    scene.layout = layout;
    return scene;
}

/// The words of a title in its place.
std::vector<Area> setTitle(Scene& scene, const char* english, bool bilingual, const char* style,
                           const AtlasNames& names) {
    const auto found = std::ranges::find_if(
        titles(), [&](const Title& title) { return std::string_view(title.english) == english; });
    scene.title = int(found - titles().begin());
    Words words;
    words.title = scene.titleChinese = found->chinese;
    if (bilingual) words.otherTitle = scene.titleEnglish = found->english;
    words.face = faceNamed(names, style);
    words.detailFace = faceNamed(names, "serif");
    Random random(scene.seed, 0x71713);
    return placeWords(scene, words, random, names);
}

}  // namespace

int spriteNamed(const AtlasNames& names, const std::string& subject, const std::string& colour) {
    int any = -1;
    for (std::size_t i = 0; i < names.sprites.size(); ++i) {
        if (names.sprites[i].subject.english != subject) continue;
        if (names.sprites[i].colour.english == colour) return int(i);
        if (any < 0) any = int(i);
    }
    return any;
}

int faceNamed(const AtlasNames& names, const std::string& style) {
    const auto found =
        std::ranges::find_if(names.faces, [&](const FaceName& face) { return face.style.english == style; });
    return found == names.faces.end() ? 0 : int(found - names.faces.begin());
}

Scene midAutumnPoster(double aspect, const AtlasNames& names) {
    Scene scene = blank(815, aspect, Background::Night, 0, Layout::TitleBottom);
    scene.decoration = Decoration::Clouds;
    const Area rest = setTitle(scene, "Mid-Autumn Festival", true, "brush", names).front();
    const double side = std::min(0.56, 0.8 * rest.height()), top = rest.top;
    show(scene, names, "moon", "golden", 0.5, top + 0.55 * rest.height(), side);
    const double lantern = std::min(0.26, 0.5 * rest.height());
    show(scene, names, "lantern", "red", 0.15, top + lantern * 0.62, lantern);
    show(scene, names, "lantern", "red", 0.85, top + lantern * 0.72, lantern);
    return scene;
}

EditPair widenedCoffeePhotograph(double aspect, const AtlasNames& names) {
    EditPair edit;
    edit.after = blank(512, aspect, Background::Interior, 0, Layout::TitleTop);
    const double side = std::min(0.5, 0.62 * aspect);
    show(edit.after, names, "coffee cup", "white", 0.4, 0.78 * aspect - 0.46 * side, side);
    edit.before = edit.after;
    extendTo(edit, Side::Right, 0.25);
    return edit;
}

EditPair translatedAdvertisement(double aspect, const AtlasNames& names) {
    Scene scene = blank(618, aspect, Background::Geometric, 1, Layout::TitleTop);
    const Area rest = setTitle(scene, "Big Sale", false, "sans-serif", names).front();
    const double side = std::min(0.62, 0.9 * rest.height());
    show(scene, names, "gift", "red", 0.5, rest.top + rest.height() / 2, side);
    Random random(scene.seed);
    return editOf(scene, EditKind::TitleTranslated, random, names).value();
}

}  // namespace lacuna::training
