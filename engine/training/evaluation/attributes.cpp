// See attributes.h.
#include "engine/training/evaluation/attributes.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

const SubjectLabel* find(const PosterLabels& labels, int subject) {
    const auto found = std::ranges::find(labels.subjects, subject, &SubjectLabel::subject);
    return found == labels.subjects.end() ? nullptr : &*found;
}

enum class Side : std::uint8_t { Left, Right, Above, Below };

/// Where b lies seen from a, as captions say it.
Side sideOf(const SubjectLabel& a, const SubjectLabel& b, double aspect) {
    const bool beside = std::abs(b.x - a.x) > std::abs(b.y - a.y) * aspect;
    if (beside) return b.x < a.x ? Side::Left : Side::Right;
    return b.y < a.y ? Side::Above : Side::Below;
}

int spriteOf(const AtlasNames& names, const Name& subject, const Name& colour) {
    int sameSubject = -1;
    for (std::size_t i = 0; i < names.sprites.size(); ++i) {
        if (!(names.sprites[i].subject == subject)) continue;
        if (names.sprites[i].colour == colour) return int(i);
        sameSubject = int(i);
    }
    return sameSubject;
}

}  // namespace

const char* nameOf(Attribute attribute) {
    constexpr std::array kNames{"background", "palette",     "subject", "subject colour",
                                "position",   "title place", "scripts"};
    return kNames[std::size_t(attribute)];
}

void AttributeTally::count(Attribute attribute, bool right) {
    auto& count = counts_[std::size_t(attribute)];
    ++count.asked;
    count.right += right;
}

void AttributeTally::add(const PosterLabels& read, const PosterLabels& asked, double aspect) {
    const bool sameBackground = read.background == asked.background;
    count(Attribute::Background, sameBackground);
    count(Attribute::Palette, sameBackground && read.palette == asked.palette);
    for (const SubjectLabel& wanted : asked.subjects) {
        const SubjectLabel* seen = find(read, wanted.subject);
        count(Attribute::Subject, seen);
        count(Attribute::Colour, seen && seen->colour == wanted.colour);
    }
    if (asked.subjects.size() >= 2) {
        const auto &a = asked.subjects[0], &b = asked.subjects[1];
        const auto *seenA = find(read, a.subject), *seenB = find(read, b.subject);
        count(Attribute::Position, seenA && seenB && sideOf(*seenA, *seenB, aspect) == sideOf(a, b, aspect));
    }
    count(Attribute::TitlePlace, read.titlePlace == asked.titlePlace);
    count(Attribute::Scripts, read.english == asked.english && read.chinese == asked.chinese);
}

double AttributeTally::accuracy(Attribute attribute) const {
    const auto& count = counts_[std::size_t(attribute)];
    return count.asked ? double(count.right) / count.asked : 0;
}

double AttributeTally::accuracy() const {
    int right = 0, asked = 0;
    for (const Count& count : counts_) {
        right += count.right;
        asked += count.asked;
    }
    return asked ? double(right) / asked : 0;
}

std::string rebuiltCaption(const PosterLabels& read, const LabelSpace& space, const AtlasNames& names,
                           double aspect, const std::string& englishTitle, const std::string& chineseTitle,
                           CaptionLanguage language) {
    Scene scene;
    scene.aspect = aspect;
    scene.background = read.background;
    scene.palette = read.palette;
    scene.titlePlace = read.titlePlace;
    scene.titleEnglish = englishTitle;
    scene.titleChinese = chineseTitle;
    auto subjects = read.subjects;  // in one order, whoever read them: from the top left to the bottom right
    std::ranges::sort(subjects, {}, [&](const SubjectLabel& s) { return s.x + s.y * aspect; });
    for (const SubjectLabel& subject : subjects) {
        const int sprite = spriteOf(names, space.subjects[std::size_t(subject.subject)],
                                    space.colours[std::size_t(subject.colour)]);
        if (sprite < 0) continue;
        scene.subjects.push_back({.sprite = sprite, .x = subject.x, .y = subject.y * aspect});
    }
    return captionOf(scene, names, language, CaptionLength::Medium);
}

bool changeHappened(const PosterLabels& read, const PosterLabels& before, const PosterLabels& after) {
    const auto as = [&](auto member) {  // unchanged, or read as after the edit
        return before.*member == after.*member || read.*member == after.*member;
    };
    if (!as(&PosterLabels::background) || !as(&PosterLabels::palette) || !as(&PosterLabels::titlePlace) ||
        !as(&PosterLabels::english) || !as(&PosterLabels::chinese))
        return false;
    for (const SubjectLabel& gone : before.subjects) {
        if (!find(after, gone.subject) && find(read, gone.subject)) return false;
    }
    for (const SubjectLabel& wanted : after.subjects) {
        const auto *was = find(before, wanted.subject), *seen = find(read, wanted.subject);
        const bool sameColour = was && was->colour == wanted.colour;
        const bool samePlace = was && was->cell() == wanted.cell();
        if (was && sameColour && samePlace) continue;
        if (!seen || (!sameColour && seen->colour != wanted.colour) ||
            (was && !samePlace && seen->cell() != wanted.cell()))
            return false;
    }
    return true;
}

}  // namespace lacuna::training
