// What a Qwen2.5-VL text encoder says about itself: text_encoder/config.json (flat or nested layout) and
// preprocessor_config.json.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::qwen2_5_vl {

struct LanguageConfig {
    std::int64_t hiddenSize = 3584;
    std::int64_t intermediateSize = 18944;
    std::int64_t numHiddenLayers = 28;
    std::int64_t numAttentionHeads = 28;
    std::int64_t numKeyValueHeads = 4;
    std::int64_t vocabSize = 152064;
    double rmsNormEps = 1e-6;
    double ropeTheta = 1e6;
    /// Rotary channel pairs turned by the frame, row and column position; they add up to half a head.
    std::array<std::int64_t, 3> mropeSection{16, 24, 24};
    bool bf16Frequencies = false;  ///< see nn::rotaryFrequencies; not in the file

    std::int64_t headDim() const { return hiddenSize / numAttentionHeads; }
};

struct VisionConfig {
    std::int64_t depth = 32;
    std::int64_t hiddenSize = 1280;
    std::int64_t intermediateSize = 3420;
    std::int64_t numHeads = 16;
    std::int64_t outHiddenSize = 3584;
    std::int64_t inChannels = 3;
    std::int64_t patchSize = 14;
    std::int64_t temporalPatchSize = 2;
    std::int64_t spatialMergeSize = 2;
    std::int64_t windowSize = 112;                           ///< pixels
    std::vector<std::int64_t> fullAttention{7, 15, 23, 31};  ///< blocks that look at the whole picture
    bool bf16Frequencies = false;                            ///< see nn::rotaryFrequencies; not in the file

    std::int64_t headDim() const { return hiddenSize / numHeads; }
    /// Numbers of one flattened patch: 3 * 2 * 14 * 14 = 1176.
    std::int64_t patchFeatures() const { return inChannels * temporalPatchSize * patchSize * patchSize; }
};

struct TextEncoderConfig {
    LanguageConfig language;
    std::optional<VisionConfig> vision;  ///< absent in a text-only encoder
    std::int64_t imageTokenId = 151655;
    bool tieWordEmbeddings = false;  ///< the output head is the table of embeddings (output_head.h)
};

/// How pictures are prepared for the vision tower (Qwen2VLImageProcessor).
struct ImageProcessorConfig {
    std::int64_t minPixels = 56 * 56;
    std::int64_t maxPixels = 28 * 28 * 1280;
    std::int64_t patchSize = 14;
    std::int64_t temporalPatchSize = 2;
    std::int64_t mergeSize = 2;
    std::array<float, 3> mean{0.48145466f, 0.4578275f, 0.40821073f};
    std::array<float, 3> std{0.26862954f, 0.26130258f, 0.27577711f};
};

/// Errors: BadFile naming file and key, ModelMissing, Unsupported (other activations, sliding windows).
Result<TextEncoderConfig> readTextEncoderConfig(const std::filesystem::path& file);
Result<ImageProcessorConfig> readImageProcessorConfig(const std::filesystem::path& file);

}  // namespace lacuna::qwen2_5_vl
