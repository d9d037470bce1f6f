// See reward.h.
#include "engine/training/preference/reward.h"

#include "engine/training/preference/scorer_rewards.h"

namespace lacuna::training {
namespace {

class ColourReward : public Reward {
  public:
    std::string name() const override { return "colour"; }
    torch::Tensor score(const Answers& answers) override {
        const auto parts = [](const torch::Tensor& pictures) {
            return torch::adaptive_avg_pool2d(pictures, {6, 4});
        };
        const auto difference = (parts(answers.pictures) - parts(answers.posters)).abs();
        return (1 - difference.flatten(1).mean(1) / 2).to(torch::kCPU);
    }
};

class SharpnessReward : public Reward {
  public:
    std::string name() const override { return "sharpness"; }
    torch::Tensor score(const Answers& answers) override {
        const auto detail = [](const torch::Tensor& pictures) {
            const auto grey = pictures.mean(1);
            const auto core = grey.slice(1, 0, -1).slice(2, 0, -1);
            const auto dx = grey.slice(1, 0, -1).slice(2, 1) - core,
                       dy = grey.slice(1, 1).slice(2, 0, -1) - core;
            return (dx * dx + dy * dy).sqrt().flatten(1).mean(1);
        };
        const auto ratio = detail(answers.pictures) / detail(answers.posters).clamp_min(1e-4);
        return ratio.clamp_max(1).to(torch::kCPU);
    }
};

}  // namespace

Result<std::unique_ptr<Reward>> makeReward(std::string_view name, const std::string& where,
                                           const RewardSources& sources) {
    if (name == "colour") return std::make_unique<ColourReward>();
    if (name == "sharpness") return std::make_unique<SharpnessReward>();
    if (name == "relevance") return openRelevanceReward(sources, where);
    if (name == "aesthetics") return makeAestheticsReward();
    if (name == "lettering") return openLetteringReward();
    return fail(ErrorKind::BadFile,
                "There is no reward \"" + std::string(name) +
                    "\". Write \"colour\", \"sharpness\", \"relevance\", \"aesthetics\" or \"lettering\".",
                where);
}

void RewardMix::add(std::unique_ptr<Reward> reward, double weight) {
    parts_.push_back({std::move(reward), weight});
}

Scores RewardMix::score(const Answers& answers) const {
    torch::NoGradGuard noGrad;
    Scores scores;
    double weights = 0;
    for (const auto& [reward, weight] : parts_) {
        scores.parts.emplace_back(reward->name(), reward->score(answers));
        const auto weighted = scores.parts.back().second * weight;
        scores.total = scores.total.defined() ? scores.total + weighted : weighted;
        weights += weight;
    }
    scores.total = scores.total / weights;
    return scores;
}

Result<RewardMix> readRewardMix(const Json& json, const std::string& where, const RewardSources& sources) {
    LACUNA_TRY(const auto object, JsonObject::of(json, where));
    RewardMix mix;
    for (const auto& [name, unused] : json.items()) {
        LACUNA_TRY(const auto weight, object.number(name, 1e-6, 1e6));
        LACUNA_TRY(auto reward, makeReward(name, where, sources));
        mix.add(std::move(reward), weight);
    }
    if (json.empty())
        return fail(ErrorKind::BadFile, "\"rewards\" names no reward. Write {\"colour\": 1}.", where);
    return mix;
}

}  // namespace lacuna::training
