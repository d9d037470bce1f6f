// See denoise.h.
#include "engine/pipeline/denoise.h"

#include <algorithm>

#include "engine/sampling/euler.h"
#include "engine/sampling/guidance.h"

namespace lacuna {
namespace {

/// Cells that take part below noise level `sigma`: 1, others 0. The margin keeps a mask of 0 out at sigma 0.
torch::Tensor joined(const torch::Tensor& mask, float sigma, at::ScalarType type) {
    return (mask >= std::min(1.0f, sigma + 1e-4f)).to(type);
}

torch::Tensor predict(qwen_image::Transformer& transformer, const DenoiseInput& input,
                      const qwen2_5_vl::PromptEmbedding& prompt, const torch::Tensor& tokens, float sigma,
                      std::int64_t targetTokens, const std::stop_token& cancel) {
    qwen_image::TransformerInput forward;
    forward.latents = tokens;
    forward.text = prompt.states.to(tokens.scalar_type());
    forward.textMask = prompt.mask;
    forward.timestep = modelTimestep(sigma, tokens.size(0), tokens.scalar_type(), tokens.device());
    forward.grids = input.grids;
    forward.conditioning = input.conditioning;
    qwen_image::ForwardOptions options;
    options.cancel = cancel;
    return transformer->forward(forward, options).narrow(1, 0, targetTokens);
}

/// What the transformer sees: the noisy tokens with their source channels, then the references.
torch::Tensor modelInput(const DenoiseInput& input, const torch::Tensor& latents) {
    auto tokens = latents.to(input.computeType);
    if (input.source.defined()) tokens = torch::cat({tokens, input.source.to(input.computeType)}, 2);
    if (!input.references.defined()) return tokens;
    auto references = input.references.to(input.computeType);
    if (const auto missing = tokens.size(2) - references.size(2); missing > 0) {
        references = at::constant_pad_nd(references, {0, missing});
    }
    return torch::cat({tokens, references}, 1);
}

}  // namespace

DenoiseResult denoise(qwen_image::Transformer& transformer, const DenoiseInput& input, const OnStep& onStep,
                      std::stop_token cancel) {
    auto latents = input.latents;
    const auto type = latents.scalar_type();
    const auto targetTokens = latents.size(1);
    const int steps = input.schedule.steps();
    for (int i = 0; i < steps; ++i) {
        const float sigma = input.schedule.sigmas[std::size_t(i)];
        const float sigmaNext = input.schedule.sigmas[std::size_t(i) + 1];
        const auto tokens = modelInput(input, latents);
        auto velocity =
            predict(transformer, input, input.guidance.positive, tokens, sigma, targetTokens, cancel);
        if (input.guidance.active()) {
            const auto negative =
                predict(transformer, input, *input.guidance.negative, tokens, sigma, targetTokens, cancel);
            velocity = guide(velocity, negative, input.guidance.scale);
        }
        velocity = velocity.to(type);

        auto estimate = onStep ? cleanEstimate(latents, velocity, sigma) : torch::Tensor();
        latents = eulerStep(latents, velocity, sigma, sigmaNext);
        if (input.kept) {
            const auto& [clean, noise, mask] = *input.kept;
            const auto free = joined(mask, sigmaNext, type);
            const auto reference = i + 1 < steps ? addNoise(clean, noise, sigmaNext) : clean;
            latents = (1 - free) * reference + free * latents;
            if (onStep) {
                const auto shown = joined(mask, 0, at::kFloat);
                estimate = (1 - shown) * clean.to(at::kFloat) + shown * estimate;
            }
        }
        if (onStep && onStep({i + 1, steps, latents, estimate}) == Next::StopHere && i + 1 < steps) {
            return {estimate.to(type), true};
        }
    }
    return {latents, false};
}

}  // namespace lacuna
