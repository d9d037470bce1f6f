// What is called good: one interface for everything that scores pictures, and their weighted sum. Rewards are
// plain measurements against the painter's own poster of the same scene, or the scorers (scorer_rewards.h).
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/json_file.h"
#include "engine/training/preference/question.h"

namespace lacuna::training {

/// Pictures with what was asked for; row i of everything belongs together.
struct Answers {
    torch::Tensor pictures;  ///< [B, 3, H, W] in [-1, 1]
    torch::Tensor posters;   ///< [B, 3, H, W]: the painter's posters of the questions' scenes
    std::span<const Question> questions;
};

class Reward {
  public:
    virtual ~Reward() = default;
    virtual std::string name() const = 0;
    /// @return [B] float32 on the CPU; more is better, 1 is what a painted poster gets.
    virtual torch::Tensor score(const Answers& answers) = 0;
};

/// What scorers need.
struct RewardSources {
    std::filesystem::path judge;  ///< a judge's folder; empty = none
    AtlasNames names;             ///< of the questions' scenes
    torch::Device device = torch::kCPU;
};

/// "colour": 1 - mean |difference| / 2 of mean colours in 4 x 6 parts of the page: the ground's palette and
/// where it lies. "sharpness": mean length of the brightness gradient over the poster's, at most 1, so that
/// noise beyond a poster's own detail earns nothing. "relevance", "aesthetics", "lettering": the scorers.
/// Errors: BadFile for another name and for "relevance" without a judge; Unsupported for "lettering" in a
/// build without a reader; those of loadJudge.
Result<std::unique_ptr<Reward>> makeReward(std::string_view name, const std::string& where,
                                           const RewardSources& sources = {});

/// A score and the parts it is the sum of.
struct Scores {
    torch::Tensor total;                                       ///< [B]
    std::vector<std::pair<std::string, torch::Tensor>> parts;  ///< unweighted, each [B]
};

class RewardMix {
  public:
    void add(std::unique_ptr<Reward> reward, double weight);
    /// Mean of the rewards, weighted.
    Scores score(const Answers& answers) const;

  private:
    struct Part {
        std::unique_ptr<Reward> reward;
        double weight;
    };
    std::vector<Part> parts_;
};

/// {"colour": 1, "sharpness": 0.25}. Errors: BadFile, those of makeReward.
Result<RewardMix> readRewardMix(const Json& json, const std::string& where,
                                const RewardSources& sources = {});

}  // namespace lacuna::training
