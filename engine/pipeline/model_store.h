// The model in use: opened from its folder, loaded part by part when a part is first needed, kept for the
// next run. One model at a time; another folder, or changed files, replace it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/model_folder.h"
#include "engine/pipeline/networks.h"
#include "engine/pipeline/prompt.h"
#include "engine/sampling/latent_projection.h"

namespace lacuna {

struct StoreOptions {
    at::ScalarType computeType = at::kFloat;
    /// Where fitted previews are remembered; empty = projectionCacheFolder().
    std::filesystem::path previewCache = {};
    torch::Device device = torch::kCPU;
    bool trainable = false;  ///< transformer and MPE: private copies in computeType that record gradients
};

/// How loading is watched and left.
struct Loading {
    std::stop_token cancel;                  ///< asked before each tensor
    std::function<void(double)> onProgress;  ///< 0..1 over everything that this call loads; may be empty
};

class ModelStore {
  public:
    explicit ModelStore(StoreOptions options);
    ~ModelStore();

    /// Makes `folder` the current model: reads its JSON files, no weights. A model opened before is let go
    /// when folder, files or `loras` differ; they are added to the transformer's weights when those are
    /// loaded. Errors: those of openModelFolder and of the components' configurations; later those of
    /// Lora::open.
    Result<void> open(const std::filesystem::path& folder, const std::vector<LoraUse>& loras = {});

    // All below need an open model.
    const ModelFolder& folder() const;
    const qwen_image::TransformerConfig& transformerConfig() const;
    const qwen_image::VaeConfig& vaeConfig() const;
    const qwen_image::SchedulerConfig& schedulerConfig() const;
    at::ScalarType computeType() const { return options_.computeType; }
    /// The prompt begins with the operation in words of the vocabulary: "operation_prompt" of
    /// transformer/config.json, which is true by default where "source_conditioning" is.
    bool operationPrompt() const;

    /// Whether source and mask join the latents as channels: "source_conditioning" of
    /// transformer/config.json.
    bool sourceConditioning() const;

    /// Transformer, VAE and MPE, loaded if they are not. Errors: those of loadWeights.
    Result<Networks*> networks(const Loading& loading = {});
    /// Embeddings of prompts, in order; the text encoder is loaded only if one of them is new.
    Result<std::vector<qwen2_5_vl::PromptEmbedding>> prompts(const std::vector<PromptSource>& sources,
                                                             const Loading& loading = {},
                                                             const std::function<void()>& onEncoding = {});
    /// Fitted to the VAE, or read from the cache.
    Result<const LatentProjection*> projection(const Loading& loading = {});

    bool networksLoaded() const;
    /// Private bytes that loading what is missing will take; mapped weights take none.
    std::uint64_t privateBytesToLoad() const;
    /// Whether a cached embedding exists for each source.
    bool knowsPrompts(const std::vector<PromptSource>& sources);

    /// The text encoder is needed for new prompts only.
    void freeTextEncoder();
    void forgetPrompts();
    /// Everything.
    void release();

  private:
    struct Model;
    Result<void> loadTextEncoder(const Loading& loading);

    StoreOptions options_;
    std::unique_ptr<Model> model_;
    PromptCache promptCache_;
};

}  // namespace lacuna
