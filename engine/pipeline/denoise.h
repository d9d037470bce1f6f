// The loop that every task shares: predict, guide, step, put back what is kept. It knows tensors only, so
// that any run can be repeated with explicit inputs and compared step by step with the published
// implementation.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/models/qwen2_5_vl/text_encoder.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/sampling/schedule.h"

namespace lacuna {

/// What the prompt says. Guidance runs when scale > 1 and there is a negative prompt.
struct Guidance {
    qwen2_5_vl::PromptEmbedding positive;
    std::optional<qwen2_5_vl::PromptEmbedding> negative;
    double scale = 1;
    bool active() const { return scale > 1 && negative.has_value(); }
};

/// Latents that the run must not change. All packed, [1, S, 64].
struct KeptLatents {
    torch::Tensor clean;  ///< of the source picture
    torch::Tensor noise;  ///< the run's own noise
    /// 0 = keep, 1 = generate. Between them a value says when a cell joins: it is kept until the noise level
    /// has fallen to it, so soft edges are repainted only late, with little change (differential diffusion).
    torch::Tensor mask;
};

struct DenoiseInput {
    torch::Tensor latents;  ///< [1, S, 64] packed, at the schedule's first noise level
    FlowSchedule schedule;
    Guidance guidance;
    std::vector<qwen_image::Grid> grids;  ///< the target's, then each reference's
    torch::Tensor references;             ///< [1, R, 64] clean latents further tokens; undefined = none
    torch::Tensor source;  ///< [1, S, inChannels - 64] further channels of the target; undefined = none
    qwen_image::Conditioning conditioning;
    std::optional<KeptLatents> kept;
    at::ScalarType computeType = at::kFloat;  ///< the transformer's; latents keep their own type
};

/// The state after a step.
struct StepState {
    int step = 0;  ///< 1 .. steps
    int steps = 0;
    const torch::Tensor& latents;  ///< [1, S, 64] after the step
    const torch::Tensor&
        estimate;  ///< [1, S, 64] the clean picture as this step sees it, what is kept put back
};

enum class Next : std::uint8_t {
    Continue,
    StopHere,  ///< end with the clean estimate
};
/// Called after each step; empty = continue.
using OnStep = std::function<Next(const StepState&)>;

struct DenoiseResult {
    torch::Tensor latents;  ///< [1, S, 64]
    bool partial = false;   ///< ended by StopHere before the last step
};

/// Throws nn::Cancelled when `cancel` was asked.
DenoiseResult denoise(qwen_image::Transformer& transformer, const DenoiseInput& input,
                      const OnStep& onStep = {}, std::stop_token cancel = {});

}  // namespace lacuna
