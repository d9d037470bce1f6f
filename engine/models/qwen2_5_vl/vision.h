// The vision tower of Qwen2.5-VL (arXiv 2502.13923, section 2.1.1): a transformer over 14-pixel patches in
// which most blocks look only inside windows of 8 x 8 patches, and a merger that turns 2 x 2 patches into one
// row of the language model.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <stop_token>
#include <vector>

#include "engine/models/qwen2_5_vl/config.h"
#include "engine/nn/layers.h"

namespace lacuna::qwen2_5_vl {

class VisionBlockImpl;

class VisionTowerImpl : public nn::Module {
  public:
    explicit VisionTowerImpl(const VisionConfig& config);

    /// One picture.
    /// @param patches [rows * columns, patchFeatures] in the order of PreparedImage, in the type to compute
    /// in.
    /// @param rows, columns patches; multiples of spatialMergeSize.
    /// @return [rows * columns / 4, outHiddenSize].
    torch::Tensor forward(const torch::Tensor& patches, std::int64_t rows, std::int64_t columns,
                          std::stop_token cancel = {});

    const VisionConfig& config() const { return config_; }

  private:
    VisionConfig config_;
    nn::Linear patch_embed{nullptr};  // patch_embed.proj, a convolution whose kernel is its stride
    std::vector<std::shared_ptr<VisionBlockImpl>> blocks;
    nn::RmsNorm ln_q{nullptr};                  // merger.ln_q
    nn::Linear mlp_0{nullptr}, mlp_2{nullptr};  // merger.mlp
};
TORCH_MODULE(VisionTower);

/// The order in which windows read the merged units, and where each window ends.
struct WindowOrder {
    torch::Tensor order;                ///< [units] int64: place -> unit, a permutation
    std::vector<std::int64_t> lengths;  ///< merged units of each window, none empty
};
/// @param rows, columns merged units. @param window units on a side (4).
WindowOrder windowOrder(std::int64_t rows, std::int64_t columns, std::int64_t window);

}  // namespace lacuna::qwen2_5_vl
