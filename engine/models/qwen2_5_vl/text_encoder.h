// Prompt in, conditioning out: the language model with, for editing, the vision tower in front of it, and the
// published pipelines' rules on which rows of the result the transformer sees.
#pragma once

#include <torch/torch.h>

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/models/qwen2_5_vl/config.h"
#include "engine/models/qwen2_5_vl/image_processor.h"
#include "engine/models/qwen2_5_vl/language.h"
#include "engine/models/qwen2_5_vl/vision.h"
#include "engine/models/weights.h"
#include "engine/text/chat_template.h"

namespace lacuna::qwen2_5_vl {

/// Both parts, with the keys `language_model.*` and `visual.*`.
class TextEncoderImpl : public nn::Module {
  public:
    explicit TextEncoderImpl(const TextEncoderConfig& config);
    LanguageModel language_model{nullptr};
    VisionTower visual{nullptr};  ///< empty when the configuration has none
    const TextEncoderConfig& config() const { return config_; }

  private:
    TextEncoderConfig config_;
};
TORCH_MODULE(TextEncoder);

/// A stored key -> the name in TextEncoder. Takes the hub's layout (`model.layers.*`, `visual.*`), the newer
/// one
/// (`model.language_model.*`, `model.visual.*`) and the prefix `text_encoders.qwen25_7b.transformer.`;
/// `lm_head` and, when `hasVision` is false, the tower give an empty string.
std::string textEncoderKey(std::string_view stored, bool hasVision = true);

/// The tower's patch kernel [d, 3, 2, 14, 14] as the matrix [d, 1176] that it is; other tensors as they are.
/// For LoadOptions::adapt.
torch::Tensor flattenPatchKernel(const std::string& key, torch::Tensor stored);

/// loadWeights() with both; the tower is passed over when the encoder has none.
Result<LoadReport> loadTextEncoder(TextEncoder& encoder, const Checkpoint& checkpoint, LoadOptions options);

/// One prompt, already tokenised (text/chat_template.h), with the pictures that its image tokens stand for,
/// in order.
struct Prompt {
    PromptTokens tokens;
    std::vector<PreparedImage> images;
};

/// What the transformer is given.
struct PromptEmbedding {
    torch::Tensor states;  ///< [B, T, hidden], the template's head dropped, right-padded with zeros
    torch::Tensor mask;    ///< [B, T] bool; undefined when every row is real
};

/// The rows that text-to-image, image-to-image and inpaint keep at most; the edit pipelines keep all (0).
inline constexpr std::int64_t kMaxPromptRows = 512;

/// @param maxRows rows kept of each prompt after the drop; 0 = all.
/// @param type what to compute in.
/// Prompts are read one by one (a causal reader never sees padding) and padded afterwards. Throws
/// nn::Cancelled; c10::Error when a prompt's pictures do not fit its image tokens, or pictures are given to
/// an encoder without a vision tower.
PromptEmbedding encodePrompts(TextEncoder& encoder, std::span<const Prompt> prompts, std::int64_t maxRows,
                              torch::ScalarType type, std::stop_token cancel = {});

}  // namespace lacuna::qwen2_5_vl
