// Multimodal positional encoding: beside its rotary position, every image token is told what it is for: kept
// or generated, how far from the mask's edge, how far outside the old page, and which operation runs. A
// checkpoint that has no "mpe" component behaves exactly as before; a fresh encoding adds exactly nothing,
// because its last layers start at zero.
#pragma once

#include <torch/torch.h>

#include "engine/messages/request.h"

namespace lacuna::qwen_image {

/// mpe/config.json of a model folder.
struct MpeConfig {
    std::int64_t width = 3072;    ///< the transformer's width d (num_attention_heads * attention_head_dim)
    std::int64_t hidden = 128;    ///< width of the small network
    std::int64_t operations = 5;  ///< rows of the operation table, indexed by Task
};

/// Numbers a token, in this order: mask coverage; signed distance to the mask's edge clipped at 2 and at 8
/// tokens, scaled to [-1, 1] (positive inside the hole); the edge's normal x, y (towards the hole, zero where
/// there is no edge); 1 when the token's region touches the picture's border, 0 when it is enclosed; offset
/// outside the kept rectangle in x, y, in units of that rectangle.
inline constexpr std::int64_t kMpeFeatures = 8;

/// What the encoding adds: `tokens` [B, N, d] to the image tokens after img_in, `time` [B, d] to the timestep
/// embedding.
struct MpeBias {
    torch::Tensor tokens;
    torch::Tensor time;
};

/// Features of one picture's tokens.
/// @param mask [h, w] on any device, latent cells (8 x 8 pixels), 1 = generate, 0 = keep; h and w even.
/// @param task Outpaint measures the offset from the bounding box of what is kept; for other tasks the offset
/// is 0.
/// @return [h/2 * w/2, kMpeFeatures] float32 on the CPU, rows in token order (row-major).
torch::Tensor mpeFeatures(const torch::Tensor& mask, Task task);

/// A two-layer network over the features, with a learned vector an operation.
/// Checkpoint keys: linear_1.{weight,bias}, operation.weight, linear_2.{weight,bias},
/// time_linear.{weight,bias}.
class MultimodalPositionalEncodingImpl : public torch::nn::Module {
  public:
    explicit MultimodalPositionalEncodingImpl(const MpeConfig& config);

    /// @param features [B, N, kMpeFeatures], moved to the weights' device and type here.
    /// @param operations [B] int64, values of Task.
    MpeBias forward(const torch::Tensor& features, const torch::Tensor& operations);

    const MpeConfig& config() const { return config_; }

  private:
    MpeConfig config_;
    torch::nn::Linear linear_1{nullptr}, linear_2{nullptr}, time_linear{nullptr};
    torch::nn::Embedding operation{nullptr};
};
TORCH_MODULE(MultimodalPositionalEncoding);

}  // namespace lacuna::qwen_image
