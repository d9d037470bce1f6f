// Which noise levels a run goes through: flow matching's straight path from noise to picture, shifted towards
// noise for larger pictures.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/models/qwen_image/config.h"

namespace lacuna {

/// The noise levels of a run, falling: step i goes from sigmas[i] to sigmas[i + 1]; the last sigma is 0.
struct FlowSchedule {
    std::vector<float> sigmas;  ///< steps + 1 values in [0, 1]
    int steps() const { return int(sigmas.size()) - 1; }
    /// 1000 * sigma, as the reference's `timesteps`.
    float timestep(int step) const { return 1000.0f * sigmas[std::size_t(step)]; }
    /// The same schedule without its first `steps` steps.
    FlowSchedule after(int steps) const;
};

/// How far the schedule is shifted for a picture of `imageTokens` target tokens (references do not count):
/// linear through (baseImageSeqLen, baseShift) and (maxImageSeqLen, maxShift), not clamped
/// (calculate_shift of the published pipelines).
double scheduleShift(const qwen_image::SchedulerConfig& config, std::int64_t imageTokens);

/// sigma_i = linspace(1, 1/N, N), shifted (e^mu / (e^mu + 1/s - 1), or the linear form), stretched to end at
/// shiftTerminal, then 0: FlowMatchEulerDiscreteScheduler in its float32 arithmetic. A single step starts at
/// 1 and needs no stretch. Errors: BadRequest for less than one step or more than 1000.
Result<FlowSchedule> makeSchedule(const qwen_image::SchedulerConfig& config, int steps,
                                  std::int64_t imageTokens);

/// The first step of a run that starts from a picture: int(max(N - min(N * strength, N), 0)), in floating
/// point as the published pipelines truncate it. Errors: BadRequest for a strength outside (0, 1], or one so
/// small that no step is left.
Result<int> firstStep(int steps, double strength);

}  // namespace lacuna
