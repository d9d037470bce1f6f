// Reads the JSON files of a Qwen-Image folder; every number has a range, so that an absurd configuration is
// refused where it is read.
#include "engine/models/qwen_image/config.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/json_file.h"

namespace lacuna::qwen_image {
namespace {

// Ten times the largest published model in every direction.
constexpr std::int64_t kMaxLayers = 600, kMaxHeads = 256, kMaxHeadDim = 1024, kMaxChannels = 4096,
                       kMaxTextWidth = 65536;
constexpr std::int64_t kMaxVaeBase = 1024, kMaxVaeLevels = 6, kMaxMultiplier = 64, kMaxResBlocks = 16;

tl::unexpected<Error> unsupported(const JsonObject& json, const std::string& what) {
    return fail(ErrorKind::Unsupported, what, json.where());
}

/// `key` may be absent, false or null; true means a kind of model that is not run here.
Result<void> refuseIfOn(const JsonObject& json, std::string_view key) {
    LACUNA_TRY(const bool on, json.booleanOr(key, false));
    if (!on) return {};
    return unsupported(json, "The setting \"" + std::string(key) +
                                 "\" is on, which Lacuna does not run. Try a released model.");
}

Result<std::vector<float>> channelValues(const JsonObject& json, std::string_view key, std::size_t count,
                                         double least) {
    LACUNA_TRY(const auto values, json.numbers(key, count, count, least, 1e6));
    return std::vector<float>(values.begin(), values.end());
}

}  // namespace

Result<TransformerConfig> readTransformerConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    LACUNA_TRY_VOID(refuseIfOn(json, "guidance_embeds"));
    TransformerConfig c;
    LACUNA_TRY(c.patchSize, json.integerOr("patch_size", c.patchSize, 2, 2));
    LACUNA_TRY(c.inChannels, json.integerOr("in_channels", c.inChannels, 1, kMaxChannels));
    LACUNA_TRY(c.outChannels, json.integerOr("out_channels", c.outChannels, 1, kMaxChannels));
    LACUNA_TRY(c.numLayers, json.integerOr("num_layers", c.numLayers, 1, kMaxLayers));
    LACUNA_TRY(c.attentionHeadDim, json.integerOr("attention_head_dim", c.attentionHeadDim, 2, kMaxHeadDim));
    LACUNA_TRY(c.numAttentionHeads, json.integerOr("num_attention_heads", c.numAttentionHeads, 1, kMaxHeads));
    LACUNA_TRY(c.jointAttentionDim,
               json.integerOr("joint_attention_dim", c.jointAttentionDim, 1, kMaxTextWidth));
    LACUNA_TRY(c.zeroCondT, json.booleanOr("zero_cond_t", c.zeroCondT));
    LACUNA_TRY(c.useAdditionalTCond, json.booleanOr("use_additional_t_cond", c.useAdditionalTCond));
    LACUNA_TRY(c.useLayer3dRope, json.booleanOr("use_layer3d_rope", c.useLayer3dRope));
    if (json.has("axes_dims_rope")) {
        LACUNA_TRY(const auto axes, json.integers("axes_dims_rope", 3, 3, 2, kMaxHeadDim));
        std::copy(axes.begin(), axes.end(), c.axesDimsRope.begin());
    }
    const auto& axes = c.axesDimsRope;
    const bool odd = std::any_of(axes.begin(), axes.end(), [](std::int64_t axis) { return axis % 2 != 0; });
    if (odd || axes[0] + axes[1] + axes[2] != c.attentionHeadDim) {
        return fail(ErrorKind::BadFile,
                    "The rotary axes (axes_dims_rope) must be even and add up to attention_head_dim = " +
                        std::to_string(c.attentionHeadDim) +
                        ". Try to download the model's config.json again.",
                    file.string());
    }
    return c;
}

