// One double-stream block of the MMDiT. Its members are spelled as the checkpoint's keys; what the layers do
// is in block.cpp.
#pragma once

#include <torch/torch.h>

#include "engine/models/qwen_image/config.h"
#include "engine/models/qwen_image/rope.h"
#include "engine/nn/layers.h"

namespace lacuna::qwen_image {

/// What the timestep says to one half of a block: y -> y (1 + scale) + shift before, gate after. Each [B, 1,
/// d], or [B, S, d] when tokens of one picture differ in their timestep.
struct Modulation {
    torch::Tensor shift, scale, gate;
};
/// A stream's two halves: attention, then MLP.
struct StreamModulation {
    Modulation attention, mlp;
};
struct BlockModulation {
    StreamModulation image, text;
};

struct Streams {
    torch::Tensor text;   ///< [B, T, d]
    torch::Tensor image;  ///< [B, S, d]
};

class TransformerBlockImpl : public nn::Module {
  public:
    explicit TransformerBlockImpl(const TransformerConfig& config);

    /// @param temb silu of the timestep embedding, [B, d]; with zero_cond_t [2B, d], the second half for t =
    /// 0.
    /// @param targetTokens tokens of the picture being made; 0 = every image token uses the first half of
    /// temb.
    /// @param imageTokens all image tokens.
    BlockModulation modulation(const torch::Tensor& temb, std::int64_t targetTokens,
                               std::int64_t imageTokens);

    /// A number that changes when the weights behind modulation() do.
    std::size_t modulationState() const;

    /// @param keyMask [B, 1, 1, T + S] bool, true = attend; undefined = all.
    Streams forward(Streams streams, const BlockModulation& modulation, const RopeTables& rope,
                    const torch::Tensor& keyMask);

  private:
    Streams attend(const Streams& normed, const RopeTables& rope, const torch::Tensor& keyMask);
    torch::Tensor heads(const torch::Tensor& x) const;  // [B, S, d] -> [B, S, H, D]

    std::int64_t headDim_;
    nn::Linear img_mod{nullptr}, txt_mod{nullptr};  // .1: the second of SiLU, Linear
    nn::Linear to_q{nullptr}, to_k{nullptr}, to_v{nullptr}, to_out{nullptr};
    nn::Linear add_q_proj{nullptr}, add_k_proj{nullptr}, add_v_proj{nullptr}, to_add_out{nullptr};
    nn::RmsNorm norm_q{nullptr}, norm_k{nullptr}, norm_added_q{nullptr}, norm_added_k{nullptr};
    nn::Linear img_mlp_in{nullptr}, img_mlp_out{nullptr}, txt_mlp_in{nullptr},
        txt_mlp_out{nullptr};  // net.0.proj, net.2
};
TORCH_MODULE(TransformerBlock);

}  // namespace lacuna::qwen_image
