// See candidates.h.
#include "engine/training/preference/candidates.h"

#include "engine/training/posters/random.h"

namespace lacuna::training {

NamedTensors Candidates::state() const {
    if (!latents.defined()) return {};
    return {{"candidates.first", torch::tensor(first)},
            {"candidates.latents", latents},
            {"candidates.rewards", rewards}};
}

Result<Candidates> Candidates::fromState(const NamedTensors& state) {
    const auto first = state.find("candidates.first"), latents = state.find("candidates.latents"),
               rewards = state.find("candidates.rewards");
    if (first == state.end() || latents == state.end() || rewards == state.end() ||
        latents->second.dim() != 5 || rewards->second.sizes() != latents->second.sizes().slice(0, 2))
        return fail(ErrorKind::BadFile,
                    "The saved run has no scored pictures. Start it anew, without --resume.");
    return Candidates{first->second.item<std::int64_t>(), latents->second, rewards->second};
}

Candidates makeCandidates(const Policy& policy, const QuestionSource& source, const Scorer& score,
                          const FlowSchedule& schedule, const GroupOptions& options, std::int64_t first,
                          std::uint64_t seed) {
    Candidates candidates;
    candidates.first = first;
    std::vector<torch::Tensor> latents, rewards;
    for (std::int64_t g = 0; g < options.groups; ++g) {
        const auto number = std::uint64_t(first + g);
        const std::vector<Question> question{source(number)};
        const auto prompts = policy.read(promptsOf(question), options.guidance).repeated(options.groupSize);
        const auto noise = seededNoise(Random(seed, number).next(), options.groupSize, options.height,
                                       options.width, policy.device());
        latents.push_back(policy.sample(noise, schedule, prompts));
        rewards.push_back(score(latents.back(), question).total);
    }
    candidates.latents = torch::stack(latents);
    candidates.rewards = torch::stack(rewards);
    return candidates;
}

}  // namespace lacuna::training
