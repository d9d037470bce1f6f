// GRPO; see trainers.h. The question of a step's part follows from the step, so that only rollouts that serve
// several steps have to be remembered.
#include <memory>

#include "engine/sampling/euler.h"
#include "engine/training/posters/random.h"
#include "engine/training/preference/objectives.h"
#include "engine/training/preference/sde.h"
#include "engine/training/preference/trainers.h"

namespace lacuna::training {
namespace {

/// One group's stochastic steps, W of them from step `begin`.
struct Rollout {
    std::int64_t begin = 0;
    torch::Tensor states;            ///< [W + 1, K, 16, h, w]: before each step, and after the last
    torch::Tensor logProbabilities;  ///< [W, K] under the weights that made it
    torch::Tensor advantages;        ///< [K]
    torch::Tensor rewards;           ///< [K]
};

struct Grpo {
    const PreferenceRun& run;
    Policy policy, reference;
    FlowSchedule schedule;
    std::vector<Rollout> rollouts;  ///< a part

    explicit Grpo(const PreferenceRun& r)
        : run(r),
          policy(r.model, r.config.flow.run.bfloat16, r.config.flow.run.device),
          reference(r.reference, r.config.flow.run.bfloat16, r.config.flow.run.device),
          rollouts(std::size_t(r.config.flow.run.accumulate)) {
        const auto group = r.config.group();
        auto made = makeSchedule(r.model.scheduler, r.config.rollout.steps, group.height * group.width / 4);
        TORCH_CHECK(made.has_value(), describe(made.error()));
        schedule = *std::move(made);
    }

    std::uint64_t questionOf(std::int64_t step, std::int64_t part) const {
        return std::uint64_t(step / run.config.grpo.updates * run.config.flow.run.accumulate + part);
    }

    Rollout rollOut(std::uint64_t number, const ReadPrompts& prompts) const {
        torch::NoGradGuard noGrad;
        const auto& o = run.config.grpo;
        const auto group = run.config.group();
        Random random(run.config.flow.run.seed + 13, number);
        Rollout rollout;
        // The last step ends at a clean picture and stays deterministic.
        rollout.begin = random.below(std::size_t(schedule.steps() - o.window));
        const auto draw = [&](std::int64_t count) {
            return seededNoise(random.next(), count, group.height, group.width, policy.device());
        };
        auto x = o.sameNoise ? draw(1).repeat({group.groupSize, 1, 1, 1}) : draw(group.groupSize);
        std::vector<torch::Tensor> states, probabilities;
        for (int i = 0; i < schedule.steps(); ++i) {
            const float sigma = schedule.sigmas[std::size_t(i)], next = schedule.sigmas[std::size_t(i) + 1];
            const auto velocity = policy.velocity(x, sigma, prompts);
            const bool stochastic = i >= rollout.begin && i < rollout.begin + o.window;
            if (!stochastic) {
                x = eulerStep(x, velocity, sigma, next);
                continue;
            }
            states.push_back(x);
            const auto step = sdeStep(x, velocity, schedule, i, o.noiseLevel);
            x = step.mean + step.deviation * draw(group.groupSize);
            probabilities.push_back(logProbability(x, step));
            if (i + 1 == rollout.begin + o.window) states.push_back(x);
        }
        const std::vector<Question> question{run.training(number)};
        rollout.states = torch::stack(states);
        rollout.logProbabilities = torch::stack(probabilities);
        rollout.rewards = run.score(x, question).total;
        rollout.advantages = groupAdvantages(rollout.rewards).to(policy.device());
        return rollout;
    }

    /// Forward passes have the rollout's own batches, so that the first ratio is 1 and not nearly 1.
    Losses learn(const Rollout& rollout, const ReadPrompts& prompts) const {
        const auto& o = run.config.grpo;
        torch::Tensor objective = torch::zeros({}, rollout.states.options()), divergence = objective,
                      deviation = objective;
        for (std::int64_t w = 0; w < o.window; ++w) {
            const int index = int(rollout.begin + w);
            const float sigma = schedule.sigmas[std::size_t(index)];
            const auto x = rollout.states[w], after = rollout.states[w + 1];
            const auto step = sdeStep(x, policy.velocity(x, sigma, prompts), schedule, index, o.noiseLevel);
            const auto probability = logProbability(after, step), before = rollout.logProbabilities[w];
            torch::Tensor frozen;
            {
                torch::NoGradGuard noGrad;
                frozen =
                    sdeStep(x, reference.velocity(x, sigma, prompts), schedule, index, o.noiseLevel).mean;
            }
            objective =
                objective + clippedObjective(probability, before, rollout.advantages, o.clip) / o.window;
            divergence = divergence + stepDivergence(step, frozen).mean() / o.window;
            deviation = deviation + ((probability - before).exp() - 1).abs().mean().detach() / o.window;
        }
        return {{"loss", objective + o.divergence * divergence},
                {"kl", divergence.detach()},
                {"ratio_deviation", deviation},
                {"reward", rollout.rewards.mean()},
                {"reward_deviation", rollout.rewards.std(0, false)}};
    }

    NamedTensors remember() const {
        NamedTensors state;
        for (std::size_t i = 0; i < rollouts.size(); ++i) {
            if (!rollouts[i].states.defined()) continue;
            const auto name = "rollout." + std::to_string(i) + ".";
            state[name + "begin"] = torch::tensor(rollouts[i].begin);
            state[name + "states"] = rollouts[i].states;
            state[name + "log_probabilities"] = rollouts[i].logProbabilities;
            state[name + "advantages"] = rollouts[i].advantages;
            state[name + "rewards"] = rollouts[i].rewards;
        }
        return state;
    }

    Result<void> recall(const NamedTensors& state) {
        for (std::size_t i = 0; i < rollouts.size(); ++i) {
            const auto find = [&](const char* key) {
                const auto found = state.find("rollout." + std::to_string(i) + "." + key);
                return found == state.end() ? torch::Tensor() : found->second.to(policy.device());
            };
            const auto begin = find("begin");
            rollouts[i] = {0, find("states"), find("log_probabilities"), find("advantages"),
                           find("rewards").to(torch::kCPU)};
            const auto& r = rollouts[i];
            if (!begin.defined() || !r.states.defined() || !r.logProbabilities.defined() ||
                !r.advantages.defined() || r.states.size(0) != run.config.grpo.window + 1)
                return fail(
                    ErrorKind::BadFile,
                    "The saved run has other rollouts than this configuration. Start it anew, without "
                    "--resume.");
            rollouts[i].begin = begin.item<std::int64_t>();
        }
        return {};
    }
};

}  // namespace

RunTasks grpoTasks(const PreferenceRun& run) {
    RunTasks tasks;
    auto grpo = std::make_shared<Grpo>(run);
    tasks.stopped = run.stopped;
    tasks.forward = [grpo, &run](std::int64_t step, std::int64_t part) {
        const auto number = grpo->questionOf(step, part);
        const std::vector<std::string> prompt{run.training(number).prompt};
        const auto prompts =
            grpo->policy.read(prompt, run.config.rollout.guidance).repeated(run.config.rollout.groupSize);
        auto& rollout = grpo->rollouts[std::size_t(part)];
        if (step % run.config.grpo.updates == 0) rollout = grpo->rollOut(number, prompts);
        return grpo->learn(rollout, prompts);
    };
    tasks.remember = [grpo] { return grpo->remember(); };
    tasks.recall = [grpo](const NamedTensors& state) { return grpo->recall(state); };
    return tasks;
}

}  // namespace lacuna::training
