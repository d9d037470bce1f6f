// See model_store.h: what is loaded when, what is let go when memory is short, and what a stamp notices.
#include "engine/pipeline/model_store.h"

#include "engine/base/check.h"
#include "engine/formats/json_file.h"
#include "engine/models/lora.h"
#include "engine/models/qwen_image/keys.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/models/weights.h"
#include "engine/pipeline/memory_plan.h"
#include "engine/sampling/projection_cache.h"

namespace lacuna {
namespace fs = std::filesystem;

struct ModelStore::Model {
    fs::path path;
    std::vector<LoraUse> loras;
    std::uint64_t stamp = 0;  ///< of the files it was read from
    ModelFolder folder;
    qwen_image::TransformerConfig transformerConfig;
    qwen_image::VaeConfig vaeConfig;
    qwen_image::SchedulerConfig schedulerConfig;
    qwen2_5_vl::TextEncoderConfig textConfig;
    std::optional<qwen2_5_vl::ImageProcessorConfig> processor;
    std::optional<qwen_image::MpeConfig> mpe;
    bool sourceConditioning = false;
    bool operationPrompt = false;

    Networks networks;
    qwen2_5_vl::TextEncoder textEncoder{nullptr};
    std::uint64_t textEncoderPrivateBytes = 0;
    std::shared_ptr<const Tokenizer> tokenizer;
    LatentProjection projection;
};

namespace {

fs::path mpeFolder(const ModelFolder& folder) {
    return folder.transformer.parent_path() / "mpe";
}

std::uint64_t bytesOfWeights(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code unreadable;
        if (it->path().extension() != ".safetensors") continue;
        if (const auto size = fs::file_size(it->path(), unreadable); !unreadable) bytes += size;
    }
    return bytes;
}

/// Changes when a file of the model, or one of its LoRAs, is written again.
std::uint64_t stampOf(const ModelFolder& folder, const std::vector<LoraUse>& loras) {
    std::uint64_t stamp = 0;
    for (const auto& lora : loras) {
        std::error_code unreadable;
        const auto written = fs::last_write_time(lora.file, unreadable);
        if (!unreadable) stamp = stamp * 31 + std::uint64_t(written.time_since_epoch().count());
    }
    for (const fs::path& part : {folder.transformer, folder.vae, folder.textEncoder, folder.tokenizer,
                                 folder.scheduler, mpeFolder(folder)}) {
        std::error_code error;
        for (fs::directory_iterator it(part, error), end; !error && it != end; it.increment(error)) {
            std::error_code unreadable;
            const auto written = fs::last_write_time(it->path(), unreadable);
            if (!unreadable) stamp = stamp * 31 + std::uint64_t(written.time_since_epoch().count());
        }
    }
    return stamp;
}

Result<qwen_image::MpeConfig> readMpeConfig(const fs::path& file, std::int64_t width) {
    LACUNA_TRY(const Json json, readJsonFile(file, {1u << 16, 8}));
    LACUNA_TRY(const JsonObject object, JsonObject::of(json, file.string()));
    qwen_image::MpeConfig config;
    LACUNA_TRY(config.width, object.integerOr("width", width, 1, 1 << 16));
    LACUNA_TRY(config.hidden, object.integerOr("hidden", config.hidden, 1, 1 << 14));
    LACUNA_TRY(config.operations, object.integerOr("operations", config.operations, 5, 1024));
    if (config.width != width) {
        return fail(ErrorKind::BadFile,
                    "The positional encoding is " + std::to_string(config.width) +
                        " wide and its transformer " + std::to_string(width) +
                        ". They are of different models; get the folder again.",
                    file.string());
    }
    return config;
}

Result<qwen_image::MultimodalPositionalEncoding> loadMpe(const fs::path& folder,
                                                         const qwen_image::MpeConfig& config,
                                                         const StoreOptions& options) {
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(folder));
    qwen_image::MultimodalPositionalEncoding mpe(config);
    const torch::NoGradGuard noGradients;
    for (auto& parameter : mpe->named_parameters()) {
        LACUNA_TRY(const torch::Tensor stored, tensorOf(checkpoint, parameter.key()));
        if (stored.sizes() != parameter.value().sizes()) {
            return fail(ErrorKind::BadFile,
                        "The tensor " + parameter.key() +
                            " does not have the shape that mpe/config.json says. "
                            "Get the model folder again.",
                        folder.string());
        }
        parameter.value().copy_(stored);
    }
    mpe->to(options.device, options.computeType);
    for (auto& parameter : mpe->parameters()) parameter.set_requires_grad(options.trainable);
    mpe->eval();
    return mpe;
}

