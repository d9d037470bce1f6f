// What the three methods share: the held-out measurements around a run, and its start from files. See
// trainers.h.
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/training/posters/painter.h"
#include "engine/training/preference/trainers.h"

namespace lacuna::training {
namespace {

/// Decodes, paints the questions' posters, applies the rewards.
Scorer posterScorer(qwen_image::Vae vae, const Atlas& atlas, std::int64_t widthPx, const RewardMix& rewards) {
    return [vae, &atlas, widthPx, &rewards](const torch::Tensor& latents,
                                            std::span<const Question> questions) mutable {
        torch::NoGradGuard noGrad;
        const auto each = latents.size(0) / std::int64_t(questions.size());
        std::vector<Question> asked;
        std::vector<Scene> scenes;
        for (const auto& question : questions) {
            scenes.push_back(question.scene);
            asked.insert(asked.end(), std::size_t(each), question);
        }
        const auto pictures =
            vae->decode(vae->denormalise(latents.to(vae->type()))).to(torch::kFloat).clamp(-1, 1);
        const auto posters = paintPosters(scenes, widthPx, atlas).repeat_interleave(each, 0);
        return rewards.score({pictures, posters, asked});
    };
}

}  // namespace

Result<std::vector<HeldOutRow>> optimizePreference(const PreferenceRun& run, PreferenceMethod method,
                                                   bool resume) {
    const auto& config = run.config;
    const auto& shared = config.flow.run;
    freezeAllButTransformer(run.model);
    Optimizer optimizer(run.model.parameters(), shared.optimizer);
    const auto group = config.group();
    HeldOut heldOut(Policy(run.reference, shared.bfloat16, shared.device),
                    questionsFrom(run.heldOut, 0, config.heldOut), run.score,
                    {config.heldOut, config.flow.sampleSteps, config.flow.sampleGuidance, group.height,
                     group.width, shared.seed + 17});
    const Policy policy(run.model, shared.bfloat16, shared.device);
    if (!resumes(shared, resume)) LACUNA_TRY_VOID(heldOut.add(policy, 0, shared.folder));
    auto tasks = method == PreferenceMethod::Sft   ? sftTasks(run)
                 : method == PreferenceMethod::Dpo ? dpoTasks(run)
                                                   : grpoTasks(run);
    tasks.sample = [&](std::int64_t step) { return heldOut.add(policy, step, shared.folder); };
    LACUNA_TRY_VOID(train(shared, optimizer, resume, tasks));
    return heldOut.rows();
}

Result<void> trainPreference(const std::filesystem::path& configFile, PreferenceMethod method, bool resume,
                             const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto config, readPreferenceConfig(configFile));
    if (method == PreferenceMethod::Grpo && config.grpo.window >= config.rollout.steps)
        return fail(
            ErrorKind::BadFile,
            "\"grpo.window\" must be smaller than \"rollout.steps\", as the last step is not trained.",
            configFile.string());
    const auto& shared = config.flow.run;
    if (shared.threads > 0) at::set_num_threads(shared.threads);
    LACUNA_TRY(const auto atlas, readAtlas(shared.atlas, shared.device));
    LACUNA_TRY(const auto rewards, readRewardMix(config.rewards, configFile.string(),
                                                 {config.judge, atlas.names, shared.device}));
    LoadOptions load;
    load.device = shared.device;
    LACUNA_TRY(auto vae, qwen_image::loadVae(config.flow.vae / "vae", load));
    LACUNA_TRY(auto model, openFlowModel(config.flow, atlas.names, resume, configFile.string()));
    LACUNA_TRY(auto reference, DraftModel::create(shared.folder, shared.seed, shared.device));
    LACUNA_TRY_VOID(startWeights(shared, reference));
    const auto aspect = config.flow.aspect;
    const PreferenceRun run{config,
                            model,
                            reference,
                            posterQuestions(atlas.names, aspect, shared.seed + 5),
                            posterQuestions(atlas.names, aspect, shared.seed + 1234),
                            posterScorer(vae, atlas, config.widthPx(), rewards),
                            stopped};
    LACUNA_TRY(const auto rows, optimizePreference(run, method, resume));
    return {};
}

}  // namespace lacuna::training
