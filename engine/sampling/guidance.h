// True classifier-free guidance: two predictions a step, with and without the prompt.
#pragma once

#include <torch/torch.h>

namespace lacuna {

/// c = negative + scale (positive - negative), then each token's length is made that of the positive
/// prediction again, which keeps strong guidance from burning the picture (pipeline_qwenimage).
/// @param positive, negative [B, S, C] velocities of one step.
torch::Tensor guide(const torch::Tensor& positive, const torch::Tensor& negative, double scale);

}  // namespace lacuna
