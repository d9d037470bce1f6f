// See run_config.h.
#include "engine/training/run_config.h"

namespace lacuna::training {
namespace {

Result<OptimizerOptions> readOptimizer(const JsonObject& json) {
    OptimizerOptions o;
    LACUNA_TRY(const auto inner, json.objectIfAny("optimizer"));
    if (inner) {
        LACUNA_TRY(o.learningRate, inner->numberOr("learning_rate", o.learningRate, 0, 10));
        LACUNA_TRY(o.minLearningRate, inner->numberOr("min_learning_rate", o.learningRate / 10, 0, 10));
        LACUNA_TRY(o.warmupSteps, inner->integerOr("warmup_steps", o.warmupSteps, 0, 1'000'000));
        LACUNA_TRY(o.steps, inner->integerOr("steps", o.steps, 1, 100'000'000));
        LACUNA_TRY(o.annealMinutes, inner->numberOr("anneal_minutes", 0, 0, 1e6));
        LACUNA_TRY(o.beta1, inner->numberOr("beta1", o.beta1, 0, 0.9999));
        LACUNA_TRY(o.beta2, inner->numberOr("beta2", o.beta2, 0, 0.99999));
        LACUNA_TRY(o.weightDecay, inner->numberOr("weight_decay", o.weightDecay, 0, 1));
        LACUNA_TRY(o.clipNorm, inner->numberOr("clip_norm", o.clipNorm, 1e-6, 1e6));
        LACUNA_TRY(o.muon, inner->booleanOr("muon", o.muon));
        LACUNA_TRY(o.momentum, inner->numberOr("momentum", o.momentum, 0, 0.9999));
        LACUNA_TRY(o.ema, inner->numberOr("ema", o.ema, 0, 0.999999));
    }
    return o;
}

}  // namespace

Result<RunConfig> readRunConfig(const JsonObject& json, const std::filesystem::path& file) {
    RunConfig c;
    const auto base = std::filesystem::absolute(file).parent_path();
    LACUNA_TRY(const auto output, json.text("output"));
    LACUNA_TRY(const auto atlas, json.text("atlas"));
    c.folder = base / output;
    c.atlas = base / atlas;
    LACUNA_TRY(const auto start, json.textOr("start", ""));
    if (!start.empty()) c.start = base / start;
    LACUNA_TRY(c.startPartial, json.booleanOr("start_partial", false));
    LACUNA_TRY(const auto seed, json.integerOr("seed", 1, 0, INT64_MAX));
    c.seed = std::uint64_t(seed);
    LACUNA_TRY(c.batch, json.integerOr("batch", c.batch, 1, 65536));
    LACUNA_TRY(c.accumulate, json.integerOr("accumulate", c.accumulate, 1, 65536));
    LACUNA_TRY(c.minutes, json.numberOr("minutes", c.minutes, 0, 1e6));
    LACUNA_TRY(c.saveEvery, json.integerOr("save_every", c.saveEvery, 1, 100'000'000));
    LACUNA_TRY(c.sampleEvery, json.integerOr("sample_every", c.sampleEvery, 1, 100'000'000));
    LACUNA_TRY(c.logEvery, json.integerOr("log_every", c.logEvery, 1, 100'000'000));
    LACUNA_TRY(const auto threads, json.integerOr("threads", 0, 0, 1024));
    c.threads = int(threads);
    LACUNA_TRY(c.bfloat16, json.booleanOr("bfloat16", c.bfloat16));
    LACUNA_TRY(const auto device, json.textOr("device", "auto"));
    if (device != "auto" && device != "cpu" && device != "cuda") {
        return fail(ErrorKind::BadFile,
                    "\"device\" is \"" + device + "\". Write \"auto\", \"cpu\" or \"cuda\".", json.where());
    }
    if (device == "cuda" || (device == "auto" && torch::cuda::is_available())) c.device = torch::kCUDA;
    // On a CPU the painter would only take the trainer's cores away.
    LACUNA_TRY(c.ahead, json.integerOr("ahead", c.device.is_cuda() ? 4 : 0, 0, 1024));
    LACUNA_TRY(c.optimizer, readOptimizer(json));
    return c;
}

}  // namespace lacuna::training
