// Edit pairs: a scene changed in one way, with the instruction in words. What the edit does not name is
// painted with the same numbers, so that the rest of both pictures is equal.
#pragma once

#include "engine/training/posters/random.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

enum class EditKind : std::uint8_t {
    TitleReplaced,
    TitleTranslated,
    SubjectAdded,
    SubjectRemoved,
    SubjectRecoloured,
    SubjectReplaced,
    GroundChanged,
    CanvasExtended
};
inline constexpr int kEditKinds = 8;
const char* nameOf(EditKind kind);

struct EditPair {
    Scene before, after;
    EditKind kind = EditKind::TitleReplaced;
    Name instruction;
    std::vector<Area> changed;  ///< outside these both pictures are equal; the whole page for a new ground
};

/// `before` is `scene`, except that a subject added is missing from it and a canvas to be extended is
/// cropped.
/// @return nothing if the scene cannot be edited so: no title, no subject, no other colour.
std::optional<EditPair> editOf(const Scene& scene, EditKind kind, Random& random, const AtlasNames& names);
/// Any kind that the scene allows.
EditPair anyEditOf(const Scene& scene, Random& random, const AtlasNames& names);

enum class Side : std::uint8_t { Left, Right, Top, Bottom };
/// Cuts `part` of the page away from `before` at one side and says so; the other fields must be set.
void extendTo(EditPair& edit, Side side, double part);

/// Where a subject leaves traces: itself, its shadow and its light.
Area traceOf(const SubjectOnPage& subject);

}  // namespace lacuna::training
