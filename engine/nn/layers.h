// The layers that every model here is made of. Members are spelled as in checkpoint files. A layer computes
// in its input's type; a weight stored in another (bf16 or f8 mapped from disk) is widened a block at a time
// while it is used, never as a whole copy that stays.
#pragma once

#include <torch/torch.h>

#include <optional>

#include "engine/nn/module.h"

namespace lacuna::nn {

/// A trained change of rank r beside a frozen weight: y += scale (x down^T) up^T (Hu et al., "LoRA: Low-Rank
/// Adaptation of Large Language Models", arXiv 2106.09685, section 4.1).
struct LowRank {
    torch::Tensor down;  ///< [r, in]
    torch::Tensor up;    ///< [out, r]
    double scale = 1;    ///< alpha / r
};

/// y = x W^T + b, W [out, in]. Long inputs are computed in row chunks and ask the current CancelScope between
/// them.
class LinearImpl : public Module {
  public:
    LinearImpl(std::int64_t in, std::int64_t out, bool bias = true);
    torch::Tensor forward(const torch::Tensor& x);  // [..., in] -> [..., out]
    /// gelu(x W^T + b) with the tanh form; one pass where the machine's library offers it.
    torch::Tensor forwardGeluTanh(const torch::Tensor& x);

    torch::Tensor weight, bias;
    std::optional<LowRank> lowRank;  ///< while one is trained; loaded ones are added to the weight
    std::int64_t in() const { return in_; }
    std::int64_t out() const { return out_; }

  private:
    torch::Tensor withoutLowRank(const torch::Tensor& x);

    std::int64_t in_, out_;
};
TORCH_MODULE(Linear);

/// Root mean square norm over the last dimension (arXiv 1910.07467): variance in float32, rounded to the
/// input's type, then times weight.
class RmsNormImpl : public Module {
  public:
    explicit RmsNormImpl(std::int64_t width, double eps = 1e-6);
    torch::Tensor forward(const torch::Tensor& x);

    torch::Tensor weight;
    double eps() const { return eps_; }

  private:
    std::int64_t width_;
    double eps_;
};
TORCH_MODULE(RmsNorm);

/// Rows of a table; only the rows asked for are widened.
class EmbeddingImpl : public Module {
  public:
    EmbeddingImpl(std::int64_t count, std::int64_t width);
    /// @param ids int64 of any shape. @return [..., width] in `type`.
    torch::Tensor forward(const torch::Tensor& ids, torch::ScalarType type);

    torch::Tensor weight;
};
TORCH_MODULE(Embedding);

/// Layer norm without learned scale and shift over the last dimension.
torch::Tensor plainLayerNorm(const torch::Tensor& x, double eps = 1e-6);

/// Sinusoid of a noise level (DDPM's, cosines first): angle_k = 1000 (t f_k), f_k = exp(-ln(10000) k / (width
/// / 2)), in float32.
/// @param t [B]. @return [B, width] float32: cos of all angles, then sin.
torch::Tensor timestepSinusoid(const torch::Tensor& t, std::int64_t width = 256);

}  // namespace lacuna::nn
