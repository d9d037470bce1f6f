// A chat model that looks at a picture and is asked about it: how likely is its answer "Yes"? For those who
// have the weights of Qwen2.5-VL, which every published Qwen-Image folder holds as its text encoder.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/models/qwen2_5_vl/output_head.h"
#include "engine/models/qwen2_5_vl/text_encoder.h"
#include "engine/text/tokenizer.h"

namespace lacuna::training {

/// The most pixels that are looked at, 1280 picture tokens: what the model card of Qwen2.5-VL-7B-Instruct
/// suggests as `max_pixels`. Larger pictures are reduced.
inline constexpr std::int64_t kMostVqaPixels = 1280 * 28 * 28;

class VqaModel {
  public:
    /// @param folder a model folder (model_index.json) whose text encoder has a vision tower, or a folder of
    /// Qwen2.5-VL itself, where everything lies side by side. @param type computed in; stored weights of
    /// another type stay mapped on a CPU. Errors: ModelMissing (no model, or one without an output head),
    /// Unsupported (a text encoder that cannot see), BadFile, OutOfMemory.
    static Result<VqaModel> open(const std::filesystem::path& folder, at::ScalarType type,
                                 torch::Device device);

    /// What the model would say first, asked as PromptTemplate::Question. @param picture any format.
    /// @param question UTF-8. @return logits [vocabulary], float32, on the CPU; of the last position only.
    /// Errors: BadRequest (a picture more than 200 times as long as wide, a question with picture tokens).
    Result<torch::Tensor> nextToken(const Image& picture, const std::string& question);

    /// P("Yes" | picture, question), the softmax over the whole vocabulary at the token "Yes": VQAScore (Lin
    /// et al., "Evaluating Text-to-Visual Generation with Image-to-Text Generation", arXiv 2404.01291,
    /// section 3), as its authors compute it for Qwen2.5-VL (t2v_metrics, qwen2vl_model.py). Errors: above.
    Result<double> probabilityOfYes(const Image& picture, const std::string& question);

    /// Tells weights and arithmetic apart.
    const std::string& version() const { return version_; }

  private:
    VqaModel() = default;

    std::shared_ptr<const Tokenizer> tokenizer_;
    std::optional<qwen2_5_vl::ImageProcessorConfig> processor_;
    qwen2_5_vl::TextEncoder encoder_{nullptr};
    qwen2_5_vl::OutputHead head_{nullptr};
    at::ScalarType type_ = at::kFloat;
    TokenId yes_ = 0;
    std::string version_;
};

}  // namespace lacuna::training
