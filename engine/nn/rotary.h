// Rotary position embedding (RoFormer, arXiv 2104.09864) in its two layouts: adjacent channel pairs (the
// MMDiT) and half against half (Qwen2.5-VL). The layouts are not interchangeable.
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace lacuna::nn {

/// cos and sin of every token's angles, float32.
struct RotaryTable {
    torch::Tensor cos;
    torch::Tensor sin;
};

/// theta^(-2j / width), j = 0 .. width / 2 - 1, float32.
/// @param roundedToBf16 as they are in a published module that was cast to bfloat16 as a whole: its rotary
/// buffer is cast with it. One that was loaded from a bfloat16 checkpoint keeps them in float32.
torch::Tensor rotaryFrequencies(double theta, std::int64_t width, bool roundedToBf16 = false);

/// Channels (2k, 2k + 1) are complex number k, turned by the table's angle k; computed in float32.
/// @param x [B, S, H, D]. @param table [S, D / 2].
torch::Tensor rotateInterleaved(const torch::Tensor& x, const RotaryTable& table);

/// x cos + rotate_half(x) sin, rotate_half(x) = [-x2, x1].
/// @param x [B, H, S, D]. @param table [B or 1, 1, S, D] or [S, D] broadcastable, in the type the computation
/// shall run in.
torch::Tensor rotateHalf(const torch::Tensor& x, const RotaryTable& table);

/// RMS norm of every head, then rotateInterleaved: one pass over memory on the CPU without autograd, plain
/// operators elsewhere.
/// @param x [B, S, H, D]. @param weight [D].
torch::Tensor normAndRotate(const torch::Tensor& x, const torch::Tensor& weight, double eps,
                            const RotaryTable& table);

}  // namespace lacuna::nn
