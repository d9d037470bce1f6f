// Reads both layouts of the text encoder's config.json: the hub's flat one and the newer one with text_config
// and rope_parameters.
#include "engine/models/qwen2_5_vl/config.h"

#include <algorithm>
#include <numeric>

#include "engine/formats/json_file.h"

namespace lacuna::qwen2_5_vl {
namespace {

constexpr std::int64_t kMaxWidth = 65536, kMaxLayers = 256, kMaxHeads = 512, kMaxVocabulary = 4'000'000,
                       kMaxSide = 4096;
constexpr double kMaxTheta = 1e12;

tl::unexpected<Error> contradiction(const JsonObject& json, const std::string& what) {
    return fail(ErrorKind::BadFile, what + " Try to download the model's config.json again.", json.where());
}

Result<void> requireSilu(const JsonObject& json) {
    LACUNA_TRY(const auto activation, json.textOr("hidden_act", "silu", 64));
    if (activation == "silu") return {};
    return fail(ErrorKind::Unsupported,
                "The text encoder's activation is \"" + activation +
                    "\" and only silu is known here. Try a Qwen2.5-VL model.",
                json.where());
}

/// theta and sections lie beside the sizes, or in rope_scaling, or in rope_parameters.
Result<void> readRope(const JsonObject& json, LanguageConfig& c) {
    LACUNA_TRY(c.ropeTheta, json.numberOr("rope_theta", c.ropeTheta, 1, kMaxTheta));
    bool given = false;
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        LACUNA_TRY(const auto rope, json.objectIfAny(key));
        if (!rope) continue;
        LACUNA_TRY(c.ropeTheta, rope->numberOr("rope_theta", c.ropeTheta, 1, kMaxTheta));
        if (!rope->has("mrope_section")) continue;
        LACUNA_TRY(const auto section, rope->integers("mrope_section", 3, 3, 0, kMaxWidth));
        std::copy(section.begin(), section.end(), c.mropeSection.begin());
        given = true;
    }
    const auto pairs = c.headDim() / 2;
    if (!given) c.mropeSection = {pairs, 0, 0};  // a text-only encoder: one axis turns every pair
    if (std::accumulate(c.mropeSection.begin(), c.mropeSection.end(), std::int64_t{0}) != pairs) {
        return contradiction(json, "The rotary sections (mrope_section) must add up to half a head, " +
                                       std::to_string(pairs) + ".");
    }
    return {};
}

Result<LanguageConfig> readLanguage(const JsonObject& json) {
    LanguageConfig c;
    LACUNA_TRY_VOID(requireSilu(json));
    LACUNA_TRY(const bool sliding, json.booleanOr("use_sliding_window", false));
    if (sliding) {
        return fail(ErrorKind::Unsupported,
                    "The text encoder uses a sliding window, which is not run here. Try a Qwen2.5-VL model.",
                    json.where());
    }
    LACUNA_TRY(c.hiddenSize, json.integer("hidden_size", 2, kMaxWidth));
    LACUNA_TRY(c.intermediateSize, json.integer("intermediate_size", 1, 8 * kMaxWidth));
    LACUNA_TRY(c.numHiddenLayers, json.integer("num_hidden_layers", 1, kMaxLayers));
    LACUNA_TRY(c.numAttentionHeads, json.integer("num_attention_heads", 1, kMaxHeads));
    LACUNA_TRY(c.numKeyValueHeads, json.integerOr("num_key_value_heads", c.numAttentionHeads, 1, kMaxHeads));
    LACUNA_TRY(c.vocabSize, json.integer("vocab_size", 1, kMaxVocabulary));
    LACUNA_TRY(c.rmsNormEps, json.numberOr("rms_norm_eps", c.rmsNormEps, 0, 1));
    if (c.hiddenSize % (2 * c.numAttentionHeads) != 0 || c.numAttentionHeads % c.numKeyValueHeads != 0) {
        return contradiction(json, "The text encoder's width, heads and key heads do not divide each other.");
    }
    LACUNA_TRY_VOID(readRope(json, c));
    return c;
}

Result<VisionConfig> readVision(const JsonObject& json) {
    VisionConfig c;
    LACUNA_TRY_VOID(requireSilu(json));
    LACUNA_TRY(c.depth, json.integerOr("depth", c.depth, 1, kMaxLayers));
    LACUNA_TRY(c.hiddenSize, json.integerOr("hidden_size", c.hiddenSize, 4, kMaxWidth));
    LACUNA_TRY(c.intermediateSize, json.integerOr("intermediate_size", c.intermediateSize, 1, 8 * kMaxWidth));
    LACUNA_TRY(c.numHeads, json.integerOr("num_heads", c.numHeads, 1, kMaxHeads));
    LACUNA_TRY(c.outHiddenSize, json.integerOr("out_hidden_size", c.outHiddenSize, 1, kMaxWidth));
    LACUNA_TRY(c.patchSize, json.integerOr("patch_size", c.patchSize, 1, kMaxSide));
    LACUNA_TRY(c.temporalPatchSize, json.integerOr("temporal_patch_size", c.temporalPatchSize, 1, 16));
    LACUNA_TRY(c.spatialMergeSize, json.integerOr("spatial_merge_size", c.spatialMergeSize, 1, 16));
    LACUNA_TRY(c.windowSize, json.integerOr("window_size", c.windowSize, 1, kMaxSide));
    LACUNA_TRY(c.inChannels, json.integerOr("in_chans", c.inChannels, 3, 3));
    LACUNA_TRY(c.inChannels, json.integerOr("in_channels", c.inChannels, 3, 3));
    if (json.has("fullatt_block_indexes")) {
        LACUNA_TRY(c.fullAttention, json.integers("fullatt_block_indexes", 0, kMaxLayers, 0, kMaxLayers));
    }
    if (c.hiddenSize % (4 * c.numHeads) != 0 || c.windowSize < c.patchSize * c.spatialMergeSize) {
        return contradiction(json, "The vision tower's width, heads and window do not fit each other.");
    }
    return c;
}

}  // namespace

