// See small_problem.h.
#include "tests/engine/training_preference/small_problem.h"

#include "engine/training/posters/random.h"
#include "engine/training/preference/objectives.h"
#include "engine/training/vocabulary.h"
#include "tests/engine/training/small_atlas.h"

namespace lacuna::tests {
namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s", describe(result.error()).c_str());
    return *std::move(result);
}

constexpr const char* kSizes = R"({
    "transformer": {"patch_size": 2, "in_channels": 132, "out_channels": 16, "num_layers": 2, "attention_head_dim": 16, "num_attention_heads": 2, "axes_dims_rope": [4, 6, 6]},
    "text_encoder": {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1},
    "mpe": {"hidden": 8, "operations": 5},
    "scheduler": {"use_dynamic_shifting": true, "base_image_seq_len": 256, "max_image_seq_len": 8192, "base_shift": 0.5, "max_shift": 0.9, "time_shift_type": "exponential"}})";

}  // namespace

SmallProblem::SmallProblem() {
    at::set_num_threads(1);
    const auto vocabulary =
        must(training::trainVocabulary(folder_ / "tokenizer", smallAtlas().names, {900, 200, 1}));
    if (!training::writeModelConfigs(folder_.path(), Json::parse(kSizes), vocabulary, "test"))
        qFatal("no configurations");
    auto trained = must(training::DraftModel::create(folder_.path(), 1, torch::kCPU));
    const training::Policy policy(trained, false, torch::kCPU);
    training::OptimizerOptions options;
    options.learningRate = 4e-3;
    options.minLearningRate = 4e-4;
    options.warmupSteps = 10;
    options.steps = 400;
    training::Optimizer optimizer(trained.parameters(), options);
    for (std::uint64_t step = 0; step < 400; ++step) {
        const auto draw = [&](std::uint64_t stream) {
            return training::seededNoise(training::Random(step, stream).next(), 32, kCells, kCells,
                                         torch::kCPU);
        };
        auto clean = 0.3 * draw(1);
        clean.slice(1, 0, 4) += 0.6 * draw(2).slice(1, 0, 1).slice(2, 0, 1).slice(3, 0, 1);
        const auto noise = draw(3);
        training::Random random(step, 4);
        const auto sigma = training::drawSigmas(32, 0, random), s = sigma.view({-1, 1, 1, 1});
        std::vector<std::string> prompts;
        for (std::uint64_t i = 0; i < 32; ++i) prompts.push_back(question(i).prompt);
        const auto velocity = policy.velocity((1 - s) * clean + s * noise, sigma, policy.read(prompts, 1));
        training::flowError(velocity, noise, clean).mean().backward();
        optimizer.step();
    }
    for (const auto& [name, parameter] : trained.parameters()) weights_[name] = parameter.detach().clone();
}

training::DraftModel SmallProblem::model() const {
    auto copy = must(training::DraftModel::create(folder_.path(), 1, torch::kCPU));
    if (!training::copyParameters(weights_, "", copy.parameters(), "test")) qFatal("weights do not fit");
    return copy;
}

training::Question SmallProblem::question(std::uint64_t number) {
    training::Question question;
    question.scene.palette = int(number % 2);
    question.prompt = number % 2 ? "a blue boat" : "a red moon";
    return question;
}

training::Scores SmallProblem::score(const torch::Tensor& latents,
                                     std::span<const training::Question> questions) {
    const auto each = latents.size(0) / std::int64_t(questions.size());
    std::vector<float> wanted;
    for (const auto& question : questions)
        wanted.insert(wanted.end(), std::size_t(each), question.scene.palette ? -0.8f : 0.8f);
    const auto level = latents.slice(1, 0, 4).flatten(1).mean(1);
    return {1 - (level - torch::tensor(wanted)).abs(), {}};
}

training::PreferenceConfig SmallProblem::config(const std::string& name, double learningRate,
                                                int steps) const {
    training::PreferenceConfig c;
    auto& run = c.flow.run;
    run.folder = folder_ / name;
    std::filesystem::create_directories(run.folder);
    run.bfloat16 = false;
    run.batch = 16;
    run.saveEvery = run.sampleEvery = 1'000'000;  // at the end alone
    run.optimizer.learningRate = run.optimizer.minLearningRate = learningRate;
    run.optimizer.warmupSteps = 2;
    run.optimizer.steps = steps;
    run.optimizer.weightDecay = 0;
    run.optimizer.ema = 0.8;
    c.flow.aspect = 1;
    c.flow.stages = {{INT64_MAX, kCells * 8, 16}};
    c.flow.sampleSteps = 6;
    c.flow.sampleGuidance = 1;
    c.flow.mix.noPrompt = 0;
    c.heldOut = 64;
    c.rollout.groups = 32;
    return c;
}

const SmallProblem& smallProblem() {
    static const SmallProblem problem;
    return problem;
}

}  // namespace lacuna::tests
