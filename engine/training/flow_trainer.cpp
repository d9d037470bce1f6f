// See flow_trainer.h.
#include "engine/training/flow_trainer.h"

#include "engine/models/qwen_image/vae_weights.h"
#include "engine/sampling/schedule.h"
#include "engine/training/run_start.h"
#include "engine/training/vocabulary.h"

namespace lacuna::training {
namespace {

Result<std::vector<FlowStage>> readStages(const Json& json, const std::string& where) {
    std::vector<FlowStage> stages;
    for (const Json& entry : json.value("stages", Json::array())) {
        LACUNA_TRY(const auto object, JsonObject::of(entry, where));
        FlowStage stage;
        LACUNA_TRY(stage.untilStep, object.integerOr("until_step", INT64_MAX, 1, INT64_MAX));
        LACUNA_TRY(stage.width, object.integer("width", 32, 4096));
        LACUNA_TRY(stage.batch, object.integer("batch", 1, 65536));
        if (stage.width % 32)
            return fail(ErrorKind::BadFile, "A stage's \"width\" must be a multiple of 32.", where);
        stages.push_back(stage);
    }
    if (stages.empty())
        return fail(ErrorKind::BadFile,
                    "\"stages\" must name at least one stage, {\"width\": 128, \"batch\": 32}.", where);
    return stages;
}

/// The run file's own object, else the start model's.
Result<Json> componentConfig(const Json& json, const std::string& key, const std::filesystem::path& start) {
    if (json.contains(key) || start.empty()) return json.value(key, Json());
    return readJsonFile(start / key / (key == "scheduler" ? "scheduler_config.json" : "config.json"));
}

Result<std::int64_t> startVocabulary(const FlowRunConfig& config, const AtlasNames& names) {
    const auto folder = config.run.folder / "tokenizer";
    if (config.run.start.empty())
        return trainVocabulary(folder, names, {int(config.vocabulary), 4000, config.run.seed});
    LACUNA_TRY_VOID(copySettings(config.run.start / "tokenizer", folder));
    LACUNA_TRY(const auto tokenizer, Tokenizer::open(folder));
    return std::int64_t(tokenizer->vocabularySize());
}

}  // namespace

Result<FlowRunConfig> readFlowRunConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    FlowRunConfig c;
    LACUNA_TRY(c.run, readRunConfig(object, file));
    if (c.run.start.empty() || json.contains("vae")) {
        LACUNA_TRY(const auto vae, object.text("vae"));
        c.vae = std::filesystem::absolute(file).parent_path() / vae;
    } else {
        c.vae = c.run.start;
    }
    LACUNA_TRY(c.stages, readStages(json, file.string()));
    for (const char* key : {"transformer", "text_encoder", "mpe", "scheduler"}) {
        LACUNA_TRY(c.model[key], componentConfig(json, key, c.run.start));
    }
    LACUNA_TRY(c.aspect, object.numberOr("aspect", c.aspect, 0.5, 2));
    LACUNA_TRY(c.pool, object.integerOr("pool", c.pool, 1, 10'000'000));
    LACUNA_TRY(c.fresh, object.integerOr("fresh", c.fresh, 0, 1'000'000));
    LACUNA_TRY(c.vocabulary, object.integerOr("vocabulary", c.vocabulary, 512, 1 << 20));
    LACUNA_TRY(c.mix.holes, object.numberOr("holes", c.mix.holes, 0, 1));
    LACUNA_TRY(c.mix.imageToImage, object.numberOr("image_to_image", c.mix.imageToImage, 0, 1));
    LACUNA_TRY(c.mix.noPrompt, object.numberOr("no_prompt", c.mix.noPrompt, 0, 1));
    LACUNA_TRY(c.mix.keptWeight, object.numberOr("kept_weight", c.mix.keptWeight, 0, 1));
    LACUNA_TRY(const auto steps, object.integerOr("sample_steps", c.sampleSteps, 1, 1000));
    c.sampleSteps = int(steps);
    LACUNA_TRY(c.sampleGuidance, object.numberOr("sample_guidance", c.sampleGuidance, 0, 100));
    return c;
}

Result<void> startWeights(const RunConfig& run, DraftModel& model) {
    const auto parameters = model.parameters();
    const StartAdapter text{[](std::string_view key) { return qwen2_5_vl::textEncoderKey(key, false); }};
    LACUNA_TRY_VOID(startFrom(run.start, "transformer", "transformer.", parameters, run.startPartial));
    LACUNA_TRY_VOID(
        startFrom(run.start, "text_encoder", "text_encoder.", parameters, run.startPartial, text));
    LACUNA_TRY_VOID(startFrom(run.start, "mpe", "mpe.", parameters, run.startPartial));
    return {};
}

Result<DraftModel> openFlowModel(const FlowRunConfig& config, const AtlasNames& names, bool resume,
                                 const std::string& where) {
    const auto& folder = config.run.folder;
    if (!resume || !std::filesystem::exists(folder / "tokenizer" / "vocab.json")) {
        LACUNA_TRY(const auto vocabulary, startVocabulary(config, names));
        LACUNA_TRY_VOID(writeModelConfigs(folder, config.model, vocabulary, where));
    }
    LACUNA_TRY(auto model, DraftModel::create(folder, config.run.seed, config.run.device));
    if (!config.run.start.empty() && !resumes(config.run, resume)) {
        LACUNA_TRY_VOID(startWeights(config.run, model));
    }
    return model;
}

const FlowStage& stageAt(const FlowRunConfig& config, std::int64_t step) {
    for (const auto& stage : config.stages) {
        if (step < stage.untilStep) return stage;
    }
    return config.stages.back();
}

Result<void> trainFlow(const std::filesystem::path& configFile, bool resume,
                       const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto config, readFlowRunConfig(configFile));
    if (config.run.threads > 0) at::set_num_threads(config.run.threads);
    LACUNA_TRY(const auto atlas, readAtlas(config.run.atlas, config.run.device));
    LoadOptions load;
    load.device = config.run.device;
    LACUNA_TRY(auto vae, qwen_image::loadVae(config.vae / "vae", load));
    LACUNA_TRY(auto model, openFlowModel(config, atlas.names, resume, configFile.string()));
    Optimizer optimizer(model.parameters(), config.run.optimizer);
    std::int64_t count = 0;
    for (const auto& [name, parameter] : optimizer.parameters()) count += parameter.numel();
    std::printf("%.2f million parameters\n", double(count) / 1e6);

    const FlowStage* stage = nullptr;
    std::unique_ptr<LatentPool> pool;
    RunTasks tasks;
    tasks.stopped = stopped;
    tasks.forward = [&](std::int64_t step, std::int64_t part) {
        if (const FlowStage* now = &stageAt(config, step); now != stage) {
            stage = now;
            pool = std::make_unique<LatentPool>(
                atlas, vae,
                LatentPoolOptions{config.run.seed, stage->width, config.aspect, config.pool, config.fresh});
        }
        pool->moveTo(step);
        const auto batch = makeFlowBatch(
            *pool, atlas.names, model.scheduler, config.mix, stage->batch, config.aspect, config.run.seed,
            std::uint64_t(step * config.run.accumulate + part), config.run.device);
        const Autocast autocast(config.run.bfloat16, config.run.device);
        return flowLosses(model.velocity(batch.input), batch);
    };
    tasks.sample = [&](std::int64_t step) {
        return drawSampleSheet(config, model, vae, atlas, stageAt(config, step).width, std::to_string(step));
    };
    return train(config.run, optimizer, resume, tasks);
}

}  // namespace lacuna::training
