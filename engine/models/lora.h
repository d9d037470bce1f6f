// LoRA files: what others trained beside a frozen transformer, in every naming that is about (diffusers,
// kohya, DiffSynth, ComfyUI), checked against the model and added to its weights while they are loaded.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/nn/layers.h"

namespace lacuna {

/// The adapters of one file: W' = W + strength (alpha / r) up down.
class Lora {
  public:
    /// Reads `file` for the linears of `model` (weights may still be shapes). Names are taken with and
    /// without the prefixes `transformer.`, `diffusion_model.`, `model.diffusion_model.`, `pipe.dit.`,
    /// `base_model.model.`, and as kohya's `lora_unet_` with `_` for every `.`; pairs are `lora_A`/`lora_B`
    /// (with or without an adapter's name), `lora_down`/`lora_up`. alpha is the tensor `.alpha`, else what
    /// `lora_adapter_metadata` of the file says, else r.
    /// Errors: ModelMissing, BadFile (unknown layers, halves of pairs, shapes that do not fit, numbers that
    /// are none), Unsupported (DoRA, LoHa, LoKr, whole differences).
    static Result<Lora> open(const std::filesystem::path& file, torch::nn::Module& model);

    /// By the layer's key, e.g. "transformer_blocks.0.attn.to_q"; float32.
    const std::map<std::string, nn::LowRank>& layers() const { return layers_; }
    /// scale up down for the parameter `key` ("….weight") times `strength`, float32; undefined when the file
    /// does not change it.
    torch::Tensor delta(const std::string& key, double strength) const;

  private:
    std::map<std::string, nn::LowRank> layers_;
};

/// A LoRA and how much of it.
struct AppliedLora {
    Lora lora;
    double strength = 1;
};
/// The sum of several, for LoadOptions::delta.
std::function<torch::Tensor(const std::string& key)> deltaOf(std::vector<AppliedLora> loras);

}  // namespace lacuna
