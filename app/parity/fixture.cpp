// See fixture.h.
#include "app/parity/fixture.h"

#include "engine/formats/image_file.h"
#include "engine/models/qwen_image/keys.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/models/weights.h"

namespace lacuna::parity {
namespace {

constexpr const char* kBase = "tiny-t2i";

bool holdsTokenizer(const std::filesystem::path& folder) {
    std::error_code ignored;
    return std::filesystem::exists(folder / "vocab.json", ignored) ||
           std::filesystem::exists(folder / "tokenizer.json", ignored);
}

}  // namespace

Result<Fixture> Fixture::open(const std::filesystem::path& folder, Options options) {
    Fixture fixture(folder, std::move(options));
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        return fail(ErrorKind::ModelMissing,
                    "There is no such folder. Give a folder laid out as tests/reference.", folder.string());
    }
    LACUNA_TRY(const Json meta, readJsonFile(folder / "meta.json"));
    LACUNA_TRY(const JsonObject object, JsonObject::of(meta, (folder / "meta.json").string()));
    LACUNA_TRY(const auto seed, object.integer("seed", 0, std::int64_t{1} << 52));
    LACUNA_TRY(const auto width, object.integer("width", 16, 4096));
    LACUNA_TRY(const auto height, object.integer("height", 16, 4096));
    fixture.seed_ = std::uint64_t(seed);
    fixture.size_ = {int(width), int(height)};
    LACUNA_TRY(const auto transformers, object.textOr("transformers", "5", 64));
    if (transformers.starts_with("4.")) fixture.picturePositions_ = qwen2_5_vl::PicturePositions::Grid;
    if (fixture.has("prompts.json")) {
        LACUNA_TRY(const Json prompts, fixture.json("prompts.json"));
        const Json wrapped{{"prompts", prompts}};
        LACUNA_TRY(const JsonObject list, JsonObject::of(wrapped, (folder / "prompts.json").string()));
        LACUNA_TRY(fixture.prompts_, list.texts("prompts", 64, 65536));
    }
    return fixture;
}

bool Fixture::has(const std::string& name) const {
    std::error_code ignored;
    return std::filesystem::exists(folder_ / name, ignored);
}

Result<const Checkpoint*> Fixture::file(const std::string& name) {
    if (const auto found = files_.find(name); found != files_.end()) return &found->second;
    LACUNA_TRY(Checkpoint checkpoint, Checkpoint::open(folder_ / (name + ".safetensors")));
    return &files_.emplace(name, std::move(checkpoint)).first->second;
}

Result<torch::Tensor> Fixture::tensor(const std::string& name, const std::string& key) {
    LACUNA_TRY(const Checkpoint* checkpoint, file(name));
    return tensorOf(*checkpoint, key);
}

Result<std::vector<std::string>> Fixture::names(const std::string& name) {
    LACUNA_TRY(const Checkpoint* checkpoint, file(name));
    return checkpoint->names();
}

Result<Json> Fixture::json(const std::string& name) const {
    return readJsonFile(folder_ / name, {.maxBytes = 64u << 20});
}

Result<Image> Fixture::image(const std::string& name) const {
    LACUNA_TRY(const LoadedImage loaded, readImage(folder_ / name));
    return loaded.pixels;
}

std::filesystem::path Fixture::component(const std::string& model, const std::string& part) const {
    std::error_code ignored;
    const auto own = folder_ / model / part;
    return std::filesystem::exists(own, ignored) ? own : folder_ / kBase / part;
}

Result<std::shared_ptr<const Tokenizer>> Fixture::tokenizer() {
    if (!tokenizer_) {
        const auto own = folder_ / kBase / "tokenizer";
        LACUNA_TRY(tokenizer_, Tokenizer::open(holdsTokenizer(own) ? own : options_.tokenizer));
    }
    return tokenizer_;
}

Result<qwen_image::Transformer> Fixture::transformer(const std::string& model) {
    if (const auto found = transformers_.find(model); found != transformers_.end()) return found->second;
    const auto part = component(model, "transformer");
    LACUNA_TRY(const auto config, qwen_image::readTransformerConfig(part / "config.json"));
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(part));
    qwen_image::Transformer transformer(config);
    LACUNA_TRY_VOID(
        loadWeights(*transformer, checkpoint, {.computeType = type(), .rename = qwen_image::transformerKey}));
    return transformers_.emplace(model, transformer).first->second;
}

Result<qwen_image::Vae> Fixture::vae() {
    if (vae_.is_empty()) {
        LACUNA_TRY(vae_, qwen_image::loadVae(component(kBase, "vae"), {.computeType = type()}));
    }
    return vae_;
}

Result<qwen2_5_vl::TextEncoder> Fixture::textEncoder() {
    if (textEncoder_.is_empty()) {
        const auto part = component(kBase, "text_encoder");
        LACUNA_TRY(auto config, qwen2_5_vl::readTextEncoderConfig(part / "config.json"));
        // The recipe casts whole modules to bfloat16 and back, and the rotary frequencies with them.
        config.language.bf16Frequencies = true;
        if (config.vision) config.vision->bf16Frequencies = true;
        LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(part));
        qwen2_5_vl::TextEncoder encoder(config);
        LACUNA_TRY_VOID(qwen2_5_vl::loadTextEncoder(encoder, checkpoint, {.computeType = type()}));
        textEncoder_ = encoder;
    }
    return textEncoder_;
}

Result<qwen_image::SchedulerConfig> Fixture::scheduler() const {
    return qwen_image::readSchedulerConfig(component(kBase, "scheduler") / "scheduler_config.json");
}

Result<qwen2_5_vl::ImageProcessorConfig> Fixture::imageProcessor(const std::string& model) const {
    return qwen2_5_vl::readImageProcessorConfig(component(model, "processor") / "preprocessor_config.json");
}

}  // namespace lacuna::parity