Result<std::vector<AppliedLora>> openLoras(const std::vector<LoraUse>& loras,
                                           torch::nn::Module& transformer) {
    std::vector<AppliedLora> opened;
    for (const auto& [file, strength] : loras) {
        LACUNA_TRY(auto lora, Lora::open(file, transformer));
        opened.push_back({std::move(lora), strength});
    }
    return opened;
}

}  // namespace

ModelStore::ModelStore(StoreOptions options) : options_(std::move(options)) {}
ModelStore::~ModelStore() = default;

Result<void> ModelStore::open(const fs::path& path, const std::vector<LoraUse>& loras) {
    LACUNA_TRY(ModelFolder folder, openModelFolder(path));
    const auto stamp = stampOf(folder, loras);
    if (model_ && model_->path == path && model_->loras == loras && model_->stamp == stamp) return {};
    release();

    auto model = std::make_unique<Model>();
    model->path = path;
    model->loras = loras;
    model->stamp = stamp;
    const fs::path transformerFile = folder.transformer / "config.json";
    LACUNA_TRY(model->transformerConfig, qwen_image::readTransformerConfig(transformerFile));
    LACUNA_TRY(const Json json, readJsonFile(transformerFile));
    LACUNA_TRY(const JsonObject keys, JsonObject::of(json, transformerFile.string()));
    LACUNA_TRY(model->sourceConditioning, keys.booleanOr("source_conditioning", false));
    LACUNA_TRY(model->operationPrompt, keys.booleanOr("operation_prompt", model->sourceConditioning));
    LACUNA_TRY(model->vaeConfig, qwen_image::readVaeConfig(folder.vae / "config.json"));
    LACUNA_TRY(model->schedulerConfig,
               qwen_image::readSchedulerConfig(folder.scheduler / "scheduler_config.json"));
    LACUNA_TRY(model->textConfig, qwen2_5_vl::readTextEncoderConfig(folder.textEncoder / "config.json"));
    if (!folder.processor.empty()) {
        LACUNA_TRY(model->processor,
                   qwen2_5_vl::readImageProcessorConfig(folder.processor / "preprocessor_config.json"));
    }
    std::error_code ignored;
    if (fs::is_directory(mpeFolder(folder), ignored)) {
        LACUNA_TRY(model->mpe,
                   readMpeConfig(mpeFolder(folder) / "config.json", model->transformerConfig.width()));
    }
    const auto& transformer = model->transformerConfig;
    const std::int64_t latent = transformer.patchSize * transformer.patchSize * model->vaeConfig.zDim;
    const std::int64_t wanted = model->sourceConditioning ? 2 * latent + 4 : latent;
    if (transformer.inChannels != wanted || transformer.outFeatures() != latent ||
        transformer.patchSize != 2 || model->vaeConfig.spatialFactor() != 8 ||
        transformer.jointAttentionDim != model->textConfig.language.hiddenSize) {
        return fail(ErrorKind::BadFile,
                    "The parts of this model do not fit each other (channels of transformer, VAE and text "
                    "encoder). Get the model folder again, or choose another base.",
                    folder.info.folder.string());
    }
    model->folder = std::move(folder);
    model_ = std::move(model);
    return {};
}

const ModelFolder& ModelStore::folder() const {
    return model_->folder;
}
const qwen_image::TransformerConfig& ModelStore::transformerConfig() const {
    return model_->transformerConfig;
}
const qwen_image::VaeConfig& ModelStore::vaeConfig() const {
    return model_->vaeConfig;
}
const qwen_image::SchedulerConfig& ModelStore::schedulerConfig() const {
    return model_->schedulerConfig;
}
bool ModelStore::operationPrompt() const {
    return model_->operationPrompt;
}
bool ModelStore::sourceConditioning() const {
    return model_->sourceConditioning;
}
bool ModelStore::networksLoaded() const {
    return model_ && model_->networks.transformer && model_->networks.vae;
}

Result<Networks*> ModelStore::networks(const Loading& loading) {
    LACUNA_CHECK(model_);
    Model& model = *model_;
    Networks& networks = model.networks;
    if (networksLoaded()) return &networks;
    const double vaeBytes = double(bytesOfWeights(model.folder.vae)) + 1;
    const double vaeShare = vaeBytes / (vaeBytes + double(bytesOfWeights(model.folder.transformer)));

    LoadOptions options;
    options.computeType = options_.computeType;
    options.device = options_.device;
    options.cancel = loading.cancel;
    if (loading.onProgress) {
        options.onProgress = [&](double fraction) { loading.onProgress(fraction * vaeShare); };
    }
    LACUNA_TRY(auto vae, qwen_image::loadVae(model.folder.vae, options));

    if (loading.onProgress) {
        options.onProgress = [&](double fraction) {
            loading.onProgress(vaeShare + fraction * (1 - vaeShare));
        };
    }
    options.rename = qwen_image::transformerKey;
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(model.folder.transformer));
    qwen_image::Transformer transformer(model.transformerConfig);
    LACUNA_TRY(auto loras, openLoras(model.loras, *transformer));
    if (!loras.empty()) options.delta = deltaOf(std::move(loras));
    options.trainable = options_.trainable;
    LACUNA_TRY_VOID(loadWeights(*transformer, checkpoint, options));
    if (model.mpe) {
        LACUNA_TRY(networks.mpe, loadMpe(mpeFolder(model.folder), *model.mpe, options_));
    }
    networks.scheduler = model.schedulerConfig;
    networks.sourceConditioning = model.sourceConditioning;
    networks.computeType = options_.computeType;
    networks.vae = vae;
    networks.transformer = transformer;
    return &networks;
}

