// The teacher's ways from noise to picture, kept at hand: each serves many steps, as it costs tens of the
// teacher's forward passes. What the pool holds at a step depends on that step's number alone.
#pragma once

#include <torch/torch.h>

#include <functional>

#include "engine/training/flow/batch.h"
#include "engine/training/preference/policy.h"

namespace lacuna::training {

/// @param question the task's channels, see Policy::velocity. @param noise where the way begins.
/// @return the states at every noise level of `schedule`, [steps + 1, B, 16, h, w]; the teacher takes
/// `refinement` equal steps between two of them.
torch::Tensor followTeacher(const Policy& teacher, const FlowInput& question, const torch::Tensor& noise,
                            const FlowSchedule& schedule, int refinement, const ReadPrompts& prompts);

/// What the teacher is asked: batch `number` of an endless row, of text to image, holes and edits. Only where
/// it begins is looked at (clean + target), not its noise levels.
using QuestionBatches = std::function<FlowBatch(std::int64_t number)>;

struct TrajectoryOptions {
    std::int64_t capacity = 8;  ///< batches of questions
    std::int64_t every = 4;     ///< steps until a batch is replaced; 0 = never
    int refinement = 6;
    double guidance = 1;  ///< the teacher's
};

/// A batch of questions and the teacher's answers.
struct Trajectories {
    FlowInput question;
    torch::Tensor states;  ///< [steps + 1, B, 16, h, w]
    FlowSchedule schedule;
};

class TrajectoryPool {
  public:
    /// @param steps of the student; the noise levels follow from a batch's page size.
    TrajectoryPool(Policy teacher, QuestionBatches questions, int steps, const TrajectoryOptions& options);
    /// Makes what step `step` has more than the last step asked for (everything, when that was another).
    void moveTo(std::int64_t step);
    std::int64_t size() const { return std::int64_t(made_.size()); }
    const Trajectories& at(std::int64_t index) const { return made_[std::size_t(index)]; }

  private:
    Trajectories make(std::int64_t number) const;

    Policy teacher_;
    QuestionBatches questions_;
    int steps_;
    TrajectoryOptions options_;
    std::int64_t end_ = -1;  ///< batches with lower numbers have been made
    std::vector<Trajectories> made_;
};

}  // namespace lacuna::training
