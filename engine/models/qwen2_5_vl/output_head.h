// The language model's last layer, which its encoder does without: from a state to how likely each token of
// the vocabulary comes next. It is read only by those who ask questions.
#pragma once

#include <torch/torch.h>

#include "engine/models/qwen2_5_vl/config.h"
#include "engine/models/weights.h"
#include "engine/nn/layers.h"

namespace lacuna::qwen2_5_vl {

class OutputHeadImpl : public nn::Module {
  public:
    explicit OutputHeadImpl(const LanguageConfig& config);
    /// @param states [.., hidden] after the final norm. @return logits [.., vocabulary] in their type.
    torch::Tensor forward(const torch::Tensor& states);

  private:
    nn::Linear lm_head{nullptr};
};
TORCH_MODULE(OutputHead);

/// From the text encoder's own files: the table of embeddings when config.json ties the two
/// (`tie_word_embeddings`), else `lm_head.weight`. Stored weights are widened while they are used.
/// Errors: ModelMissing when the files have no head, as text encoders saved without one; those of
/// loadWeights.
Result<OutputHead> loadOutputHead(const Checkpoint& checkpoint, const TextEncoderConfig& config,
                                  LoadOptions options);

}  // namespace lacuna::qwen2_5_vl
