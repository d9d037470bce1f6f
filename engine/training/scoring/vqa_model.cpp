// See vqa_model.h.
#include "engine/training/scoring/vqa_model.h"

#include <algorithm>

#include "engine/formats/model_folder.h"
#include "engine/pipeline/guarded.h"
#include "engine/pipeline/prompt.h"
#include "engine/sampling/projection_cache.h"
#include "engine/training/data/hex_number.h"

namespace lacuna::training {
namespace fs = std::filesystem;
namespace {

/// Of each tensor; a model that was trained further differs in these already, and 17 GB are not read for it.
constexpr std::size_t kHashedBytes = 4096;

/// Where the parts of the chat model lie.
struct ChatFolders {
    fs::path weights, tokenizer, processor;
};

Result<ChatFolders> chatFolders(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::exists(folder / "model_index.json", ignored) && fs::exists(folder / "config.json", ignored))
        return ChatFolders{folder, folder, folder};
    LACUNA_TRY(const ModelFolder model, openModelFolder(folder));
    return ChatFolders{model.textEncoder, model.tokenizer, model.processor};
}

/// Text-to-image folders have no processor; their text encoder was made with the published one's numbers.
Result<qwen2_5_vl::ImageProcessorConfig> processorIn(const fs::path& folder) {
    qwen2_5_vl::ImageProcessorConfig config;
    std::error_code ignored;
    if (const fs::path file = folder / "preprocessor_config.json"; fs::exists(file, ignored)) {
        LACUNA_TRY(config, qwen2_5_vl::readImageProcessorConfig(file));
    }
    config.maxPixels = std::min(config.maxPixels, std::max(kMostVqaPixels, config.minPixels));
    return config;
}

}  // namespace

Result<VqaModel> VqaModel::open(const fs::path& folder, at::ScalarType type, torch::Device device) {
    LACUNA_TRY(const ChatFolders parts, chatFolders(folder));
    LACUNA_TRY(const auto config, qwen2_5_vl::readTextEncoderConfig(parts.weights / "config.json"));
    if (!config.vision) {
        return fail(
            ErrorKind::Unsupported,
            "This model's text encoder cannot look at pictures. Choose Qwen-Image-Edit or Qwen2.5-VL.",
            parts.weights.string());
    }
    VqaModel model;
    model.type_ = type;
    LACUNA_TRY(model.tokenizer_, Tokenizer::open(parts.tokenizer));
    LACUNA_TRY(model.processor_, processorIn(parts.processor));
    LACUNA_TRY(const auto yes, model.tokenizer_->encode("Yes"));
    if (yes.size() != 1) {
        return fail(ErrorKind::Unsupported,
                    "\"Yes\" is no token of this model. Choose Qwen-Image-Edit or Qwen2.5-VL.",
                    parts.tokenizer.string());
    }
    model.yes_ = yes.front();
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(parts.weights));
    LoadOptions options;
    options.computeType = type;
    options.device = device;
    LACUNA_TRY(model.head_, qwen2_5_vl::loadOutputHead(checkpoint, config, options));
    model.encoder_ = qwen2_5_vl::TextEncoder(config);
    LACUNA_TRY_VOID(qwen2_5_vl::loadTextEncoder(model.encoder_, checkpoint, options));
    model.version_ =
        "vqa " + data::hexOf(hashOf(checkpoint, kHashedBytes)) + (type == at::kBFloat16 ? " bf16" : " f32");
    return model;
}

Result<torch::Tensor> VqaModel::nextToken(const Image& picture, const std::string& question) {
    return guarded("asking about a picture", [&]() -> Result<torch::Tensor> {
        const torch::NoGradGuard noGrad;
        LACUNA_TRY(const auto read, readPrompt(*tokenizer_, encoder_, processor_,
                                               {PromptTemplate::Question, question, {picture}}, type_));
        return head_(read.states[0].narrow(0, read.states.size(1) - 1, 1))[0].to(torch::kCPU, at::kFloat);
    });
}

Result<double> VqaModel::probabilityOfYes(const Image& picture, const std::string& question) {
    LACUNA_TRY(const auto logits, nextToken(picture, question));
    return logits.to(at::kDouble).softmax(0)[yes_].item<double>();
}

}  // namespace lacuna::training
