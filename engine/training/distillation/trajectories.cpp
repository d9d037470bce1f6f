// See trajectories.h. Group number n lies at slot n modulo the number of slots; step s holds the groups below
// slots + s / every.
#include "engine/training/distillation/trajectories.h"

#include "engine/sampling/euler.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {

torch::Tensor followTeacher(const Policy& teacher, const torch::Tensor& noise, const FlowSchedule& schedule,
                            int refinement, const ReadPrompts& prompts) {
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> states{noise};
    auto x = noise;
    for (int i = 0; i < schedule.steps(); ++i) {
        const float from = schedule.sigmas[std::size_t(i)], to = schedule.sigmas[std::size_t(i) + 1];
        const auto level = [&](int part) { return from + (to - from) * float(part) / float(refinement); };
        for (int part = 0; part < refinement; ++part)
            x = eulerStep(x, teacher.velocity(x, level(part), prompts), level(part), level(part + 1));
        states.push_back(x);
    }
    return torch::stack(states);
}

TrajectoryPool::TrajectoryPool(Policy teacher, QuestionSource source, FlowSchedule schedule,
                               const TrajectoryOptions& options)
    : teacher_(teacher),
      source_(std::move(source)),
      schedule_(std::move(schedule)),
      options_(options),
      states_(std::size_t((options.capacity + kGroup - 1) / kGroup)),
      prompts_(states_.size() * std::size_t(kGroup)) {}

void TrajectoryPool::moveTo(std::int64_t step) {
    const auto slots = std::int64_t(states_.size());
    const auto end = slots + (options_.every > 0 ? step / options_.every : 0);
    auto begin = end - slots;
    if (made_ >= begin && made_ <= end) begin = made_;
    for (; begin < end; ++begin) make(begin);
    made_ = end;
}

void TrajectoryPool::make(std::int64_t group) {
    const auto slot = group % std::int64_t(states_.size());
    const auto prompts = promptsOf(questionsFrom(source_, std::uint64_t(group * kGroup), kGroup));
    std::copy(prompts.begin(), prompts.end(), prompts_.begin() + slot * kGroup);
    const auto noise = seededNoise(Random(options_.seed, std::uint64_t(group)).next(), kGroup,
                                   options_.height, options_.width, teacher_.device());
    states_[std::size_t(slot)] = followTeacher(teacher_, noise, schedule_, options_.refinement,
                                               teacher_.read(prompts, options_.guidance));
}

}  // namespace lacuna::training
