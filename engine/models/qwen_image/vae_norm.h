// The VAE's normalisation, alone or with the SiLU that follows it, in one pass over memory where that is
// possible: unfused, these two take longer than the convolutions between them.
#pragma once

#include <torch/torch.h>

namespace lacuna::qwen_image {

/// y = x / max(||x||_2, 1e-12) * sqrt(C) * gamma, the length taken over the channels; then SiLU if asked.
/// A sum norm, not a mean norm: there is no other epsilon (AutoencoderKLQwenImage, QwenImageRMS_norm).
/// @param x [B, C, H, W] float32 or bfloat16; channels-last is the fast layout.
/// @param gamma [C].
/// @param overwrite x is not needed any more and may be written to. Ignored where gradients are recorded.
/// @return [B, C, H, W], x's type; channels-last.
torch::Tensor channelNorm(torch::Tensor x, const torch::Tensor& gamma, bool silu, bool overwrite = false);

}  // namespace lacuna::qwen_image
