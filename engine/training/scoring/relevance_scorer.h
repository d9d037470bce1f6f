// Relevance: does the picture show what its caption says? The answer of a judge that was trained on painted
// posters. It knows its own subjects, colours and grounds, and nothing of the rest of the world.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "engine/training/data/scorer.h"
#include "engine/training/scoring/claims.h"

namespace lacuna::training {

/// Who looks. @param picture 8 bits, not empty.
using LookAt = std::function<Result<Sight>(const Image& picture)>;

/// Score: data::kRelevance, the probability of what the caption claims (claims.h); nothing for edit pairs,
/// without a caption, and for captions that name nothing of `space`. Notes: data::kSubjects, data::kGround.
/// @param version of whoever looks, see Scorer::version().
std::unique_ptr<data::Scorer> makeRelevanceScorer(LabelSpace space, LookAt look, std::string version);

/// The same with the judge in a folder (judge.h), on the CPU. Errors: ModelMissing, BadFile.
Result<std::unique_ptr<data::Scorer>> openJudgeScorer(const std::filesystem::path& folder);

}  // namespace lacuna::training
