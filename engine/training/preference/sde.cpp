// See sde.h.
#include "engine/training/preference/sde.h"

#include <cmath>
#include <numbers>

namespace lacuna::training {

SdeStep sdeStep(const torch::Tensor& x, const torch::Tensor& velocity, const FlowSchedule& schedule, int step,
                double noiseLevel) {
    const double sigma = schedule.sigmas[std::size_t(step)], next = schedule.sigmas[std::size_t(step) + 1];
    const double dt = next - sigma;
    const double denominator = 1 - (sigma < 1 ? sigma : double(schedule.sigmas[1]));
    const double s2 = noiseLevel * noiseLevel * sigma / denominator;
    const auto mean = x.to(torch::kFloat) * (1 + s2 / (2 * sigma) * dt) +
                      velocity.to(torch::kFloat) * ((1 + s2 * (1 - sigma) / (2 * sigma)) * dt);
    return {mean, std::sqrt(s2 * -dt)};
}

torch::Tensor logProbability(const torch::Tensor& sample, const SdeStep& step) {
    const auto square = (sample - step.mean).pow(2).flatten(1).mean(1);
    return -square / (2 * step.deviation * step.deviation) - std::log(step.deviation) -
           0.5 * std::log(2 * std::numbers::pi);
}

torch::Tensor stepDivergence(const SdeStep& step, const torch::Tensor& referenceMean) {
    return (step.mean - referenceMean).pow(2).flatten(1).mean(1) / (2 * step.deviation * step.deviation);
}

}  // namespace lacuna::training