Result<TextEncoderConfig> readTextEncoderConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    TextEncoderConfig c;
    LACUNA_TRY(const auto nested, json.objectIfAny("text_config"));
    LACUNA_TRY(c.language, readLanguage(nested ? *nested : json));
    LACUNA_TRY(c.imageTokenId, json.integerOr("image_token_id", c.imageTokenId, 0, kMaxVocabulary));
    const auto& tied = nested && !json.has("tie_word_embeddings") ? *nested : json;
    LACUNA_TRY(c.tieWordEmbeddings, tied.booleanOr("tie_word_embeddings", false));
    LACUNA_TRY(const auto vision, json.objectIfAny("vision_config"));
    if (vision) {
        LACUNA_TRY(c.vision, readVision(*vision));
        if (c.vision->outHiddenSize != c.language.hiddenSize) {
            return contradiction(json, "The vision tower's rows are not as wide as the language model's.");
        }
    }
    return c;
}

Result<ImageProcessorConfig> readImageProcessorConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    constexpr std::int64_t kMaxArea = std::int64_t{1} << 32;
    ImageProcessorConfig c;
    LACUNA_TRY(const auto size, json.objectIfAny("size"));
    if (size) {
        LACUNA_TRY(c.minPixels, size->integerOr("shortest_edge", c.minPixels, 1, kMaxArea));
        LACUNA_TRY(c.maxPixels, size->integerOr("longest_edge", c.maxPixels, 1, kMaxArea));
    }
    LACUNA_TRY(c.minPixels, json.integerOr("min_pixels", c.minPixels, 1, kMaxArea));
    LACUNA_TRY(c.maxPixels, json.integerOr("max_pixels", c.maxPixels, 1, kMaxArea));
    LACUNA_TRY(c.patchSize, json.integerOr("patch_size", c.patchSize, 1, kMaxSide));
    LACUNA_TRY(c.temporalPatchSize, json.integerOr("temporal_patch_size", c.temporalPatchSize, 1, 16));
    LACUNA_TRY(c.mergeSize, json.integerOr("merge_size", c.mergeSize, 1, 16));
    if (json.has("image_mean")) {
        LACUNA_TRY(const auto mean, json.numbers("image_mean", 3, 3, -10, 10));
        std::copy(mean.begin(), mean.end(), c.mean.begin());
    }
    if (json.has("image_std")) {
        LACUNA_TRY(const auto std, json.numbers("image_std", 3, 3, 1e-6, 10));
        std::copy(std.begin(), std.end(), c.std.begin());
    }
    if (c.minPixels > c.maxPixels) return contradiction(json, "min_pixels is larger than max_pixels.");
    return c;
}

}  // namespace lacuna::qwen2_5_vl
