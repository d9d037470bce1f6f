// See policy.h.
#include "engine/training/preference/policy.h"

#include "engine/models/qwen_image/mpe_source.h"
#include "engine/sampling/euler.h"
#include "engine/sampling/guidance.h"
#include "engine/sampling/noise.h"
#include "engine/training/run.h"

namespace lacuna::training {

ReadPrompts ReadPrompts::repeated(std::int64_t times) const {
    const auto repeat = [&](const qwen2_5_vl::PromptEmbedding& from) {
        return qwen2_5_vl::PromptEmbedding{from.states.repeat_interleave(times, 0),
                                           from.mask.repeat_interleave(times, 0)};
    };
    ReadPrompts result{repeat(positive), {}, guidance};
    if (negative) result.negative = repeat(*negative);
    return result;
}

ReadPrompts Policy::read(std::span<const std::string> prompts, double guidance) const {
    torch::NoGradGuard noGrad;
    const Autocast autocast(bfloat16_, device_);
    ReadPrompts result{model_->readPrompts(prompts), {}, guidance};
    if (guidance > 1) result.negative = model_->readPrompts(std::vector<std::string>(prompts.size(), " "));
    return result;
}

ReadPrompts Policy::read(std::span<const TokenRow> prompts, double guidance) const {
    torch::NoGradGuard noGrad;
    const Autocast autocast(bfloat16_, device_);
    ReadPrompts result{model_->readTokens(prompts), {}, guidance};
    if (guidance > 1) result.negative = model_->readPrompts(std::vector<std::string>(prompts.size(), " "));
    return result;
}

FlowInput Policy::textToImage(std::int64_t count, std::int64_t height, std::int64_t width) const {
    FlowInput question;
    const auto nothing = torch::zeros({count, 16, height, width}, torch::TensorOptions().device(device_));
    const auto hole = torch::ones({count, 1, height, width}, nothing.options());
    question.latents = qwen_image::joinSource(nothing, nothing, hole);
    question.features = qwen_image::mpeFeatures(torch::ones({height, width}), Task::TextToImage)
                            .unsqueeze(0)
                            .expand({count, -1, -1});
    question.operations = torch::full({count}, std::int64_t(Task::TextToImage), torch::kLong);
    return question;
}

torch::Tensor Policy::velocity(const FlowInput& question, const torch::Tensor& latents,
                               const torch::Tensor& sigma, const ReadPrompts& prompts) const {
    // A scope a call: casts of weights that are kept from a call without gradients must not serve one with.
    const Autocast autocast(bfloat16_, device_);
    FlowInput input = question;
    input.latents = torch::cat({latents, question.latents.slice(1, latents.size(1))}, 1);
    input.sigma = sigma;
    const auto positive = model_->velocity(input, prompts.positive);
    if (!prompts.negative) return positive;
    const auto negative = model_->velocity(input, *prompts.negative);
    return qwen_image::unpackLatents(
        guide(qwen_image::packLatents(positive), qwen_image::packLatents(negative), prompts.guidance),
        latents.size(2) / 2, latents.size(3) / 2);
}

torch::Tensor Policy::velocity(const torch::Tensor& latents, const torch::Tensor& sigma,
                               const ReadPrompts& prompts) const {
    return velocity(textToImage(latents.size(0), latents.size(2), latents.size(3)), latents, sigma, prompts);
}

torch::Tensor Policy::velocity(const torch::Tensor& latents, float sigma, const ReadPrompts& prompts) const {
    return velocity(latents, torch::full({latents.size(0)}, sigma, latents.options()), prompts);
}

torch::Tensor Policy::sample(const torch::Tensor& noise, const FlowSchedule& schedule,
                             const ReadPrompts& prompts) const {
    torch::NoGradGuard noGrad;
    auto latents = noise;
    for (int i = 0; i < schedule.steps(); ++i) {
        const float sigma = schedule.sigmas[std::size_t(i)];
        latents =
            eulerStep(latents, velocity(latents, sigma, prompts), sigma, schedule.sigmas[std::size_t(i) + 1]);
    }
    return latents;
}

void freezeAllButTransformer(DraftModel& model) {
    for (const auto& [name, parameter] : model.parameters()) {
        if (!name.starts_with("transformer.")) torch::Tensor(parameter).set_requires_grad(false);
    }
}

torch::Tensor seededNoise(std::uint64_t seed, std::int64_t count, std::int64_t height, std::int64_t width,
                          torch::Device device) {
    return torch::randn({count, 16, height, width}, makeGenerator(seed)).to(device);
}

}  // namespace lacuna::training
