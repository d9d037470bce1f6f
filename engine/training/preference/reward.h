// What is called good: one interface for everything that scores pictures, and their weighted sum. The
// built-in rewards are plain measurements against the painter's own poster of the same scene.
#pragma once

#include <torch/torch.h>

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

/// "colour": 1 - mean |difference| / 2 of mean colours in 4 x 6 parts of the page: the ground's palette and
/// where it lies. "sharpness": mean length of the brightness gradient over the poster's, at most 1, so that
/// noise beyond a poster's own detail earns nothing. Error: BadFile for another name.
Result<std::unique_ptr<Reward>> makeReward(std::string_view name, const std::string& where);

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

/// {"colour": 1, "sharpness": 0.25}. Errors: BadFile.
Result<RewardMix> readRewardMix(const Json& json, const std::string& where);

}  // namespace lacuna::training
