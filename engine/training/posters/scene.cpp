// See scene.h: what is on a page. Where it stands is layout.h's work.
#include "engine/training/posters/scene.h"

#include <algorithm>
#include <cmath>

#include "engine/training/posters/layout.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

/// Least contrast of a subject's colour with the ground: a white moon in white mist would not be seen.
constexpr double kSubjectContrast = 1.25;

/// An index drawn by weights; the last one when all are zero.
template <std::size_t count>
int pickWeighted(const std::array<double, count>& weights, Random& random) {
    double sum = 0;
    for (const double w : weights) sum += std::max(0.0, w);
    double draw = random.uniform() * sum;
    for (std::size_t i = 0; i < count; ++i) {
        draw -= std::max(0.0, weights[i]);
        if (draw < 0) return int(i);
    }
    return int(count) - 1;
}

const Title& pickTitle(const SceneOptions& options, Random& random, int& index) {
    const auto category = Category(pickWeighted(options.categoryWeights, random));
    std::vector<int> members;
    for (std::size_t i = 0; i < titles().size(); ++i) {
        if (titles()[i].category == category) members.push_back(int(i));
    }
    index = random.pick(members);
    return titles()[std::size_t(index)];
}

void chooseGround(Scene& scene, bool photograph, Random& random) {
    std::vector<Background> families;
    for (int family = 0; family < kBackgrounds; ++family) {
        if (isPhotograph(Background(family)) == photograph) families.push_back(Background(family));
    }
    scene.background = random.pick(families);
    scene.palette = random.below(kPalettes);
}

Layout chooseLayout(const SceneOptions& options, bool photograph, Random& random) {
    // Photographs keep their picture whole; wide pages have no height for bands.
    std::array<double, kLayouts> weights{1.3, 1, 1, 1, 0.7, 1, 1, 0.8};
    if (options.aspect < 1.2) weights[int(Layout::Middle)] = 0;
    if (options.aspect < 0.9) weights[int(Layout::Panel)] = 0;
    if (photograph) weights[int(Layout::Middle)] = weights[int(Layout::Grid)] = 0;
    return Layout(pickWeighted(weights, random));
}

Decoration chooseDecoration(const Scene& scene, Random& random) {
    if (isPhotograph(scene.background)) return Decoration::None;
    std::array<double, kDecorations> weights{1.6, 1, 1, 1, 1, 1, 0.7};
    if (scene.background == Background::Paper) weights[int(Decoration::Rays)] = 0.2;
    if (scene.panel) weights[int(Decoration::Frame)] = weights[int(Decoration::Corners)] = 0;
    return Decoration(pickWeighted(weights, random));
}

bool isUpright(Layout layout) {
    return layout == Layout::VerticalLeft || layout == Layout::VerticalRight;
}

