// Instructions whose outcome is known: a scene, the same scene changed in one thing, and the sentence that
// asks for it.
#pragma once

#include <string>

#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct EditCase {
    Scene before, after;
    Name instruction;
};

/// One of: another background, a subject in another colour, a subject taken away; what the scene allows.
EditCase editCaseOf(std::uint64_t seed, double aspect, const AtlasNames& names);

}  // namespace lacuna::training
