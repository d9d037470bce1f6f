// The losses of preference optimisation as pure functions of numbers that a model gave.
#pragma once

#include <torch/torch.h>

namespace lacuna::training {

/// A sample's flow-matching error: mean over its numbers of |v - (noise - clean)|^2. @return [B].
torch::Tensor flowError(const torch::Tensor& velocity, const torch::Tensor& noise,
                        const torch::Tensor& clean);

/// Errors of a pair under the model and under the frozen reference; each [B].
struct PairErrors {
    torch::Tensor better, worse, referenceBetter, referenceWorse;
};
struct PairLoss {
    torch::Tensor loss;      ///< scalar
    torch::Tensor accuracy;  ///< scalar: share of pairs whose implicit reward prefers the better one
    torch::Tensor margin;    ///< scalar: mean implicit reward of the better less that of the worse
};
/// L = -log sigmoid(-beta/2 ((e_w - e_w_ref) - (e_l - e_l_ref))): Wallace et al., "Diffusion Model Alignment
/// Using Direct Preference Optimization", 2024, equation 14, in the flow form of Liu et al., "Improving Video
/// Generation with Human Feedback", 2025, equation 8. log 2 at the reference.
PairLoss pairLoss(const PairErrors& errors, double beta);

/// (r - mean) / (std + 1e-4), clipped to [-5, 5]: Shao et al., "DeepSeekMath", 2024, section 4.1.2, with the
/// population's deviation as Flow-GRPO's program has it. @param rewards [K] of one prompt. @return [K].
torch::Tensor groupAdvantages(const torch::Tensor& rewards);

/// mean max(-A r, -A clip(r, 1 - clip, 1 + clip)), r = exp(log p - log p_old): Schulman et al., "Proximal
/// Policy Optimization Algorithms", 2017, equation 7. All [B]. @return a scalar.
torch::Tensor clippedObjective(const torch::Tensor& logProbability, const torch::Tensor& oldLogProbability,
                               const torch::Tensor& advantages, double clip);

}  // namespace lacuna::training
