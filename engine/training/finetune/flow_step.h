// The loss of one batch: x = (1 - sigma) x0 + sigma e, the model says e - x0 (Lipman et al., "Flow Matching
// for Generative Modeling", arXiv 2210.02747; Liu et al., "Flow Straight and Fast", arXiv 2209.03003).
#pragma once

#include "engine/pipeline/networks.h"
#include "engine/training/finetune/config.h"
#include "engine/training/finetune/encoded_set.h"
#include "engine/training/run.h"

namespace lacuna::training {

struct FlowStep {
    Networks& networks;
    const FinetuneConfig& config;
    const Share& share;

    /// {"loss"}: the mean square error, differentiable. Noise and noise level of a sample come from the run's
    /// seed and the sample's number.
    Losses losses(const EncodedBatch& batch) const;
};

/// The noise level of a sample, in (0, 1). @param mu the scheduler's shift for the picture's size.
double noiseLevel(NoiseLevels kind, double mu, std::uint64_t seed, std::uint64_t number);

}  // namespace lacuna::training
