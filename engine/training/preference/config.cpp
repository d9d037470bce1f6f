// See config.h.
#include "engine/training/preference/config.h"

#include <cmath>

namespace lacuna::training {
namespace {

Result<void> readRollout(const JsonObject& json, RolloutOptions& o) {
    LACUNA_TRY(const auto inner, json.objectIfAny("rollout"));
    if (!inner) return {};
    LACUNA_TRY(const auto steps, inner->integerOr("steps", o.steps, 2, 1000));
    o.steps = int(steps);
    LACUNA_TRY(o.guidance, inner->numberOr("guidance", o.guidance, 0, 100));
    LACUNA_TRY(o.groups, inner->integerOr("groups", o.groups, 1, 1'000'000));
    LACUNA_TRY(o.refresh, inner->integerOr("refresh", o.refresh, 0, 100'000'000));
    LACUNA_TRY(o.groupSize, inner->integerOr("group_size", o.groupSize, 2, 4096));
    return {};
}

Result<void> readMethods(const JsonObject& json, PreferenceConfig& c) {
    LACUNA_TRY(const auto sft, json.objectIfAny("sft"));
    if (sft) {
        LACUNA_TRY(c.sft.share, sft->numberOr("share", c.sft.share, 0, 1));
    }
    LACUNA_TRY(const auto dpo, json.objectIfAny("dpo"));
    if (dpo) {
        LACUNA_TRY(c.dpo.beta, dpo->numberOr("beta", c.dpo.beta, 1e-6, 1e6));
        LACUNA_TRY(c.dpo.sftWeight, dpo->numberOr("sft_weight", c.dpo.sftWeight, 0, 1e6));
    }
    LACUNA_TRY(const auto grpo, json.objectIfAny("grpo"));
    if (!grpo) return {};
    auto& o = c.grpo;
    LACUNA_TRY(o.noiseLevel, grpo->numberOr("noise_level", o.noiseLevel, 1e-3, 10));
    LACUNA_TRY(const auto window, grpo->integerOr("window", o.window, 1, 1000));
    o.window = int(window);
    LACUNA_TRY(o.clip, grpo->numberOr("clip", o.clip, 1e-9, 1));
    LACUNA_TRY(o.divergence, grpo->numberOr("kl", o.divergence, 0, 1e6));
    LACUNA_TRY(o.updates, grpo->integerOr("updates", o.updates, 1, 1000));
    LACUNA_TRY(o.sameNoise, grpo->booleanOr("same_noise", o.sameNoise));
    return {};
}

}  // namespace

std::int64_t PreferenceConfig::heightPx() const {
    return std::lround(double(widthPx()) * flow.aspect / 32) * 32;
}

GroupOptions PreferenceConfig::group() const {
    return {rollout.groups, rollout.groupSize, rollout.guidance, heightPx() / 8, widthPx() / 8};
}

Result<PreferenceConfig> readPreferenceConfig(const std::filesystem::path& file) {
    PreferenceConfig c;
    LACUNA_TRY(c.flow, readFlowRunConfig(file));
    LACUNA_TRY_VOID(refuseRealPictures(c.flow, file));
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    if (c.flow.run.start.empty())
        return fail(ErrorKind::BadFile, "\"start\" must name the model folder that is to be improved.",
                    file.string());
    c.rewards = json.value("rewards", Json{{"colour", 1}});
    LACUNA_TRY(const auto judge, object.textOr("judge", ""));
    if (!judge.empty()) c.judge = std::filesystem::absolute(file).parent_path() / judge;
    LACUNA_TRY(c.heldOut, object.integerOr("held_out", c.heldOut, 1, 100'000));
    LACUNA_TRY_VOID(readRollout(object, c.rollout));
    LACUNA_TRY_VOID(readMethods(object, c));
    return c;
}

}  // namespace lacuna::training
