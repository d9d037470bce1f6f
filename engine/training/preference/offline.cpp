// SFT and DPO: both learn from candidates that were made and scored before (see trainers.h).
#include <cmath>
#include <memory>

#include "engine/training/posters/random.h"
#include "engine/training/preference/objectives.h"
#include "engine/training/preference/trainers.h"

namespace lacuna::training {
namespace {

/// The candidates of a run, made when a step needs new ones, and remembered with its state.
struct CandidateSet {
    const PreferenceRun& run;
    Policy policy;
    FlowSchedule schedule;
    std::int64_t round = -1;
    Candidates held;

    explicit CandidateSet(const PreferenceRun& r)
        : run(r), policy(r.model, r.config.flow.run.bfloat16, r.config.flow.run.device) {
        const auto group = r.config.group();
        auto made = makeSchedule(r.model.scheduler, r.config.rollout.steps, group.height * group.width / 4);
        TORCH_CHECK(made.has_value(), describe(made.error()));
        schedule = *std::move(made);
    }

    std::int64_t roundOf(std::int64_t step) const {
        return run.config.rollout.refresh > 0 ? step / run.config.rollout.refresh : 0;
    }
    void moveTo(std::int64_t step) {
        if (round == roundOf(step)) return;
        round = roundOf(step);
        const auto options = run.config.group();
        held = makeCandidates(policy, run.training, run.score, schedule, options, round * options.groups,
                              run.config.flow.run.seed + 11);
        std::printf("candidates %lld: mean reward %.4f, best of a group %.4f\n",
                    static_cast<long long>(round), held.rewards.mean().item<double>(),
                    held.rewards.amax(1).mean().item<double>());
    }
    void connect(RunTasks& tasks) {
        tasks.stopped = run.stopped;
        tasks.remember = [this] { return held.state(); };
        tasks.recall = [this](const NamedTensors& state) -> Result<void> {
            LACUNA_TRY(held, Candidates::fromState(state));
            held.latents = held.latents.to(policy.device());
            round = held.first / run.config.rollout.groups;
            return {};
        };
    }
    std::string prompt(std::int64_t group) const {
        return run.training(std::uint64_t(held.first + group)).prompt;
    }
    torch::Tensor sigmas(std::int64_t count, Random& random) const {
        const auto tokens = held.latents.size(3) * held.latents.size(4) / 4;
        return drawSigmas(count, scheduleShift(run.model.scheduler, tokens), random).to(policy.device());
    }
};

torch::Tensor noised(const torch::Tensor& clean, const torch::Tensor& noise, const torch::Tensor& sigma) {
    const auto s = sigma.view({-1, 1, 1, 1});
    return (1 - s) * clean + s * noise;
}

}  // namespace

RunTasks sftTasks(const PreferenceRun& run) {
    RunTasks tasks;
    auto set = std::make_shared<CandidateSet>(run);
    set->connect(tasks);
    tasks.forward = [set, &run](std::int64_t step, std::int64_t part) -> Losses {
        set->moveTo(step);
        const auto& config = run.config;
        const auto& rewards = set->held.rewards;
        const auto best = std::max<std::int64_t>(1, std::llround(config.sft.share * double(rewards.size(1))));
        const auto order = std::get<1>(rewards.topk(best, 1));  // [G, best]
        Random random(config.flow.run.seed + 3, std::uint64_t(step * config.flow.run.accumulate + part));
        std::vector<torch::Tensor> clean;
        std::vector<std::string> prompts;
        double reward = 0;
        for (std::int64_t i = 0; i < config.flow.run.batch; ++i) {
            const auto group = random.below(std::size_t(rewards.size(0)));
            const auto index = order[group][random.below(std::size_t(best))].item<std::int64_t>();
            clean.push_back(set->held.latents[group][index]);
            prompts.push_back(random.chance(config.flow.mix.noPrompt) ? " " : set->prompt(group));
            reward += rewards[group][index].item<double>() / double(config.flow.run.batch);
        }
        const auto x0 = torch::stack(clean);
        const auto noise = seededNoise(random.next(), x0.size(0), x0.size(2), x0.size(3), x0.device());
        const auto sigma = set->sigmas(x0.size(0), random);
        const auto velocity =
            set->policy.velocity(noised(x0, noise, sigma), sigma, set->policy.read(prompts, 1));
        return {{"loss", flowError(velocity, noise, x0).mean()}, {"reward", torch::tensor(reward)}};
    };
    return tasks;
}

RunTasks dpoTasks(const PreferenceRun& run) {
    RunTasks tasks;
    auto set = std::make_shared<CandidateSet>(run);
    set->connect(tasks);
    const Policy reference(run.reference, run.config.flow.run.bfloat16, run.config.flow.run.device);
    tasks.forward = [set, reference, &run](std::int64_t step, std::int64_t part) -> Losses {
        set->moveTo(step);
        const auto& config = run.config;
        const auto& rewards = set->held.rewards;
        const auto best = rewards.argmax(1), worst = rewards.argmin(1);
        Random random(config.flow.run.seed + 3, std::uint64_t(step * config.flow.run.accumulate + part));
        std::vector<torch::Tensor> better, worse;
        std::vector<std::string> prompts;
        for (std::int64_t i = 0; i < config.flow.run.batch; ++i) {
            const auto group = random.below(std::size_t(rewards.size(0)));
            better.push_back(set->held.latents[group][best[group].item<std::int64_t>()]);
            worse.push_back(set->held.latents[group][worst[group].item<std::int64_t>()]);
            prompts.push_back(set->prompt(group));
        }
        // Rows: the better ones, then the worse ones, with the same noise and noise level.
        const auto pairs = std::int64_t(better.size());
        const auto x0 = torch::cat({torch::stack(better), torch::stack(worse)});
        const auto noise =
            seededNoise(random.next(), pairs, x0.size(2), x0.size(3), x0.device()).repeat({2, 1, 1, 1});
        const auto sigma = set->sigmas(pairs, random).repeat({2});
        prompts.insert(prompts.end(), prompts.begin(), prompts.begin() + pairs);
        const auto read = set->policy.read(prompts, 1);
        const auto x = noised(x0, noise, sigma);
        const auto errors = flowError(set->policy.velocity(x, sigma, read), noise, x0).split(pairs);
        torch::Tensor frozen;
        {
            torch::NoGradGuard noGrad;
            frozen = flowError(reference.velocity(x, sigma, read), noise, x0);
        }
        const auto pair = pairLoss({errors[0], errors[1], frozen.slice(0, 0, pairs), frozen.slice(0, pairs)},
                                   config.dpo.beta);
        return {{"loss", pair.loss + config.dpo.sftWeight * errors[0].mean()},
                {"pair_loss", pair.loss.detach()},
                {"accuracy", pair.accuracy},
                {"margin", pair.margin.detach()}};
    };
    return tasks;
}

}  // namespace lacuna::training
