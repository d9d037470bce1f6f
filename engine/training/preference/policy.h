// A model in training as preference optimisation and distillation use it: the velocity of text-to-image
// latents with or without guidance, differentiable in the transformer's weights, and plain sampling with it.
#pragma once

#include <torch/torch.h>

#include <optional>
#include <span>
#include <string>

#include "engine/sampling/schedule.h"
#include "engine/training/draft_model.h"

namespace lacuna::training {

/// Prompts as the transformer reads them, one row a sample.
struct ReadPrompts {
    qwen2_5_vl::PromptEmbedding positive;                 ///< states [B, T, hidden], mask [B, T]
    std::optional<qwen2_5_vl::PromptEmbedding> negative;  ///< there when guidance > 1
    double guidance = 1;
    /// Every row `times` times, one after the other.
    ReadPrompts repeated(std::int64_t times) const;
};

class Policy {
  public:
    /// Borrows the model. @param bfloat16 autocast as in a flow run.
    Policy(DraftModel& model, bool bfloat16, torch::Device device)
        : model_(&model), bfloat16_(bfloat16), device_(device) {}

    /// Without gradient: what words mean stays as it is. Throws c10::Error on text that is not UTF-8.
    ReadPrompts read(std::span<const std::string> prompts, double guidance) const;
    ReadPrompts read(std::span<const TokenRow> prompts, double guidance) const;

    /// What text to image asks of the transformer beside the latents: nothing shown, everything to be made.
    FlowInput textToImage(std::int64_t count, std::int64_t height, std::int64_t width) const;

    /// Any task's velocity. @param question its source channels, features and operations; its own latents and
    /// tokens are not looked at. @param latents, sigma, @return as below.
    torch::Tensor velocity(const FlowInput& question, const torch::Tensor& latents,
                           const torch::Tensor& sigma, const ReadPrompts& prompts) const;
    /// @param latents [B, 16, h, w] float32, @param sigma [B]. @return [B, 16, h, w] float32; guided as
    /// sampling/guidance.h says when the prompts ask for it.
    torch::Tensor velocity(const torch::Tensor& latents, const torch::Tensor& sigma,
                           const ReadPrompts& prompts) const;
    /// The same at one noise level for all rows.
    torch::Tensor velocity(const torch::Tensor& latents, float sigma, const ReadPrompts& prompts) const;

    /// Euler steps from noise [B, 16, h, w] to clean latents, without gradient.
    torch::Tensor sample(const torch::Tensor& noise, const FlowSchedule& schedule,
                         const ReadPrompts& prompts) const;

    DraftModel& model() const { return *model_; }
    torch::Device device() const { return device_; }

  private:
    DraftModel* model_;
    bool bfloat16_;
    torch::Device device_;
};

/// Only the transformer learns; text encoder and positional encoding keep their weights.
void freezeAllButTransformer(DraftModel& model);

/// Standard normal noise [count, 16, h, w] from a seed, drawn on the CPU.
torch::Tensor seededNoise(std::uint64_t seed, std::int64_t count, std::int64_t height, std::int64_t width,
                          torch::Device device);

}  // namespace lacuna::training
