// The tests that a model is put to: for each task, seeded posters with what the model is given, what it is
// asked, and what a perfect answer would be.
#pragma once

#include <optional>
#include <vector>

#include "engine/training/evaluation/evaluated_model.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/posters/caption.h"

namespace lacuna::training {

struct EvaluationCase {
    Scene scene;                  ///< what the picture should show
    std::optional<Scene> before;  ///< edits: what it showed
    std::string caption;          ///< Long, of `scene`, in `language`: the truth for BLEU
    CaptionLanguage language = CaptionLanguage::English;
    EvaluatedModel::Order order;
    torch::Tensor truth;  ///< [3, H, W] in [-1, 1]: the painted poster of `scene`
    /// [1, H, W], 1 = what should change: the hole, or what an edit changes; undefined = all.
    torch::Tensor changed;
    /// Holes: [1, H, W], 1 = may change. The hole with the soft edges (and, of a wider page, the strip of the
    /// old one) that the editor repaints with it.
    torch::Tensor repainted;
};

/// Languages alternate, and so do mask kinds (Inpaint: brush, box, object; Outpaint: border). Image to image
/// starts from the poster itself at strength 0.6; edits are those of edit_cases.h. Masks and bands are those
/// that the editor would send for the hole.
/// @param size of the posters, multiples of 16. @param first number of the first case of `seed`.
std::vector<EvaluationCase> casesOf(Task task, std::uint64_t seed, std::int64_t first, std::int64_t count,
                                    Size size, const Atlas& atlas);

/// Real posters of other seeds than any case's, [N, 3, H, W]: what a set of pictures is compared with.
torch::Tensor otherPosters(std::uint64_t seed, std::int64_t count, Size size, const Atlas& atlas);

}  // namespace lacuna::training
