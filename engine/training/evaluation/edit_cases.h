// Instructions whose outcome a judge can read: of the painter's edits those that change a poster's labels.
#pragma once

#include "engine/training/judge/labels.h"
#include "engine/training/posters/edits.h"

namespace lacuna::training {

/// One of: a subject in another colour, taken away, added or replaced, another ground, the title translated;
/// what the scene allows and its labels show. The same seed gives the same edit.
EditPair editCaseOf(std::uint64_t seed, double aspect, const AtlasNames& names);

}  // namespace lacuna::training
