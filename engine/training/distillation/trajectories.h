// The teacher's ways from noise to picture, kept at hand: each serves many steps, as it costs tens of the
// teacher's forward passes. What the pool holds at a step depends on that step's number alone.
#pragma once

#include <torch/torch.h>

#include "engine/training/preference/policy.h"
#include "engine/training/preference/question.h"

namespace lacuna::training {

/// @param states the noise. @return the states at every noise level of `schedule`, [steps + 1, B, 16, h, w];
/// the teacher takes `refinement` equal steps between two of them.
torch::Tensor followTeacher(const Policy& teacher, const torch::Tensor& noise, const FlowSchedule& schedule,
                            int refinement, const ReadPrompts& prompts);

struct TrajectoryOptions {
    std::int64_t capacity = 64;  ///< rounded up to whole groups
    std::int64_t every = 4;      ///< steps until a group is replaced; 0 = never
    int refinement = 6;
    double guidance = 1;                   ///< the teacher's
    std::int64_t height = 24, width = 16;  ///< latent cells
    std::uint64_t seed = 1;
};

class TrajectoryPool {
  public:
    /// A group is made in one batch: the last bits of its numbers depend on it.
    static constexpr std::int64_t kGroup = 8;

    TrajectoryPool(Policy teacher, QuestionSource source, FlowSchedule schedule,
                   const TrajectoryOptions& options);
    /// Makes what step `step` has more than the last step asked for (everything, when that was another).
    void moveTo(std::int64_t step);
    std::int64_t capacity() const { return std::int64_t(states_.size()) * kGroup; }
    /// [steps + 1, 16, h, w] of trajectory `index`.
    torch::Tensor states(std::int64_t index) const {
        return states_[std::size_t(index / kGroup)].select(1, index % kGroup);
    }
    const std::string& prompt(std::int64_t index) const { return prompts_[std::size_t(index)]; }
    const FlowSchedule& schedule() const { return schedule_; }

  private:
    void make(std::int64_t group);

    Policy teacher_;
    QuestionSource source_;
    FlowSchedule schedule_;
    TrajectoryOptions options_;
    std::int64_t made_ = -1;  ///< groups with lower numbers have been made
    std::vector<torch::Tensor> states_;
    std::vector<std::string> prompts_;
};

}  // namespace lacuna::training