Result<void> ModelStore::loadTextEncoder(const Loading& loading) {
    Model& model = *model_;
    if (!model.tokenizer) {
        LACUNA_TRY(model.tokenizer, Tokenizer::open(model.folder.tokenizer));
    }
    if (model.textEncoder) return {};
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(model.folder.textEncoder));
    // The tower is read from the file only when pictures will be looked at.
    auto config = model.textConfig;
    if (!model.processor) config.vision.reset();
    qwen2_5_vl::TextEncoder encoder(config);
    LoadOptions options;
    options.computeType = options_.computeType;
    options.device = options_.device;
    options.cancel = loading.cancel;
    options.onProgress = loading.onProgress;
    LACUNA_TRY(const LoadReport report, qwen2_5_vl::loadTextEncoder(encoder, checkpoint, options));
    model.textEncoderPrivateBytes = report.privateBytes;
    model.textEncoder = encoder;
    return {};
}

bool ModelStore::knowsPrompts(const std::vector<PromptSource>& sources) {
    for (const auto& source : sources) {
        if (!promptCache_.find(PromptCache::keyOf(source, model_->path.string()))) return false;
    }
    return true;
}

Result<std::vector<qwen2_5_vl::PromptEmbedding>> ModelStore::prompts(
    const std::vector<PromptSource>& sources, const Loading& loading,
    const std::function<void()>& onEncoding) {
    LACUNA_CHECK(model_);
    std::vector<qwen2_5_vl::PromptEmbedding> embeddings;
    bool read = false;
    for (const auto& source : sources) {
        auto key = PromptCache::keyOf(source, model_->path.string());
        if (const auto* known = promptCache_.find(key)) {
            embeddings.push_back(*known);
            continue;
        }
        LACUNA_TRY_VOID(loadTextEncoder(loading));
        if (!read && onEncoding) onEncoding();
        read = true;
        LACUNA_TRY(auto embedding, readPrompt(*model_->tokenizer, model_->textEncoder, model_->processor,
                                              source, options_.computeType, loading.cancel));
        promptCache_.insert(std::move(key), embedding);
        embeddings.push_back(std::move(embedding));
    }
    // A widened text encoder is let go when it holds much of what is left; a mapped one costs nothing.
    if (read && model_->textEncoderPrivateBytes > availableMemory() / 4) freeTextEncoder();
    return embeddings;
}

Result<const LatentProjection*> ModelStore::projection(const Loading& loading) {
    LACUNA_TRY(Networks* const loaded, networks(loading));
    Model& model = *model_;
    if (!model.projection.defined()) {
        LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(model.folder.vae));
        const auto cache = options_.previewCache.empty() ? projectionCacheFolder() : options_.previewCache;
        model.projection = cachedProjection(cache, hashOf(checkpoint), model.vaeConfig.zDim,
                                            [&] { return fitProjection(loaded->vae); });
    }
    return &model.projection;
}

std::uint64_t ModelStore::privateBytesToLoad() const {
    if (networksLoaded()) return 0;
    const std::uint64_t stored = bytesOfWeights(model_->folder.transformer);
    // Weights computed with in another type than the stored one are widened whole when they are small.
    const bool widened = options_.computeType == at::kFloat && stored < kWidenWholeBelowBytes;
    // LoRAs change mapped weights, which become copies.
    const std::uint64_t changed = model_->loras.empty() ? 0 : stored;
    return (widened ? 2 * stored : changed) + 2 * bytesOfWeights(model_->folder.vae);
}

void ModelStore::freeTextEncoder() {
    if (!model_) return;
    model_->textEncoder = qwen2_5_vl::TextEncoder{nullptr};
    model_->textEncoderPrivateBytes = 0;
}

void ModelStore::forgetPrompts() {
    promptCache_.clear();
}

void ModelStore::release() {
    model_.reset();
    promptCache_.clear();
}

}  // namespace lacuna
