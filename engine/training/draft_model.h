// The model that is trained here: transformer, text encoder and positional encoding of the Qwen-Image family,
// built from a run folder that has the layout of a model folder, with all weights trainable.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/json_file.h"
#include "engine/models/qwen2_5_vl/text_encoder.h"
#include "engine/models/qwen_image/config.h"
#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/text/tokenizer.h"
#include "engine/training/flow/samples.h"
#include "engine/training/tensor_file.h"

namespace lacuna::training {

/// One training batch, or one sampler's question, before the forward pass.
struct FlowInput {
    torch::Tensor latents;     ///< [B, 33, h, w]: noisy, source with the hole neutral, mask (mpe_source.h)
    torch::Tensor sigma;       ///< [B]
    torch::Tensor features;    ///< [B, h/2 * w/2, kMpeFeatures]
    torch::Tensor operations;  ///< [B] int64, values of Task
    std::vector<TokenRow> tokens;  ///< prompts, filled into the published template and cut into tokens
};

class DraftModel {
  public:
    /// Reads <folder>/{transformer,text_encoder,mpe,scheduler,tokenizer}; fresh weights from `seed`.
    /// Errors: those of the configurations' readers and of Tokenizer::open.
    static Result<DraftModel> create(const std::filesystem::path& folder, std::uint64_t seed,
                                     torch::Device device);

    /// The velocity [B, 16, h, w] in float32. Throws c10::Error on shapes that do not fit and on text that is
    /// not UTF-8.
    torch::Tensor velocity(const FlowInput& input);
    /// The same with prompts that were read before (input.tokens are not looked at).
    torch::Tensor velocity(const FlowInput& input, const qwen2_5_vl::PromptEmbedding& text);

    /// Prompts through the published template: states [B, T, hidden] with zeros after a prompt's end, and
    /// which rows are real.
    qwen2_5_vl::PromptEmbedding readPrompts(std::span<const std::string> prompts);
    /// The same for prompts that are tokens already.
    qwen2_5_vl::PromptEmbedding readTokens(std::span<const TokenRow> rows);

    /// All weights, with the component's name in front: "transformer.img_in.weight".
    NamedTensors parameters();

    qwen_image::Transformer transformer{nullptr};
    qwen2_5_vl::TextEncoder textEncoder{nullptr};
    qwen_image::MultimodalPositionalEncoding mpe{nullptr};
    qwen_image::SchedulerConfig scheduler;
    std::shared_ptr<const Tokenizer> tokenizer;

  private:
    DraftModel() = default;
    torch::Device device_ = torch::kCPU;
};

/// Writes the components' JSON files of a new run: `json` has the objects "transformer", "text_encoder",
/// "mpe" and "scheduler", each as the component's config.json. What follows from another component (widths,
/// vocabulary) is filled in. Errors: BadFile, CannotWrite.
Result<void> writeModelConfigs(const std::filesystem::path& folder, const Json& json,
                               std::int64_t vocabularySize, const std::string& where);

/// Puts a run's or an export's weights into the modules of `parameters` (prefix "w." or "e." in a state, see
/// Optimizer::state).
Result<void> copyParameters(const NamedTensors& from, const std::string& prefix, const NamedTensors& to,
                            const std::string& where);

}  // namespace lacuna::training
