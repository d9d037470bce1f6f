// One JSON file describes a fine-tuning run: which checkpoint, which pictures, adapters or all weights.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/training/run_config.h"

namespace lacuna::training {

/// What is trained.
enum class FinetuneKind : std::uint8_t {
    Lora,  ///< low-rank adapters beside frozen weights
    Full,  ///< every weight of the transformer (and positional encoding)
};

/// How noise levels are drawn.
enum class NoiseLevels : std::uint8_t {
    Uniform,      ///< U(0, 1): diffusers' example
    LogitNormal,  ///< sigmoid(N(0, 1)) (Esser et al., 2024, section 3.1)
    Shifted,      ///< logit-normal, shifted by resolution as the sampler's schedule is
};

struct FinetuneConfig {
    RunConfig run;
    FinetuneKind kind = FinetuneKind::Lora;
    std::filesystem::path model;     ///< a folder in the hub's layout
    std::filesystem::path pictures;  ///< a folder, a scored set or shards (data/picture_set.h)
    std::string name;                ///< of what is made; shown in lists
    std::string trigger;  ///< words put before every caption, e.g. "in the style of lantern paper."
    std::int64_t resolution =
        0;  ///< side of a square of the pictures' area, pixels; 0 = the model's first size
    std::int64_t rank = 16;
    double alpha = 16;
    /// Linears that get adapters: whole names, or their ends from a dot on ("to_q" is every "….to_q").
    std::vector<std::string> targets;
    NoiseLevels noise = NoiseLevels::Uniform;
    double noPrompt = 0;    ///< how often a caption is left out, for guidance
    bool recompute = true;  ///< one block's activations instead of all (nn/recompute.h)
    std::vector<std::string> samplePrompts;
    int sampleSteps = 0;         ///< 0 = the model's
    double sampleGuidance = -1;  ///< below 0 = the model's
};

/// diffusers' default targets.
std::vector<std::string> attentionTargets();
/// DiffSynth's: both streams' attention, the MLPs' second halves and the modulation.
std::vector<std::string> allTargets();

/// Paths are relative to the file's folder. Errors: those of readJsonFile; BadFile naming the key.
Result<FinetuneConfig> readFinetuneConfig(const std::filesystem::path& file, FinetuneKind kind);

}  // namespace lacuna::training
