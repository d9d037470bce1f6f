// See objectives.h.
#include "engine/training/preference/objectives.h"

namespace lacuna::training {

torch::Tensor flowError(const torch::Tensor& velocity, const torch::Tensor& noise,
                        const torch::Tensor& clean) {
    return (velocity.to(torch::kFloat) - (noise - clean)).pow(2).flatten(1).mean(1);
}

PairLoss pairLoss(const PairErrors& e, double beta) {
    const auto margin = -beta / 2 * ((e.better - e.referenceBetter) - (e.worse - e.referenceWorse));
    return {-torch::log_sigmoid(margin).mean(), (margin > 0).to(torch::kFloat).mean(), margin.mean()};
}

torch::Tensor groupAdvantages(const torch::Tensor& rewards) {
    const auto deviation = rewards.std(0, /*unbiased=*/false);
    return ((rewards - rewards.mean()) / (deviation + 1e-4)).clamp(-5, 5);
}

torch::Tensor clippedObjective(const torch::Tensor& logProbability, const torch::Tensor& oldLogProbability,
                               const torch::Tensor& advantages, double clip) {
    const auto ratio = (logProbability - oldLogProbability).exp();
    return torch::maximum(-advantages * ratio, -advantages * ratio.clamp(1 - clip, 1 + clip)).mean();
}

}  // namespace lacuna::training
