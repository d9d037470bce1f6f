// See trajectories.h. Batch number n lies at index n modulo the capacity; step s holds the numbers below
// capacity + s / every.
#include "engine/training/distillation/trajectories.h"

#include "engine/sampling/euler.h"

namespace lacuna::training {

torch::Tensor followTeacher(const Policy& teacher, const FlowInput& question, const torch::Tensor& noise,
                            const FlowSchedule& schedule, int refinement, const ReadPrompts& prompts) {
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> states{noise};
    auto x = noise;
    for (int i = 0; i < schedule.steps(); ++i) {
        const float from = schedule.sigmas[std::size_t(i)], to = schedule.sigmas[std::size_t(i) + 1];
        const auto level = [&](int part) { return from + (to - from) * float(part) / float(refinement); };
        for (int part = 0; part < refinement; ++part) {
            const auto sigma = torch::full({x.size(0)}, level(part), x.options());
            x = eulerStep(x, teacher.velocity(question, x, sigma, prompts), level(part), level(part + 1));
        }
        states.push_back(x);
    }
    return torch::stack(states);
}

TrajectoryPool::TrajectoryPool(Policy teacher, QuestionBatches questions, int steps,
                               const TrajectoryOptions& options)
    : teacher_(teacher),
      questions_(std::move(questions)),
      steps_(steps),
      options_(options),
      made_(std::size_t(options.capacity)) {}

void TrajectoryPool::moveTo(std::int64_t step) {
    const auto end = size() + (options_.every > 0 ? step / options_.every : 0);
    auto begin = end - size();
    if (end_ >= begin && end_ <= end) begin = end_;
    for (; begin < end; ++begin) made_[std::size_t(begin % size())] = make(begin);
    end_ = end;
}

Trajectories TrajectoryPool::make(std::int64_t number) const {
    const auto batch = questions_(number);
    auto schedule =
        makeSchedule(teacher_.model().scheduler, steps_, batch.clean.size(2) * batch.clean.size(3) / 4);
    TORCH_CHECK(schedule.has_value(), describe(schedule.error()));
    const auto prompts = teacher_.read(batch.input.tokens, options_.guidance);
    const auto states = followTeacher(teacher_, batch.input, batch.clean + batch.target, *schedule,
                                      options_.refinement, prompts);
    return {batch.input, states, *std::move(schedule)};
}

}  // namespace lacuna::training
