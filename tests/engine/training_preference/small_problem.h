// A model of the family that learns in seconds, without pictures: 4 x 4 latent cells whose first channels are
// one number a sample, asked for by two prompts.
#pragma once

#include "engine/training/preference/trainers.h"
#include "tests/support/temporary_folder.h"

namespace lacuna::tests {

inline constexpr std::int64_t kCells = 4;

class SmallProblem {
  public:
    /// Two layers of width 32, trained by flow matching on samples whose first four channels are level +
    /// noise, level ~ N(0, 0.6) whatever the prompt, and whose others are noise of deviation 0.3.
    SmallProblem();

    /// A copy of the trained model.
    training::DraftModel model() const;
    /// Even numbers: "a red moon", wants level +0.8; odd: "a blue boat", wants -0.8.
    static training::Question question(std::uint64_t number);
    /// 1 - |level - wanted| of each row.
    static training::Scores score(const torch::Tensor& latents,
                                  std::span<const training::Question> questions);
    /// A configuration of few and quick steps; files go to the test's folder `name`.
    training::PreferenceConfig config(const std::string& name, double learningRate, int steps) const;
    const TemporaryFolder& folder() const { return folder_; }

  private:
    TemporaryFolder folder_;
    training::NamedTensors weights_;
};

/// Made once for the whole executable.
const SmallProblem& smallProblem();

}  // namespace lacuna::tests
