// See frechet.h.
#include "engine/training/evaluation/frechet.h"

namespace lacuna::training {
namespace {

/// Rounding may make eigenvalues of a covariance slightly negative.
torch::Tensor root(const torch::Tensor& symmetric) {
    const auto [values, vectors] = torch::linalg_eigh(symmetric, "L");
    return torch::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

}  // namespace

Gaussian gaussianOf(const torch::Tensor& features) {
    const auto x = features.detach().to(torch::kCPU, torch::kDouble);
    TORCH_CHECK(x.dim() == 2 && x.size(0) >= 2, "a Frechet distance needs at least two feature vectors");
    const auto mean = x.mean(0), centred = x - mean;
    return {mean, torch::matmul(centred.t(), centred) / double(x.size(0) - 1)};
}

double frechetDistance(const Gaussian& a, const Gaussian& b) {
    const auto rootA = root(a.covariance);
    const auto product = torch::matmul(torch::matmul(rootA, b.covariance), rootA);
    const auto values = torch::linalg_eigvalsh((product + product.t()) / 2, "L").clamp_min(0);
    const auto distance = (a.mean - b.mean).pow(2).sum() + a.covariance.trace() + b.covariance.trace() -
                          2 * values.sqrt().sum();
    return std::max(0.0, distance.item<double>());
}

}  // namespace lacuna::training
