// Scores that are answers: a model that sees the picture is asked whether the caption is true of it, or
// whether it is a good poster, and the score is the probability of "Yes" (vqa_model.h).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/training/data/scorer.h"

namespace lacuna::training {

/// Whom to ask. @param picture 8 bits, not empty. @param question UTF-8. @return the probability of "Yes".
/// BadRequest says that this cannot be asked of this picture.
using AskPicture = std::function<Result<double>(const Image& picture, const std::string& question)>;

/// Score: data::kRelevance, the answer to 'Does this figure show "CAPTION"? Please answer yes or no.', the
/// question of VQAScore (Lin et al., arXiv 2404.01291, section 3); nothing for edit pairs, without a caption,
/// and where it cannot be asked. @param version of whoever answers, see Scorer::version().
std::unique_ptr<data::Scorer> makeVqaRelevanceScorer(AskPicture ask, std::string version);

/// Score: data::kAesthetics, the answer to "Is this a well composed, aesthetically pleasing poster? Please
/// answer yes or no.": the same way of asking, but a question of ours that no paper has measured.
std::unique_ptr<data::Scorer> makeVqaAestheticsScorer(AskPicture ask, std::string version);

}  // namespace lacuna::training
