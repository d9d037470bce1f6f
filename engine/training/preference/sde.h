// Stochastic steps along the flow: the same marginals as the deterministic sampler, but each step is a
// Gaussian whose probability is known, which is what a policy gradient needs.
// Liu et al., "Flow-GRPO: Training Flow Matching Models via Online RL", 2025, section 4.2, equation 9.
#pragma once

#include <torch/torch.h>

#include "engine/sampling/schedule.h"

namespace lacuna::training {

/// A step's Gaussian: x' = mean + deviation * n, n ~ N(0, I).
struct SdeStep {
    torch::Tensor mean;    ///< float32, as the latents
    double deviation = 0;  ///< s sqrt(sigma - sigmaNext)
};

/// s = a sqrt(sigma / (1 - sigma)), where sigma = 1 takes the second noise level in the denominator;
/// mean = x (1 + s^2 / (2 sigma) dt) + v (1 + s^2 (1 - sigma) / (2 sigma)) dt, dt = sigmaNext - sigma < 0.
/// All in float32.
/// @param x, velocity [B, ...]. @param step 0 .. schedule.steps() - 1. @param noiseLevel a > 0; Flow-GRPO
/// takes 0.7.
SdeStep sdeStep(const torch::Tensor& x, const torch::Tensor& velocity, const FlowSchedule& schedule, int step,
                double noiseLevel);

/// log N(sample; mean, deviation^2 I), averaged over a sample's numbers. @return [B] float32.
torch::Tensor logProbability(const torch::Tensor& sample, const SdeStep& step);

/// KL divergence of two steps of the same deviation, |mean - reference|^2 / (2 deviation^2), averaged over a
/// sample's numbers. @return [B] float32.
torch::Tensor stepDivergence(const SdeStep& step, const torch::Tensor& referenceMean);

}  // namespace lacuna::training
