// See flow_trainer.h.
#include "engine/training/flow_trainer.h"

#include "engine/models/qwen_image/vae_weights.h"
#include "engine/sampling/schedule.h"
#include "engine/training/flow/batch_maker.h"
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

/// "aspects": [[height / width, weight], ...].
Result<std::vector<std::pair<double, double>>> readAspects(const Json& json, double aspect,
                                                           const std::string& where) {
    std::vector<std::pair<double, double>> aspects;
    for (const Json& entry : json.value("aspects", Json::array())) {
        const bool good = entry.is_array() && entry.size() == 2 && entry[0].is_number() &&
                          entry[1].is_number() && entry[0] >= 0.5 && entry[0] <= 2.0 && entry[1] > 0.0;
        if (!good)
            return fail(ErrorKind::BadFile,
                        "\"aspects\" must be pairs of height / width (0.5 to 2) and a weight, "
                        "[[1.5, 2], [1, 1]].",
                        where);
        aspects.emplace_back(entry[0].get<double>(), entry[1].get<double>());
    }
    if (aspects.empty()) aspects.emplace_back(aspect, 1.0);
    return aspects;
}

Result<void> readMix(const JsonObject& object, TaskMix& mix) {
    LACUNA_TRY(mix.textToImage, object.numberOr("text_to_image", mix.textToImage, 0, 1));
    LACUNA_TRY(mix.holes, object.numberOr("holes", mix.holes, 0, 1));
    LACUNA_TRY(mix.edits, object.numberOr("edits", mix.edits, 0, 1));
    LACUNA_TRY(mix.noPrompt, object.numberOr("no_prompt", mix.noPrompt, 0, 1));
    LACUNA_TRY(mix.keptWeight, object.numberOr("kept_weight", mix.keptWeight, 0, 1));
    LACUNA_TRY(mix.letteringWeight, object.numberOr("lettering_weight", mix.letteringWeight, 0, 100));
    LACUNA_TRY(mix.meaningWeight, object.numberOr("meaning_weight", mix.meaningWeight, 0, 100));
    LACUNA_TRY(mix.strengthLeast, object.numberOr("strength_least", mix.strengthLeast, 0.1, 1));
    return {};
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

/// Nothing when the curriculum never draws a real picture.
Result<RealPictures> realPicturesOf(const FlowRunConfig& config, const Tokenizer& tokenizer,
                                    const qwen_image::Vae& vae, const data::ReadPicture& read,
                                    const std::function<bool()>& stopped) {
    if (config.curriculum.real.most() <= 0) return RealPictures{};
    LACUNA_TRY(const auto pictures, data::PictureSet::open(config.pictures));
    std::printf("encoding %zu pictures\n", pictures.size());
    RealPicturesOptions options{{}, config.mix, config.run.seed, config.run.device};
    for (const FlowStage& stage : config.stages)
        options.bucketsOf[stage.width] = bucketsOf(stage.width, config.aspects);
    return encodeRealPictures(pictures, tokenizer, vae, options, read, stopped);
}

}  // namespace

