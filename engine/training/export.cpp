// See export.h.
#include "engine/training/export.h"

#include <algorithm>

#include "engine/formats/atomic_file.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/models/scaled_weight.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/png_file.h"
#include "engine/training/posters/painter.h"
#include "engine/training/run_start.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {
namespace {

namespace fs = std::filesystem;

/// Smaller matrices stay in bfloat16: they are no size to speak of.
constexpr std::int64_t kLeastNumbers = 1 << 14;

/// The averaged tensors of a saved run whose names begin with `component`, under the keys of the hub's files,
/// in bfloat16, or matrices in 8 bits with a scale a row.
NamedTensors component(const NamedTensors& state, const std::string& component, int bits,
                       const std::function<std::string(const std::string&)>& key) {
    const std::string prefix = "e." + component + ".";
    NamedTensors result;
    for (const auto& [name, tensor] : state) {
        if (!name.starts_with(prefix)) continue;
        const auto stored = key(name.substr(prefix.size()));
        if (bits == 8 && tensor.dim() == 2 && tensor.numel() >= kLeastNumbers) {
            auto [values, scale] = inEightBits(tensor);
            result[stored] = std::move(values);
            result[stored + "_scale"] = std::move(scale);
        } else {
            result[stored] = tensor.to(torch::kBFloat16);
        }
    }
    return result;
}

std::string same(const std::string& name) {
    return name;
}

/// The hub's older layout: model.layers.0..., which every loader of the family reads.
std::string textEncoderHubKey(const std::string& name) {
    constexpr std::string_view kLanguage = "language_model.";
    return name.starts_with(kLanguage) ? "model." + name.substr(kLanguage.size()) : name;
}

Json modelIndex(const FlowRunConfig& config) {
    Json sizes = Json::array();
    const auto offer = [&](std::int64_t width, std::int64_t height) {
        if (std::ranges::find(sizes, Json{width, height}) == sizes.end()) sizes.push_back({width, height});
    };
    const auto buckets = bucketsOf(config.stages.back().width, config.aspects);
    for (const auto& bucket : buckets) offer(bucket.width, bucket.height);
    for (const auto& bucket : buckets) offer(bucket.height, bucket.width);
    const auto area = buckets.front().width * buckets.front().height;
    return {
        {"_class_name", "QwenImagePipeline"},
        {"_diffusers_version", "0.36.0"},
        {"scheduler", {"diffusers", "FlowMatchEulerDiscreteScheduler"}},
        {"text_encoder", {"transformers", "Qwen2_5_VLForConditionalGeneration"}},
        {"tokenizer", {"transformers", "Qwen2Tokenizer"}},
        {"transformer", {"diffusers", "QwenImageTransformer2DModel"}},
        {"vae", {"diffusers", "AutoencoderKLQwenImage"}},
        {"lacuna",
         {{"name", "Draft"},
          {"hint",
           "A small built-in model for layouts and colours: it fills holes, widens pages and carries out "
           "simple "
           "instructions; subjects are rough and lettering is not legible. Choose a Qwen-Image folder for "
           "finished pictures."},
          {"draft", true},
          {"tasks", {"text-to-image", "image-to-image", "inpaint", "outpaint", "edit"}},
          {"sizes", sizes},
          {"grid", 32},
          // The last stage's pages, a little smaller and larger: at half or twice their sides a small model
          // falls apart, and a page of another size is scaled to one of these.
          {"min_pixels", area * 3 / 4},
          {"max_pixels", area * 9 / 8},
          {"steps", config.sampleSteps},
          {"guidance", config.sampleGuidance}}}};
}

}  // namespace

Result<void> exportModel(const fs::path& configFile, const fs::path& folder) {
    LACUNA_TRY(const auto config, readFlowRunConfig(configFile));
    LACUNA_TRY(const auto run, readTensors(config.run.folder / "state.safetensors"));
    LACUNA_TRY(const auto vae, readTensors(config.vae / "vae" / "diffusion_pytorch_model.safetensors"));
    for (const char* part : {"scheduler", "tokenizer", "text_encoder", "transformer", "mpe"})
        LACUNA_TRY_VOID(copySettings(config.run.folder / part, folder / part));
    LACUNA_TRY_VOID(copySettings(config.vae / "vae", folder / "vae"));
    const std::map<std::string, std::string> metadata{{"format", "pt"}};
    const char* diffusion = "diffusion_pytorch_model.safetensors";
    LACUNA_TRY_VOID(writeTensors(folder / "transformer" / diffusion,
                                 component(run.tensors, "transformer", config.weightBits, same), metadata));
    LACUNA_TRY_VOID(
        writeTensors(folder / "mpe" / diffusion, component(run.tensors, "mpe", 16, same), metadata));
    LACUNA_TRY_VOID(writeTensors(folder / "text_encoder" / "model.safetensors",
                                 component(run.tensors, "text_encoder", config.weightBits, textEncoderHubKey),
                                 metadata));
    NamedTensors vaeHalf;
    for (const auto& [name, tensor] : vae.tensors) vaeHalf[name] = tensor.to(torch::kBFloat16);
    LACUNA_TRY_VOID(writeTensors(folder / "vae" / diffusion, vaeHalf, metadata));
    return writeFileAtomically(folder / "model_index.json", modelIndex(config).dump(2) + "\n");
}

Result<void> sample(const fs::path& configFile, const std::string& prompt) {
    LACUNA_TRY(const auto config, readFlowRunConfig(configFile));
    LACUNA_TRY(const auto atlas, readAtlas(config.run.atlas, config.run.device));
    LoadOptions load;
    load.device = config.run.device;
    LACUNA_TRY(auto vae, qwen_image::loadVae(config.vae / "vae", load));
    LACUNA_TRY(auto model, DraftModel::create(config.run.folder, config.run.seed, config.run.device));
    LACUNA_TRY(const auto run, readTensors(config.run.folder / "state.safetensors"));
    LACUNA_TRY_VOID(copyParameters(run.tensors, "e.", model.parameters(), config.run.folder.string()));
    const auto width = config.stages.back().width;
    if (prompt.empty()) return drawSampleSheet(config, model, vae, atlas, width, "sheet");
    const Size size{int(width), int(std::lround(double(width) * config.aspect / 32) * 32)};
    LACUNA_TRY(const auto picture,
               sampleTextToImage(model, networksOf(model, vae), prompt, size, config.sampleSteps,
                                 config.sampleGuidance, config.run.seed));
    return writePng(config.run.folder / "sample.png", toBytes(picture)[0]);
}

}  // namespace lacuna::training
