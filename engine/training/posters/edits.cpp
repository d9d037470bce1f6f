// See edits.h.
#include "engine/training/posters/edits.h"

#include <algorithm>
#include <tuple>

#include "engine/training/posters/layout.h"

namespace lacuna::training {
namespace {

/// How far a line's ground may be darkened around it, in page widths.
constexpr double kLetteringTrace = 0.14;

LineOnPage* lineOf(Scene& scene, Role role) {
    const auto found = std::ranges::find(scene.lines, role, &LineOnPage::role);
    return found == scene.lines.end() ? nullptr : &*found;
}

/// Sprites that differ from `from` as asked.
template <class Wanted>
std::vector<int> spritesWhere(const AtlasNames& names, Wanted wanted) {
    std::vector<int> found;
    for (std::size_t i = 0; i < names.sprites.size(); ++i) {
        if (wanted(names.sprites[i])) found.push_back(int(i));
    }
    return found;
}

bool reword(EditPair& edit, Role role, const std::string& words, const AtlasNames& names) {
    LineOnPage* line = lineOf(edit.after, role);
    if (!line) return false;
    edit.changed.push_back(line->area(names).grown(kLetteringTrace));
    setWords(*line, words, names);
    edit.changed.push_back(line->area(names).grown(kLetteringTrace));
    return true;
}

bool replaceTitle(EditPair& edit, Random& random, const AtlasNames& names) {
    Scene& after = edit.after;
    if (after.title < 0 || !lineOf(after, Role::Title)) return false;
    const int count = int(titles().size());
    const int other = (after.title + 1 + random.below(std::size_t(count - 1))) % count;
    const Title& title = titles()[std::size_t(other)];
    const bool chinese = utf8(lineOf(after, Role::Title)->text) == after.titleChinese;
    reword(edit, Role::Title, chinese ? title.chinese : title.english, names);
    reword(edit, Role::OtherTitle, chinese ? title.english : title.chinese, names);
    after.title = other;
    if (!after.titleChinese.empty()) after.titleChinese = title.chinese;
    if (!after.titleEnglish.empty()) after.titleEnglish = title.english;
    const auto& before = edit.before;
    const std::string old = chinese ? before.titleChinese : before.titleEnglish,
                      fresh = chinese ? after.titleChinese : after.titleEnglish;
    edit.instruction = {"Replace the title \"" + old + "\" with \"" + fresh + "\".",
                        "把标题\"" + old + "\"换成\"" + fresh + "\"。"};
    return true;
}

bool translateTitle(EditPair& edit, const AtlasNames& names) {
    Scene& after = edit.after;
    const LineOnPage* line = lineOf(after, Role::Title);
    const bool bilingual = !after.titleChinese.empty() && !after.titleEnglish.empty();
    if (after.title < 0 || !line || bilingual || line->vertical) return false;
    const Title& title = titles()[std::size_t(after.title)];
    const bool chinese = !after.titleChinese.empty();
    const std::string old = utf8(line->text), fresh = chinese ? title.english : title.chinese;
    reword(edit, Role::Title, fresh, names);
    after.titleChinese = chinese ? "" : title.chinese;
    after.titleEnglish = chinese ? title.english : "";
    edit.instruction =
        chinese ? Name{"Replace the Chinese title \"" + old + "\" with its English one, \"" + fresh + "\".",
                       "把中文标题\"" + old + "\"换成英文\"" + fresh + "\"。"}
                : Name{"Replace the English title \"" + old + "\" with its Chinese one, \"" + fresh + "\".",
                       "把英文标题\"" + old + "\"换成中文\"" + fresh + "\"。"};
    return true;
}

std::string articled(const std::string& noun) {
    return (std::string_view("aeiou").find(noun[0]) != std::string_view::npos ? "an " : "a ") + noun;
}

bool changeSubject(EditPair& edit, Random& random, const AtlasNames& names) {
    if (edit.after.subjects.empty()) return false;
    const auto which = std::size_t(random.below(edit.after.subjects.size()));
    SubjectOnPage& subject = edit.after.subjects[which];
    const SpriteName was = names.sprites[std::size_t(subject.sprite)];
    // Of two equal subjects a word could mean either.
    if (std::ranges::count_if(edit.after.subjects, [&](const SubjectOnPage& other) {
            return names.sprites[std::size_t(other.sprite)].subject == was.subject;
        }) > 1)
        return false;
    edit.changed.push_back(traceOf(subject));
    const Name coloured{was.colour.english + " " + was.subject.english,
                        was.colour.chinese + was.subject.chinese};
    switch (edit.kind) {
        case EditKind::SubjectAdded:
            edit.before.subjects.erase(edit.before.subjects.begin() + std::ptrdiff_t(which));
            edit.instruction = {"Add " + articled(coloured.english) + ".", "加上" + coloured.chinese + "。"};
            return true;
        case EditKind::SubjectRemoved:
            edit.after.subjects.erase(edit.after.subjects.begin() + std::ptrdiff_t(which));
            edit.instruction = {"Remove the " + was.subject.english + ".",
                                "去掉" + was.subject.chinese + "。"};
            return true;
        case EditKind::SubjectRecoloured: {
            const auto others = spritesWhere(names, [&](const SpriteName& sprite) {
                return sprite.subject == was.subject && !(sprite.colour == was.colour);
            });
            if (others.empty()) return false;
            subject.sprite = random.pick(others);
            const Name& colour = names.sprites[std::size_t(subject.sprite)].colour;
            edit.instruction = {"Make the " + was.subject.english + " " + colour.english + ".",
                                "把" + was.subject.chinese + "改成" + colour.chinese + "。"};
            return true;
        }
        default: {
            const bool indoors = surfaceOf(edit.after.background).has_value();
            const auto others = spritesWhere(names, [&](const SpriteName& sprite) {
                return !(sprite.subject == was.subject) && !(indoors && sprite.stance == Stance::Sky) &&
                       std::ranges::none_of(edit.after.subjects, [&](const SubjectOnPage& other) {
                           return names.sprites[std::size_t(other.sprite)].subject == sprite.subject;
                       });
            });
            if (others.empty()) return false;
            subject.sprite = random.pick(others);
            const SpriteName& now = names.sprites[std::size_t(subject.sprite)];
            edit.instruction = {
                "Replace the " + was.subject.english + " with " +
                    articled(now.colour.english + " " + now.subject.english) + ".",
                "把" + was.subject.chinese + "换成" + now.colour.chinese + now.subject.chinese + "。"};
            return true;
        }
    }
}

void changeGround(EditPair& edit, Random& random) {
    Scene& after = edit.after;
    if (const auto night = nightOf(after.background, after.palette); night && random.chance(0.6)) {
        std::tie(after.background, after.palette) = *night;
        edit.instruction = {"Turn day into night.", "把白天变成夜晚。"};
    } else {
        // What stands on a table goes on standing there.
        const bool indoors = surfaceOf(after.background).has_value();
        const int was = int(after.background) * kPalettes + after.palette;
        std::vector<int> others;
        for (int i = 0; i < kBackgrounds * kPalettes; ++i) {
            if (i != was && surfaceOf(Background(i / kPalettes)).has_value() == indoors) others.push_back(i);
        }
        const int now = random.pick(others);
        after.background = Background(now / kPalettes);
        after.palette = now % kPalettes;
        const Name& name = nameOf(after.background, after.palette);
        edit.instruction = {"Change the background to " + name.english + ".",
                            "把背景换成" + name.chinese + "。"};
    }
    if (!after.panel) {  // lettering that stays readable
        for (LineOnPage& line : after.lines) {
            const double luminance = groundLuminance(after.background, after.palette, line.y / after.aspect);
            if ((luminance < 0.21) == !line.dark) continue;
            const Ink ink = inkOn(luminance, after, 0);
            line.colour = ink.colour;
            line.dark = ink.dark;
        }
    }
    edit.changed = {{0, 0, 1, after.aspect}};
}

void extendCanvas(EditPair& edit, Random& random) {
    const int side = random.below(4);
    extendTo(edit, Side(side), (2 + random.below(4)) / 16.0);  // an eighth to nearly a third
}

}  // namespace

void extendTo(EditPair& edit, Side side, double part) {
    static const std::array<Name, 4> ways{
        {{"to the left", "向左"}, {"to the right", "向右"}, {"upwards", "向上"}, {"downwards", "向下"}}};
    const double height = edit.after.aspect;
    edit.kind = EditKind::CanvasExtended;
    Crop& crop = edit.before.crop;
    switch (side) {
        case Side::Left:
            crop.left = part;
            edit.changed = {{0, 0, part, height}};
            break;
        case Side::Right:
            crop.right = part;
            edit.changed = {{1 - part, 0, 1, height}};
            break;
        case Side::Top:
            crop.top = part;
            edit.changed = {{0, 0, 1, part * height}};
            break;
        case Side::Bottom:
            crop.bottom = part;
            edit.changed = {{0, (1 - part) * height, 1, height}};
            break;
    }
    const Name& way = ways[std::size_t(side)];
    edit.instruction = {"Extend the picture " + way.english + ".", "把画面" + way.chinese + "扩展。"};
}

const char* nameOf(EditKind kind) {
    static constexpr std::array<const char*, kEditKinds> kNames{
        "title replaced",     "title translated", "subject added",  "subject removed",
        "subject recoloured", "subject replaced", "ground changed", "canvas extended"};
    return kNames[std::size_t(kind)];
}

Area traceOf(const SubjectOnPage& subject) {
    // Half a turned square's diagonal, a shadow's fall and softness, a light's halo.
    return Area{subject.x, subject.y, subject.x, subject.y}.grown(subject.side * 1.05 + 0.05);
}

std::optional<EditPair> editOf(const Scene& scene, EditKind kind, Random& random, const AtlasNames& names) {
    EditPair edit{scene, scene, kind, {}, {}};
    bool done = true;
    switch (kind) {
        case EditKind::TitleReplaced:
            done = replaceTitle(edit, random, names);
            break;
        case EditKind::TitleTranslated:
            done = translateTitle(edit, names);
            break;
        case EditKind::GroundChanged:
            changeGround(edit, random);
            break;
        case EditKind::CanvasExtended:
            extendCanvas(edit, random);
            break;
        default:
            done = changeSubject(edit, random, names);
            break;
    }
    if (!done) return std::nullopt;
    return edit;
}

EditPair anyEditOf(const Scene& scene, Random& random, const AtlasNames& names) {
    const int first = random.below(kEditKinds);
    for (int i = 0; i < kEditKinds; ++i) {
        if (auto edit = editOf(scene, EditKind((first + i) % kEditKinds), random, names)) return *edit;
    }
    return *editOf(scene, EditKind::CanvasExtended, random, names);  // every scene allows it
}

}  // namespace lacuna::training