Words chooseWords(Scene& scene, const SceneOptions& options, const Title& title, Random& random,
                  const AtlasNames& names) {
    static constexpr std::array<double, 4> kComplexity{0.1, 0.25, 0.35, 0.3};
    const int complexity = std::min(pickWeighted(kComplexity, random), options.maxTextComplexity);
    Words words;
    words.chinese = isUpright(scene.layout) || random.chance(0.58);
    words.face = random.below(names.faces.size());
    words.detailFace = random.below(names.faces.size());
    const bool bilingual = random.chance(0.55), dateInWords = random.chance(0.5);
    const int month = 1 + random.below(12), day = 1 + random.below(28), hour = 9 + random.below(12);
    const Venue& venue = venues()[std::size_t(random.below(venues().size()))];
    if (complexity <= 0) return words;

    words.title = words.chinese ? title.chinese : title.english;
    if (complexity >= 2) {
        if (bilingual)
            words.otherTitle = words.chinese ? title.english : title.chinese;
        else
            words.subtitle = words.chinese ? title.subtitleChinese : title.subtitleEnglish;
    }
    if (complexity >= 3) {
        const auto number = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        if (!dateInWords)
            words.date = number(month) + "." + number(day) + "  " + std::to_string(hour) + ":00";
        else if (words.chinese)
            words.date =
                std::to_string(month) + "月" + std::to_string(day) + "日 " + std::to_string(hour) + ":30";
        else {
            static constexpr std::array kMonths{"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
            words.date = std::string(kMonths[std::size_t(month - 1)]) + " " + std::to_string(day);
        }
        words.venue = words.chinese ? venue.chinese : venue.english;
    }
    const bool both = !words.otherTitle.empty();
    if (words.chinese || both) scene.titleChinese = title.chinese;
    if (!words.chinese || both) scene.titleEnglish = title.english;
    return words;
}

/// Sprites of what suits the title, or of anything; different subjects, save that the first may come twice.
void chooseSubjects(Scene& scene, const Title& title, Random& random, const AtlasNames& names) {
    if (names.sprites.empty()) return;
    const bool photograph = isPhotograph(scene.background);
    static constexpr std::array<double, 5> kOften{0.04, 0.36, 0.3, 0.19, 0.11};
    static constexpr std::array<double, 5> kPhotograph{0.02, 0.63, 0.35, 0, 0};
    const int count = pickWeighted(photograph ? kPhotograph : kOften, random);
    const bool coherent = random.chance(0.65), pair = random.chance(0.15);
    const bool indoors = surfaceOf(scene.background).has_value();

    const double ground = groundLuminance(scene.background, scene.palette, 0.5);
    std::vector<int> suitable, allowed;
    for (std::size_t i = 0; i < names.sprites.size(); ++i) {
        const SpriteName& sprite = names.sprites[i];
        if (indoors && sprite.stance == Stance::Sky) continue;
        if (contrastOf(luminanceOf(sprite.tint), ground) < kSubjectContrast) continue;
        allowed.push_back(int(i));
        for (const char* wanted : title.subjects) {
            if (wanted && sprite.subject.english == wanted) suitable.push_back(int(i));
        }
    }
    if (allowed.empty()) return;
    for (int i = 0; i < count; ++i) {
        if (i == 1 && pair) {
            scene.subjects.push_back(scene.subjects.front());
            continue;
        }
        for (int tries = 0; tries < 12; ++tries) {
            const auto& from = coherent && !suitable.empty() && tries < 8 ? suitable : allowed;
            const int sprite = random.pick(from);
            const bool fresh = std::ranges::none_of(scene.subjects, [&](const SubjectOnPage& other) {
                return names.sprites[std::size_t(other.sprite)].subject ==
                       names.sprites[std::size_t(sprite)].subject;
            });
            if (!fresh) continue;
            SubjectOnPage subject;
            subject.sprite = sprite;
            scene.subjects.push_back(subject);
            break;
        }
    }
}

}  // namespace

const Name& nameOf(Layout layout) {
    static const std::array<Name, kLayouts> names{{{"title at the top", "标题居上"},
                                                   {"title at the bottom", "标题居下"},
                                                   {"vertical title on the right", "右侧竖排标题"},
                                                   {"vertical title on the left", "左侧竖排标题"},
                                                   {"title across the middle", "标题居中"},
                                                   {"title on a plain panel", "标题在色块上"},
                                                   {"title in the corner", "标题在左上角"},
                                                   {"subjects in a grid", "网格排列"}}};
    return names[std::size_t(layout)];
}

const Name& nameOf(Decoration decoration) {
    static const std::array<Name, kDecorations> names{{{"no decoration", "无装饰"},
                                                       {"curled clouds", "祥云"},
                                                       {"a ribbon frame", "边框"},
                                                       {"falling petals", "飘落的花瓣"},
                                                       {"little stars", "小星星"},
                                                       {"corner ornaments", "角花"},
                                                       {"rays of light", "放射光线"}}};
    return names[std::size_t(decoration)];
}

int textComplexity(const Scene& scene) {
    return std::min<int>(3, int(scene.lines.size()));
}

Scene sceneOf(std::uint64_t seed, const SceneOptions& options, const AtlasNames& names) {
    Random random(seed, 0x5CE4E);
    Scene scene;
    scene.seed = seed;
    scene.aspect = options.aspect;
    const bool photograph = random.chance(options.photographShare);
    chooseGround(scene, photograph, random);
    scene.layout = chooseLayout(options, photograph, random);
    int index = 0;
    const Title& title = pickTitle(options, random, index);
    chooseSubjects(scene, title, random, names);
    const Words words = chooseWords(scene, options, title, random, names);
    if (!words.title.empty()) scene.title = index;
    const auto areas = placeWords(scene, words, random, names);
    scene.decoration = chooseDecoration(scene, random);
    placeSubjects(scene, areas, random, names);
    return scene;
}

Scene sceneOf(std::uint64_t seed, double aspect, const AtlasNames& names) {
    SceneOptions options;
    options.aspect = aspect;
    return sceneOf(seed, options, names);
}

}  // namespace lacuna::training
