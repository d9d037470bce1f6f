// What a Qwen-Image checkpoint says about itself. Every size comes from the folder's JSON files, so one code
// runs a 3-layer test model and the 60-layer one; the limits here keep an absurd file from asking for absurd
// memory.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::qwen_image {

/// transformer/config.json (QwenImageTransformer2DModel). Keys that are absent keep the value written here;
/// unknown keys are ignored.
struct TransformerConfig {
    std::int64_t patchSize = 2;    ///< latent cells a token covers in each direction
    std::int64_t inChannels = 64;  ///< width of a packed token; 132 when source and mask join as channels
    std::int64_t outChannels =
        16;  ///< latent channels of the prediction: proj_out has patchSize^2 * outChannels rows
    std::int64_t numLayers = 60;
    std::int64_t attentionHeadDim = 128;
    std::int64_t numAttentionHeads = 24;
    std::int64_t jointAttentionDim = 3584;  ///< width of the text encoder's states
    std::array<std::int64_t, 3> axesDimsRope{16, 56,
                                             56};  ///< frame, row, column; they add up to attentionHeadDim
    bool zeroCondT = false;                        ///< reference tokens are modulated with t = 0 (Edit-2511)
    bool useAdditionalTCond = false;               ///< Layered: a learned class joins the timestep
    bool useLayer3dRope = false;                   ///< Layered: the condition picture takes frame position -1

    std::int64_t width() const { return numAttentionHeads * attentionHeadDim; }
    std::int64_t outFeatures() const { return patchSize * patchSize * outChannels; }
};

/// vae/config.json (AutoencoderKLQwenImage).
struct VaeConfig {
    std::int64_t baseDim = 96;
    std::int64_t zDim = 16;
    std::vector<std::int64_t> dimMult{1, 2, 4, 4};
    std::int64_t numResBlocks = 2;
    std::vector<double> attnScales;  ///< empty in every released model; others are refused
    std::vector<bool> temporalDownsample{false, true, true};  ///< spelled "temperal_downsample" in the file
    std::int64_t inputChannels = 3;                           ///< 4 for Layered
    std::vector<float> latentsMean, latentsStd;               ///< zDim values each

    /// Pixels a latent cell covers in each direction: 8.
    std::int64_t spatialFactor() const { return std::int64_t{1} << temporalDownsample.size(); }
};

/// scheduler/scheduler_config.json (FlowMatchEulerDiscreteScheduler); the released values.
struct SchedulerConfig {
    enum class TimeShift : std::uint8_t { Exponential, Linear };

    std::int64_t numTrainTimesteps = 1000;
    double shift = 1.0;  ///< used when useDynamicShifting is off
    bool useDynamicShifting = true;
    std::int64_t baseImageSeqLen = 256;  ///< image tokens at which mu = baseShift
    std::int64_t maxImageSeqLen =
        8192;  ///< image tokens at which mu = maxShift; mu goes on linearly outside the two
    double baseShift = 0.5;
    double maxShift = 0.9;
    std::optional<double> shiftTerminal = 0.02;  ///< the last sigma before 0; nullopt = no terminal stretch
    TimeShift timeShiftType = TimeShift::Exponential;
};

/// What model_index.json says: the pipeline's class and which components the folder has.
struct ModelIndex {
    std::string className;                ///< "QwenImagePipeline", "QwenImageEditPlusPipeline", ...
    std::vector<std::string> components;  ///< keys whose value is a [library, class] pair
    bool has(const std::string& component) const;
};

/// Each reads one JSON file. Errors: BadFile for a missing, damaged or self-contradicting file, Unsupported
/// for a well-formed model of a kind that Lacuna does not run (guidance embedding, other samplers), always
/// naming the file, the key and its value.
Result<TransformerConfig> readTransformerConfig(const std::filesystem::path& file);
Result<VaeConfig> readVaeConfig(const std::filesystem::path& file);
Result<SchedulerConfig> readSchedulerConfig(const std::filesystem::path& file);
Result<ModelIndex> readModelIndex(const std::filesystem::path& file);

/// The distilled few-step schedule: base and max shift ln 3, no terminal stretch (spec of
/// Qwen-Image-Lightning).
SchedulerConfig lightningSchedule(SchedulerConfig base);

}  // namespace lacuna::qwen_image
