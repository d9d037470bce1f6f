// One step along the flow, with the roundings of the reference (FlowMatchEulerDiscreteScheduler), so that
// half-precision runs agree as well.
#pragma once

#include <torch/torch.h>

namespace lacuna {

/// x + (sigmaNext - sigma) v: the product is rounded to v's type, the sum is float32, the result has v's
/// type.
torch::Tensor eulerStep(const torch::Tensor& x, const torch::Tensor& velocity, float sigma, float sigmaNext);

/// sigma * noise + (1 - sigma) * clean, sigma rounded to the tensors' type first (scale_noise).
torch::Tensor addNoise(const torch::Tensor& clean, const torch::Tensor& noise, float sigma);

/// The clean estimate x0 = x - sigma v.
torch::Tensor cleanEstimate(const torch::Tensor& x, const torch::Tensor& velocity, float sigma);

/// What the transformer is told at noise level sigma: 1000 sigma, cast to `type`, then divided by 1000 in it.
/// In bfloat16 that quantises it, and the published models were used so. [batch].
torch::Tensor modelTimestep(float sigma, std::int64_t batch, at::ScalarType type, at::Device device);

}  // namespace lacuna
