// One JSON file describes an SFT, DPO or GRPO run: a flow run's keys (so that sample and export read it too),
// where it starts, what is rewarded, and the method's own settings.
#pragma once

#include <filesystem>

#include "engine/training/flow_trainer.h"
#include "engine/training/preference/candidates.h"

namespace lacuna::training {

/// How pictures are made while training; the held-out questions are asked with sample_steps and
/// sample_guidance, as people will use the model.
struct RolloutOptions {
    int steps = 6;
    double guidance = 1;
    std::int64_t groups = 64;    ///< SFT, DPO: prompts a set of candidates; GRPO has `accumulate` a step
    std::int64_t refresh = 0;    ///< SFT, DPO: steps until new candidates are made; 0 = never
    std::int64_t groupSize = 8;  ///< pictures a prompt
};

struct SftOptions {
    double share = 0.25;  ///< of each group: the best, at least one
};

struct DpoOptions {
    double beta = 100;
    double sftWeight = 0;  ///< of the better picture's own flow loss
};

struct GrpoOptions {
    double noiseLevel = 0.7;
    int window = 3;            ///< stochastic, trained steps of a rollout; where they begin is drawn
    double clip = 1e-4;        ///< small, as log-probabilities are means over a picture's numbers
    double divergence = 0.01;  ///< weight of the KL divergence from the reference
    std::int64_t updates = 1;  ///< steps of the optimiser on one rollout
    bool sameNoise = true;     ///< a group starts from one noise
};

struct PreferenceConfig {
    /// run.start: first weights, and the frozen reference. run.batch: SFT samples, DPO pairs a forward pass.
    FlowRunConfig flow;
    Json rewards;
    std::filesystem::path judge;  ///< of the reward "relevance"; empty = none
    std::int64_t heldOut = 32;    ///< questions
    RolloutOptions rollout;
    SftOptions sft;
    DpoOptions dpo;
    GrpoOptions grpo;

    /// Of the pictures.
    std::int64_t widthPx() const { return flow.stages.back().width; }
    std::int64_t heightPx() const;
    GroupOptions group() const;
};

/// Errors: ModelMissing, BadFile naming the key.
Result<PreferenceConfig> readPreferenceConfig(const std::filesystem::path& file);

}  // namespace lacuna::training
