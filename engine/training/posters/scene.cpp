// See scene.h. The page is divided into the title's place and the rest; subjects share the rest without
// covering each other much.
#include "engine/training/posters/scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/training/posters/random.h"
#include "engine/training/posters/words.h"

namespace lacuna::training {
namespace {

const std::array<std::array<Name, kPalettes>, kBackgrounds> kBackgroundNames{{
    {{{"blue sky", "蓝天"}, {"sunset sky", "晚霞"}, {"pink dawn", "粉色清晨"}}},
    {{{"starry night", "星夜"}, {"purple night", "紫色夜空"}, {"green aurora", "绿色极光"}}},
    {{{"city at night", "城市夜景"}, {"city at dusk", "黄昏城市"}, {"city in the morning", "清晨城市"}}},
    {{{"blue mountains", "青山"}, {"misty mountains", "云雾山峦"}, {"red mountains", "红色山峦"}}},
    {{{"blue waves", "蓝色海浪"}, {"green waves", "绿色海浪"}, {"red waves", "红色波浪"}}},
    {{{"rice paper", "宣纸"}, {"red paper", "红纸"}, {"kraft paper", "牛皮纸"}}},
    {{{"orange stripes", "橙色条纹"}, {"green stripes", "绿色条纹"}, {"purple stripes", "紫色条纹"}}},
    {{{"warm lights", "暖色光斑"}, {"blue lights", "蓝色光斑"}, {"pink lights", "粉色光斑"}}},
}};

/// Light grounds take dark lettering.
bool isLight(Background background, int palette) {
    switch (background) {
        case Background::Sky:
            return palette != 1;
        case Background::Skyline:
            return palette == 2;
        case Background::Mountains:
            return palette == 1;
        case Background::Paper:
            return palette == 0;
        default:
            return false;
    }
}

struct Area {
    double left, top, right, bottom;
};

/// Places the title's lines and returns what is left for the subjects.
Area placeTitle(Scene& scene, Random& random, int faces) {
    const double height = scene.aspect;
    Area rest{0.04, 0.04, 0.96, height - 0.04};
    if (random.chance(0.12)) return rest;
    const Title& title = titles()[std::size_t(random.below(titles().size()))];
    const int language = random.below(3);  // Chinese, English, both
    if (language != 1) scene.titleChinese = title.chinese;
    if (language != 0) scene.titleEnglish = title.english;

    const bool light = isLight(scene.background, scene.palette);
    static const std::array<Rgb, 3> kOnDark{{{1.0f, 0.97f, 0.9f}, {1.0f, 0.84f, 0.42f}, {1.0f, 1.0f, 1.0f}}};
    static const std::array<Rgb, 3> kOnLight{
        {{0.62f, 0.1f, 0.1f}, {0.1f, 0.13f, 0.25f}, {0.13f, 0.12f, 0.12f}}};
    const Rgb colour = (light ? kOnLight : kOnDark)[std::size_t(random.below(3))];
    const int face = random.below(std::size_t(faces));
    const auto add = [&](std::u32string text, bool vertical, double x, double y, double em) {
        scene.lines.push_back({std::move(text), face, vertical, x, y, em, colour, light});
    };
    const auto chinese = codePoints(scene.titleChinese), english = codePoints(scene.titleEnglish);
    // A Latin letter is about half a cell wide.
    const auto latinEm = [&](double width, double most) {
        return std::min(most, width / (0.56 * double(english.size())));
    };

    if (!chinese.empty() && random.chance(0.3)) {
        const bool left = random.chance(0.5);
        scene.titlePlace = left ? TitlePlace::LeftEdge : TitlePlace::RightEdge;
        const double em = std::min(0.2, (height - 0.3) / double(chinese.size()));
        const double x = left ? 0.05 + em / 2 : 0.95 - em / 2;
        add(chinese, true, x, 0.08 + em * double(chinese.size()) / 2, em);
        if (!english.empty()) {
            add(english, false, 0.5, height - 0.1, latinEm(0.86, 0.11));
            rest.bottom = height - 0.18;
        }
        (left ? rest.left : rest.right) = left ? x + em / 2 : x - em / 2;
        return rest;
    }
    const bool top = random.chance(0.65);
    scene.titlePlace = top ? TitlePlace::Top : TitlePlace::Bottom;
    double band = 0;  // grows from the edge inwards
    const auto addLine = [&](const std::u32string& text, double em) {
        const double middle = 0.06 + band + em / 2;
        add(text, false, 0.5, top ? middle : height - middle, em);
        band += em * 1.1;
    };
    const double chineseEm = chinese.empty() ? 0 : std::min(0.3, 0.88 / double(chinese.size()));
    const double englishEm = english.empty() ? 0 : latinEm(0.9, chinese.empty() ? 0.2 : 0.12);
    if (top && !chinese.empty()) addLine(chinese, chineseEm);
    if (!english.empty()) addLine(english, englishEm);
    if (!top && !chinese.empty()) addLine(chinese, chineseEm);
    (top ? rest.top : rest.bottom) = top ? 0.07 + band : height - 0.07 - band;
    return rest;
}

/// Subjects of different kinds, side by side when there are several, each within its share of the area.
void placeSubjects(Scene& scene, Random& random, const Area& area, const AtlasNames& names) {
    if (names.sprites.empty()) return;
    const double draw = random.uniform();
    const int count = draw < 0.05 ? 0 : draw < 0.55 ? 1 : draw < 0.87 ? 2 : 3;
    const double width = area.right - area.left, height = area.bottom - area.top;
    const bool stacked = height > 1.25 * width ? random.chance(0.6) : false;
    for (int i = 0; i < count; ++i) {
        SubjectOnPage subject;
        bool fresh = false;
        for (int tries = 0; !fresh && tries < 8; ++tries) {
            subject.sprite = random.below(names.sprites.size());
            fresh = std::ranges::none_of(scene.subjects, [&](const SubjectOnPage& other) {
                return names.sprites[std::size_t(other.sprite)].subject ==
                       names.sprites[std::size_t(subject.sprite)].subject;
            });
        }
        const double shareWidth = stacked ? width : width / count,
                     shareHeight = stacked ? height / count : height;
        const double most = std::min({shareWidth * 1.05, shareHeight, 0.75});
        subject.side = most * random.uniform(0.75, 1.0);
        const double roomX = std::max(0.0, shareWidth - subject.side),
                     roomY = std::max(0.0, shareHeight - subject.side);
        subject.x =
            area.left + (stacked ? 0 : i * shareWidth) + shareWidth / 2 + (random.uniform() - 0.5) * roomX;
        subject.y =
            area.top + (stacked ? i * shareHeight : 0) + shareHeight / 2 + (random.uniform() - 0.5) * roomY;
        subject.angle = random.uniform(-7, 7);
        subject.mirrored = random.chance(0.4);
        scene.subjects.push_back(subject);
    }
}

}  // namespace

const Name& nameOf(Background background, int palette) {
    return kBackgroundNames[std::size_t(background)][std::size_t(palette)];
}

Scene sceneOf(std::uint64_t seed, double aspect, const AtlasNames& names) {
    Random random(seed, 0x5CE4E);
    Scene scene;
    scene.seed = seed;
    scene.aspect = aspect;
    scene.background = Background(random.below(kBackgrounds));
    scene.palette = random.below(kPalettes);
    const Area rest = placeTitle(scene, random, std::max(1, names.faces));
    placeSubjects(scene, random, rest, names);
    return scene;
}

}  // namespace lacuna::training
