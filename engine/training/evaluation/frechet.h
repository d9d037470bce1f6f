// Frechet distance of two sets of feature vectors, each taken as a normal distribution (Heusel et al., "GANs
// trained by a two time-scale update rule converge to a local Nash equilibrium", 2017, equation 6).
#pragma once

#include <torch/torch.h>

namespace lacuna::training {

/// A set's mean [D] and unbiased covariance [D, D], both float64 on the CPU.
struct Gaussian {
    torch::Tensor mean, covariance;
};
/// @param features [N, D], N >= 2.
Gaussian gaussianOf(const torch::Tensor& features);

/// |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)). The root's trace is the sum of the roots of the eigenvalues
/// of C1^(1/2) C2 C1^(1/2), which is symmetric: no complex numbers, and covariances need not be invertible.
/// Never negative.
double frechetDistance(const Gaussian& a, const Gaussian& b);

}  // namespace lacuna::training
