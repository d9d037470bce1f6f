// See edit_cases.h.
#include "engine/training/evaluation/edit_cases.h"

#include "engine/base/check.h"
#include "engine/training/evaluation/attributes.h"

namespace lacuna::training {

EditPair editCaseOf(std::uint64_t seed, double aspect, const AtlasNames& names) {
    Random random(seed, 0xED17);
    const Scene scene = sceneOf(seed, aspect, names);
    const auto space = LabelSpace::of(names);
    std::vector<EditKind> kinds{EditKind::SubjectRecoloured, EditKind::SubjectRemoved,
                                EditKind::SubjectAdded,      EditKind::SubjectReplaced,
                                EditKind::GroundChanged,     EditKind::TitleTranslated};
    while (!kinds.empty()) {
        const auto which = kinds.begin() + random.below(kinds.size());
        auto edit = editOf(scene, *which, random, names);
        kinds.erase(which);
        if (!edit) continue;
        // One of two equal subjects taken away, say, leaves the labels as they were.
        const auto before = labelsOf(edit->before, names, space);
        if (!changeHappened(before, before, labelsOf(edit->after, names, space))) return *std::move(edit);
    }
    auto ground = editOf(scene, EditKind::GroundChanged, random, names);
    LACUNA_CHECK(ground.has_value());  // every scene has a ground
    return *std::move(ground);
}

}  // namespace lacuna::training
