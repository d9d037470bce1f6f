// The scorers as rewards: does the picture show what was asked, does it look good, can its titles be read.
#pragma once

#include "engine/training/preference/reward.h"

namespace lacuna::training {

/// "relevance": what the judge believes of what was asked, 0..1: the mean of the probabilities of the scene's
/// ground, its title's place and scripts, and of each subject being there in its colour. Errors: BadFile
/// without a judge, those of loadJudge.
Result<std::unique_ptr<Reward>> openRelevanceReward(const RewardSources& sources, const std::string& where);

/// "aesthetics": the classical score (data/aesthetics.h) over the painted poster's, at most 1.
std::unique_ptr<Reward> makeAestheticsReward();

/// "lettering": 1 - character error rate of the titles where the scene has them, the mean over its titles; 1
/// where it has none. Pictures under about 256 px across are too small to be read. A page that the reader
/// cannot take counts 0. Error: Unsupported without a reader.
Result<std::unique_ptr<Reward>> openLetteringReward();

}  // namespace lacuna::training
