// The language model of Qwen2.5-VL (arXiv 2502.13923), as a reader: token embeddings in, the states after the
// final norm out. A decoder with grouped-query attention and multimodal rotary positions; there is no output
// head, nothing is generated here.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <stop_token>
#include <vector>

#include "engine/models/qwen2_5_vl/config.h"
#include "engine/nn/layers.h"

namespace lacuna::qwen2_5_vl {

class DecoderLayerImpl;

class LanguageModelImpl : public nn::Module {
  public:
    explicit LanguageModelImpl(const LanguageConfig& config);

    /// @param ids [B, S] int64. @return [B, S, hidden] in `type`.
    torch::Tensor embed(const torch::Tensor& ids, torch::ScalarType type);

    /// @param embeddings [B, S, hidden]. @param positions [3, B, S] int64: frame, row, column (textPositions,
    /// imagePositions).
    /// @param mask [B, S] bool, true = a real token; undefined = all real.
    /// @param cancel asked before each layer; throws nn::Cancelled.
    /// @return [B, S, hidden] after the final norm.
    torch::Tensor forward(const torch::Tensor& embeddings, const torch::Tensor& positions,
                          const torch::Tensor& mask = {}, std::stop_token cancel = {});

    const LanguageConfig& config() const { return config_; }

  private:
    LanguageConfig config_;
    nn::Embedding embed_tokens{nullptr};
    std::vector<std::shared_ptr<DecoderLayerImpl>> layers;
    nn::RmsNorm norm{nullptr};
};
TORCH_MODULE(LanguageModel);

/// Positions of right-padded text: 0, 1, 2, .. on all axes, 1 where the mask is false. @param mask [B, S]
/// bool. @return [3, B, S].
torch::Tensor textPositions(const torch::Tensor& mask);

/// One picture's place in a prompt, in merged units (28 x 28 pixels).
struct MergedGrid {
    std::int64_t rows = 0, columns = 0;
};
/// Positions of one prompt with pictures: text runs count up on all axes; a picture's rows keep the frame
/// axis still and count rows and columns from where it starts; text goes on after the largest position so
/// far.
/// @param ids the prompt's ids; runs of `imageToken` are pictures, in the order of `grids` and as long as
/// rows * columns.
/// @return [3, 1, S]. Throws c10::Error when runs and grids disagree.
torch::Tensor imagePositions(const std::vector<std::int64_t>& ids, std::int64_t imageToken,
                             const std::vector<MergedGrid>& grids);

}  // namespace lacuna::qwen2_5_vl