Result<FlowRunConfig> readFlowRunConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
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
    LACUNA_TRY(c.aspects, readAspects(json, c.aspect, file.string()));
    LACUNA_TRY(c.pool.capacity, object.integerOr("pool", c.pool.capacity, 1, 10'000'000));
    LACUNA_TRY(c.pool.first, object.integerOr("first", c.pool.capacity, 1, 10'000'000));
    LACUNA_TRY(c.pool.fresh, object.numberOr("fresh", c.pool.fresh, 0, 1e6));
    c.pool.ahead = std::size_t(c.run.ahead);
    LACUNA_TRY(c.group, object.integerOr("group", c.group, 1, 65536));
    LACUNA_TRY(const auto bits, object.integerOr("weight_bits", c.weightBits, 8, 16));
    if (bits != 8 && bits != 16)
        return fail(ErrorKind::BadFile, "\"weight_bits\" must be 8 or 16.", file.string());
    c.weightBits = int(bits);
    LACUNA_TRY(c.curriculum, readCurriculum(json.value("curriculum", Json()), file.string()));
    LACUNA_TRY(const auto pictures, object.textOr("pictures", ""));
    if (!pictures.empty()) c.pictures = std::filesystem::absolute(file).parent_path() / pictures;
    if (c.curriculum.real.most() > 0 && c.pictures.empty()) {
        return fail(ErrorKind::BadFile,
                    "The curriculum's \"real\" share needs pictures to draw. Name their folder as "
                    "\"pictures\", or leave the share out.",
                    file.string());
    }
    LACUNA_TRY(c.vocabulary, object.integerOr("vocabulary", c.vocabulary, 512, 1 << 20));
    LACUNA_TRY_VOID(readMix(object, c.mix));
    LACUNA_TRY(const auto steps, object.integerOr("sample_steps", c.sampleSteps, 1, 1000));
    c.sampleSteps = int(steps);
    LACUNA_TRY(c.sampleGuidance, object.numberOr("sample_guidance", c.sampleGuidance, 0, 100));
    return c;
}

Result<void> refuseRealPictures(const FlowRunConfig& config, const std::filesystem::path& file) {
    if (config.curriculum.real.most() <= 0) return {};
    return fail(ErrorKind::BadFile,
                "This run asks about painted posters only. Leave the curriculum's \"real\" share out; "
                "lacuna-train flow, lora and finetune train on pictures.",
                file.string());
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
                                 const std::string& where, const Share& share) {
    const auto& folder = config.run.folder;
    const bool begins = !resume || !std::filesystem::exists(folder / "tokenizer" / "vocab.json");
    if (share.writes() && begins) {
        LACUNA_TRY(const auto vocabulary, startVocabulary(config, names));
        LACUNA_TRY_VOID(writeModelConfigs(folder, config.model, vocabulary, where));
    }
    LACUNA_TRY_VOID(share.anyOf(false));  // nobody reads before it is written
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
                       const std::function<bool()>& stopped, const data::ReadPicture& read,
                       const Share& share) {
    LACUNA_TRY(auto config, readFlowRunConfig(configFile));
    config.run.device = share.deviceOf(config.run.device);
    if (config.run.threads > 0) at::set_num_threads(config.run.threads);
    LACUNA_TRY(const auto atlas, readAtlas(config.run.atlas, torch::kCPU));
    LoadOptions load;
    load.device = config.run.device;
    LACUNA_TRY(auto vae, qwen_image::loadVae(config.vae / "vae", load));
    LACUNA_TRY(auto model, openFlowModel(config, atlas.names, resume, configFile.string(), share));
    Optimizer optimizer(model.parameters(), config.run.optimizer);
    std::int64_t count = 0;
    for (const auto& [name, parameter] : optimizer.parameters()) count += parameter.numel();
    if (share.writes()) std::printf("%.2f million parameters\n", double(count) / 1e6);

    LACUNA_TRY(auto real, realPicturesOf(config, *model.tokenizer, vae, read, stopped));
    BatchMaker batches(config, atlas, model, vae, std::move(real), share);
    RunTasks tasks;
    tasks.stopped = stopped;
    tasks.share = share;
    tasks.forward = [&](std::int64_t step, std::int64_t part) {
        const auto batch = batches.get(step * config.run.accumulate + part);
        const Autocast autocast(config.run.bfloat16, config.run.device);
        return flowLosses(model.velocity(batch.input), batch, config.mix.meaningWeight);
    };
    tasks.batch = [&](std::int64_t step) { return share.world * stageAt(config, step).batch; };
    tasks.report = [&](std::int64_t step) { return batches.report(step); };
    tasks.sample = [&](std::int64_t step) {
        return drawSampleSheet(config, model, vae, atlas, stageAt(config, step).width, std::to_string(step));
    };
    return train(config.run, optimizer, resume, tasks);
}

}  // namespace lacuna::training
