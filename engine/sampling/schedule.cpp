// See schedule.h.
#include "engine/sampling/schedule.h"

#include <algorithm>
#include <cmath>

namespace lacuna {

FlowSchedule FlowSchedule::after(int steps) const {
    return {{sigmas.begin() + steps, sigmas.end()}};
}

double scheduleShift(const qwen_image::SchedulerConfig& config, std::int64_t imageTokens) {
    const double span = double(config.maxImageSeqLen - config.baseImageSeqLen);
    const double slope = span == 0 ? 0 : (config.maxShift - config.baseShift) / span;
    return double(imageTokens) * slope + (config.baseShift - slope * double(config.baseImageSeqLen));
}

Result<FlowSchedule> makeSchedule(const qwen_image::SchedulerConfig& config, int steps,
                                  std::int64_t imageTokens) {
    if (steps < 1 || steps > 1000) {
        return fail(ErrorKind::BadRequest,
                    "A run has 1 to 1000 steps, and " + std::to_string(steps) + " were asked for. Try 20.");
    }
    const double mu = scheduleShift(config, imageTokens);
    const bool exponential = config.timeShiftType == qwen_image::SchedulerConfig::TimeShift::Exponential;
    const float shift = float(exponential ? std::exp(mu) : mu);
    const float fixed = float(config.shift);

    FlowSchedule schedule;
    schedule.sigmas.reserve(std::size_t(steps) + 1);
    const double last = 1.0 / steps;
    for (int i = 0; i < steps; ++i) {
        const double linear = steps == 1 ? 1.0 : 1.0 + i * ((last - 1.0) / (steps - 1));
        const float s = float(i == steps - 1 && steps > 1 ? last : linear);
        schedule.sigmas.push_back(config.useDynamicShifting
                                      ? shift / (shift + (1.0f / s - 1.0f))
                                      : fixed * s / (1.0f + float(config.shift - 1) * s));
    }
    const float remaining = 1.0f - schedule.sigmas.back();
    if (config.shiftTerminal && remaining > 0) {
        const float factor = remaining / float(1.0 - *config.shiftTerminal);
        for (float& sigma : schedule.sigmas) sigma = 1.0f - (1.0f - sigma) / factor;
    }
    schedule.sigmas.push_back(0.0f);
    return schedule;
}

Result<int> firstStep(int steps, double strength) {
    if (!(strength > 0) || strength > 1) {
        return fail(ErrorKind::BadRequest, "The strength must be above 0 and at most 1. Try 0.6.");
    }
    const double used = std::min(steps * strength, double(steps));
    const int first = int(std::max(steps - used, 0.0));
    if (first >= steps) {
        return fail(ErrorKind::BadRequest, "This strength leaves nothing of " + std::to_string(steps) +
                                               " steps. Raise the strength, or use more steps.");
    }
    return first;
}

}  // namespace lacuna
