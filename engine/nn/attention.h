// Softmax attention behind one seam: libtorch's fused kernel, or blocks of bmm and softmax. Which is faster
// differs between machines by a factor of ten and more, so a micro-benchmark chooses (see machine.h).
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace lacuna::nn {

enum class AttentionKernel : std::uint8_t {
    Fused,    ///< torch::scaled_dot_product_attention
    Blocked,  ///< bmm and softmax over 512 queries and 4 heads at a time; without autograd only
};

/// The kernel that attention() uses on the CPU; Fused until something else is chosen. Set it before models
/// run.
void setAttentionKernel(AttentionKernel kernel);
AttentionKernel attentionKernel();

/// softmax(q k^T / sqrt(D) + mask) v.
/// @param q, k, v [B, H, S, D], [B, H, L, D], [B, H, L, D].
/// @param mask undefined = none; bool (true = attend) or additive, broadcastable to [B, 1, S or 1, L].
/// @return [B, H, S, D]. Asks the current CancelScope between blocks.
torch::Tensor attention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                        const torch::Tensor& mask = {}, bool causal = false);

/// The two implementations, for tests and the micro-benchmark.
torch::Tensor attentionWith(AttentionKernel kernel, const torch::Tensor& q, const torch::Tensor& k,
                            const torch::Tensor& v, const torch::Tensor& mask = {}, bool causal = false);

}  // namespace lacuna::nn
