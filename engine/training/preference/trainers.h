// The three ways from a scorer to a better model. Each is a set of RunTasks over the clockwork of run.h and
// measures the held-out reward whenever that asks for samples; the model's averages are what is measured and
// exported.
#pragma once

#include <functional>

#include "engine/training/preference/config.h"
#include "engine/training/preference/held_out.h"

namespace lacuna::training {

/// What a run works with. `model` and `reference` start equal; the reference is never changed.
struct PreferenceRun {
    const PreferenceConfig& config;
    DraftModel& model;
    DraftModel& reference;
    QuestionSource training, heldOut;
    Scorer score;
    std::function<bool()> stopped;  ///< as in RunTasks
};

enum class PreferenceMethod : std::uint8_t { Sft, Dpo, Grpo };

/// SFT: the flow-matching loss on the best share of each group of scored pictures (reward-ranked fine-tuning:
/// Dong et al., "RAFT", 2023, section 3).
RunTasks sftTasks(const PreferenceRun& run);
/// DPO: best against worst of each group, same noise level and same noise for both (objectives.h).
RunTasks dpoTasks(const PreferenceRun& run);
/// GRPO: stochastic rollouts, group advantages, clipped ratio, divergence from the reference (sde.h,
/// objectives.h). The step's `parts` are prompts.
RunTasks grpoTasks(const PreferenceRun& run);

/// Runs one. @return the held-out measurements of this call, the first before its first step when it does not
/// resume. Errors: those of train().
Result<std::vector<HeldOutRow>> optimizePreference(const PreferenceRun& run, PreferenceMethod method,
                                                   bool resume);

/// The whole of `lacuna-train sft|dpo|grpo`: from a model folder, with rewards of painted posters.
Result<void> trainPreference(const std::filesystem::path& configFile, PreferenceMethod method, bool resume,
                             const std::function<bool()>& stopped = {});

}  // namespace lacuna::training