Result<VaeConfig> readVaeConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    VaeConfig c;
    LACUNA_TRY(c.baseDim, json.integerOr("base_dim", c.baseDim, 1, kMaxVaeBase));
    LACUNA_TRY(c.zDim, json.integerOr("z_dim", c.zDim, 1, kMaxVaeBase));
    LACUNA_TRY(c.numResBlocks, json.integerOr("num_res_blocks", c.numResBlocks, 1, kMaxResBlocks));
    LACUNA_TRY(c.inputChannels, json.integerOr("input_channels", c.inputChannels, 3, 4));
    if (json.has("dim_mult")) {
        LACUNA_TRY(c.dimMult, json.integers("dim_mult", 2, kMaxVaeLevels, 1, kMaxMultiplier));
    }
    if (json.has("temperal_downsample")) {
        LACUNA_TRY(c.temporalDownsample, json.booleans("temperal_downsample", 1, kMaxVaeLevels));
    }
    if (json.has("attn_scales")) {
        LACUNA_TRY(c.attnScales, json.numbers("attn_scales", 0, kMaxVaeLevels, 0, 1e6));
    }
    if (!c.attnScales.empty()) {
        return unsupported(
            json,
            "This autoencoder has attention between its levels (attn_scales), which no released model of the "
            "family has. Try a released one.");
    }
    if (c.dimMult.size() != c.temporalDownsample.size() + 1) {
        return fail(ErrorKind::BadFile,
                    "temperal_downsample must have one entry fewer than dim_mult. Try to download the "
                    "model's config.json again.",
                    file.string());
    }
    const auto channels = std::size_t(c.zDim);
    LACUNA_TRY(c.latentsMean, channelValues(json, "latents_mean", channels, -1e6));
    LACUNA_TRY(c.latentsStd, channelValues(json, "latents_std", channels, 1e-6));
    return c;
}

Result<SchedulerConfig> readSchedulerConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    for (const char* key : {"invert_sigmas", "stochastic_sampling", "use_karras_sigmas",
                            "use_exponential_sigmas", "use_beta_sigmas"}) {
        LACUNA_TRY_VOID(refuseIfOn(json, key));
    }
    SchedulerConfig c;
    LACUNA_TRY(c.numTrainTimesteps, json.integerOr("num_train_timesteps", c.numTrainTimesteps, 1, 1'000'000));
    LACUNA_TRY(c.shift, json.numberOr("shift", c.shift, 1e-6, 1e6));
    // What the published code assumes when a key is absent; the released files have all of them.
    LACUNA_TRY(c.useDynamicShifting, json.booleanOr("use_dynamic_shifting", false));
    LACUNA_TRY(c.baseImageSeqLen, json.integerOr("base_image_seq_len", 256, 1, 1 << 24));
    LACUNA_TRY(c.maxImageSeqLen, json.integerOr("max_image_seq_len", 4096, 2, 1 << 24));
    LACUNA_TRY(c.baseShift, json.numberOr("base_shift", 0.5, -100, 100));
    LACUNA_TRY(c.maxShift, json.numberOr("max_shift", 1.15, -100, 100));
    if (c.maxImageSeqLen <= c.baseImageSeqLen) {
        return fail(ErrorKind::BadFile,
                    "max_image_seq_len must be larger than base_image_seq_len. Try to download "
                    "scheduler_config.json again.",
                    file.string());
    }
    // Absent, null, false and 0 all mean: no stretch.
    c.shiftTerminal.reset();
    const bool isFalse = json.json().contains("shift_terminal") && json.json()["shift_terminal"].is_boolean();
    if (json.has("shift_terminal") && !isFalse) {
        LACUNA_TRY(const double terminal, json.number("shift_terminal", 0, 0.999));
        if (terminal > 0) c.shiftTerminal = terminal;
    }
    LACUNA_TRY(const auto type, json.textOr("time_shift_type", "exponential"));
    if (type != "exponential" && type != "linear") {
        return unsupported(json, "The time shift \"" + type +
                                     "\" is not one that Lacuna knows. Try \"exponential\" or \"linear\".");
    }
    c.timeShiftType =
        type == "linear" ? SchedulerConfig::TimeShift::Linear : SchedulerConfig::TimeShift::Exponential;
    return c;
}

bool ModelIndex::has(const std::string& component) const {
    return std::find(components.begin(), components.end(), component) != components.end();
}

Result<ModelIndex> readModelIndex(const std::filesystem::path& file) {
    LACUNA_TRY(const Json document, readJsonFile(file));
    LACUNA_TRY(const JsonObject json, JsonObject::of(document, file.string()));
    ModelIndex index;
    LACUNA_TRY(index.className, json.text("_class_name", 200));
    for (const auto& [key, value] : document.items()) {
        const bool pair =
            value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string();
        if (pair) index.components.push_back(key);
    }
    return index;
}

SchedulerConfig lightningSchedule(SchedulerConfig base) {
    base.baseShift = base.maxShift = std::log(3.0);
    base.shiftTerminal.reset();
    base.useDynamicShifting = true;
    base.timeShiftType = SchedulerConfig::TimeShift::Exponential;
    return base;
}

}  // namespace lacuna::qwen_image
