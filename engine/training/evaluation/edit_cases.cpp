// See edit_cases.h.
#include "engine/training/evaluation/edit_cases.h"

#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

EditCase otherGround(EditCase edit, Random& random) {
    const int here = int(edit.before.background) * kPalettes + edit.before.palette;
    const int grounds = kBackgrounds * kPalettes;
    const int there = (here + 1 + random.below(std::size_t(grounds - 1))) % grounds;
    edit.after.background = Background(there / kPalettes);
    edit.after.palette = there % kPalettes;
    const Name& name = nameOf(edit.after.background, edit.after.palette);
    edit.instruction = {"Change the background to " + name.english + ".", "把背景换成" + name.chinese + "。"};
    return edit;
}

}  // namespace

EditCase editCaseOf(std::uint64_t seed, double aspect, const AtlasNames& names) {
    Random random(seed, 0xED17);
    EditCase edit;
    edit.before = edit.after = sceneOf(seed, aspect, names);
    if (edit.before.subjects.empty() || random.chance(1.0 / 3)) return otherGround(std::move(edit), random);

    const auto which = std::size_t(random.below(edit.before.subjects.size()));
    const SpriteName& sprite = names.sprites[std::size_t(edit.before.subjects[which].sprite)];
    std::vector<int> recoloured;
    for (std::size_t i = 0; i < names.sprites.size(); ++i) {
        const SpriteName& other = names.sprites[i];
        if (other.subject == sprite.subject && !(other.colour == sprite.colour)) recoloured.push_back(int(i));
    }
    if (!recoloured.empty() && random.chance(0.5)) {
        const int other = random.pick(recoloured);
        edit.after.subjects[which].sprite = other;
        const Name& colour = names.sprites[std::size_t(other)].colour;
        edit.instruction = {"Make the " + sprite.subject.english + " " + colour.english + ".",
                            "把" + sprite.subject.chinese + "改成" + colour.chinese + "。"};
        return edit;
    }
    edit.after.subjects.erase(edit.after.subjects.begin() + std::ptrdiff_t(which));
    edit.instruction = {"Remove the " + sprite.subject.english + ".", "去掉" + sprite.subject.chinese + "。"};
    return edit;
}

}  // namespace lacuna::training
