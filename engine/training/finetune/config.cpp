// See config.h.
#include "engine/training/finetune/config.h"

namespace lacuna::training {
namespace {

constexpr std::size_t kMostTargets = 64, kMostSamples = 16, kMostTextBytes = 16384;

/// The published examples' optimiser, where the file says nothing else: AdamW at a constant rate, no average.
void fillIn(Json& json, FinetuneKind kind) {
    auto& optimizer = json["optimizer"];
    if (!optimizer.is_object()) return;
    const double rate = kind == FinetuneKind::Lora ? 1e-4 : 1e-5;
    if (!optimizer.contains("learning_rate")) optimizer["learning_rate"] = rate;
    if (!optimizer.contains("min_learning_rate")) optimizer["min_learning_rate"] = optimizer["learning_rate"];
    const Json usual{
        {"warmup_steps", 0}, {"steps", 1000}, {"beta2", 0.999}, {"weight_decay", 1e-4}, {"ema", 0.0}};
    for (const auto& [key, value] : usual.items()) {
        if (!optimizer.contains(key)) optimizer[key] = value;
    }
}

Result<std::vector<std::string>> readTargets(const Json& json, const JsonObject& object) {
    if (!object.has("targets")) return attentionTargets();
    if (json.at("targets").is_array()) return object.texts("targets", kMostTargets);
    LACUNA_TRY(const auto word, object.text("targets"));
    if (word == "attention") return attentionTargets();
    if (word == "all") return allTargets();
    return fail(ErrorKind::BadFile,
                "\"targets\" is \"" + word + "\". Write \"attention\", \"all\" or a list of layer names.",
                object.where());
}

Result<NoiseLevels> readNoise(const JsonObject& object) {
    LACUNA_TRY(const auto word, object.textOr("noise", "uniform"));
    if (word == "uniform") return NoiseLevels::Uniform;
    if (word == "logit_normal") return NoiseLevels::LogitNormal;
    if (word == "shifted") return NoiseLevels::Shifted;
    return fail(ErrorKind::BadFile,
                "\"noise\" is \"" + word + "\". Write \"uniform\", \"logit_normal\" or \"shifted\".",
                object.where());
}

}  // namespace

std::vector<std::string> attentionTargets() {
    return {"to_q", "to_k", "to_v", "to_out.0"};
}

std::vector<std::string> allTargets() {
    return {"to_q",     "to_k",       "to_v",          "add_q_proj", "add_k_proj",    "add_v_proj",
            "to_out.0", "to_add_out", "img_mlp.net.2", "img_mod.1",  "txt_mlp.net.2", "txt_mod.1"};
}

Result<FinetuneConfig> readFinetuneConfig(const std::filesystem::path& file, FinetuneKind kind) {
    LACUNA_TRY(Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY_VOID(JsonObject::of(json, file.string()));
    if (!json.contains("optimizer")) json["optimizer"] = Json::object();
    if (!json.contains("batch")) json["batch"] = 1;
    json["atlas"] = ".";  // the shared keys name one, which no run over pictures reads
    fillIn(json, kind);
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    FinetuneConfig c;
    c.kind = kind;
    LACUNA_TRY(c.run, readRunConfig(object, file));
    const auto base = std::filesystem::absolute(file).parent_path();
    LACUNA_TRY(const auto model, object.text("model"));
    LACUNA_TRY(const auto pictures, object.text("pictures"));
    c.model = base / model;
    c.pictures = base / pictures;
    LACUNA_TRY(c.name, object.textOr("name", c.run.folder.filename().string()));
    LACUNA_TRY(c.trigger, object.textOr("trigger", {}));
    LACUNA_TRY(c.resolution, object.integerOr("resolution", 0, 0, 4096));
    LACUNA_TRY(c.rank, object.integerOr("rank", c.rank, 1, 1024));
    LACUNA_TRY(c.alpha, object.numberOr("alpha", double(c.rank), 1e-3, 1e4));
    LACUNA_TRY(c.targets, readTargets(json, object));
    LACUNA_TRY(c.noise, readNoise(object));
    LACUNA_TRY(c.noPrompt, object.numberOr("no_prompt", 0, 0, 1));
    LACUNA_TRY(c.recompute, object.booleanOr("recompute", true));
    if (object.has("sample_prompts")) {
        LACUNA_TRY(c.samplePrompts, object.texts("sample_prompts", kMostSamples, kMostTextBytes));
    }
    LACUNA_TRY(const auto steps, object.integerOr("sample_steps", 0, 0, 1000));
    c.sampleSteps = int(steps);
    LACUNA_TRY(c.sampleGuidance, object.numberOr("sample_guidance", -1, -1, 100));
    return c;
}

}  // namespace lacuna::training
