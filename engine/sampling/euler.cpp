// See euler.h.
#include "engine/sampling/euler.h"

namespace lacuna {

torch::Tensor eulerStep(const torch::Tensor& x, const torch::Tensor& velocity, float sigma, float sigmaNext) {
    // A tensor of no dimensions does not promote the product beyond v's type.
    const auto dt = torch::scalar_tensor(sigmaNext - sigma, velocity.options().dtype(at::kFloat));
    return (x.to(at::kFloat) + dt * velocity).to(velocity.scalar_type());
}

torch::Tensor addNoise(const torch::Tensor& clean, const torch::Tensor& noise, float sigma) {
    const auto level = torch::full({1}, sigma, clean.options().dtype(at::kFloat)).to(clean.scalar_type());
    return level * noise + (1.0 - level) * clean;
}

torch::Tensor cleanEstimate(const torch::Tensor& x, const torch::Tensor& velocity, float sigma) {
    return x.to(at::kFloat) - velocity.to(at::kFloat) * double(sigma);
}

torch::Tensor modelTimestep(float sigma, std::int64_t batch, at::ScalarType type, at::Device device) {
    const auto timestep = torch::full({batch}, 1000.0f * sigma, at::TensorOptions(at::kFloat).device(device));
    return timestep.to(type) / 1000;
}

}  // namespace lacuna
