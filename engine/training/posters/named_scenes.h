// Posters that everybody asks for, by name: for tests, evaluation and demonstrations.
#pragma once

#include "engine/training/posters/edits.h"

namespace lacuna::training {

/// A Mid-Autumn poster: night, a golden moon, two red lanterns, the title 中秋快乐 in brush style and the
/// line "Mid-Autumn Festival".
Scene midAutumnPoster(double aspect, const AtlasNames& names);
/// A photograph of a white coffee cup on a table, widened to the right by a quarter of the result.
EditPair widenedCoffeePhotograph(double aspect, const AtlasNames& names);
/// An advertisement whose Chinese title is replaced by its English one.
EditPair translatedAdvertisement(double aspect, const AtlasNames& names);

/// Index of a sprite by its English names, of any colour if that one is missing; -1 without the subject.
int spriteNamed(const AtlasNames& names, const std::string& subject, const std::string& colour);
/// Index of a typeface by its English style; 0 if there is none.
int faceNamed(const AtlasNames& names, const std::string& style);

}  // namespace lacuna::training
