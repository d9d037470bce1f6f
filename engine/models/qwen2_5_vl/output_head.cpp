// See output_head.h.
#include "engine/models/qwen2_5_vl/output_head.h"

#include <algorithm>

#include "engine/models/qwen2_5_vl/text_encoder.h"

namespace lacuna::qwen2_5_vl {
namespace {

/// A stored key -> the head's; empty for all others.
std::string headKey(std::string_view stored, bool tied) {
    constexpr std::string_view kTable = "language_model.embed_tokens.", kHead = "lm_head.";
    if (tied) {
        const std::string key = textEncoderKey(stored, false);
        return key.starts_with(kTable) ? std::string(kHead) + key.substr(kTable.size()) : std::string();
    }
    const auto place = stored.find(kHead);
    return place == stored.npos ? std::string() : std::string(stored.substr(place));
}

}  // namespace

OutputHeadImpl::OutputHeadImpl(const LanguageConfig& config) {
    lm_head = attach("lm_head", nn::Linear(config.hiddenSize, config.vocabSize, /*bias=*/false));
}

torch::Tensor OutputHeadImpl::forward(const torch::Tensor& states) {
    return lm_head(states);
}

Result<OutputHead> loadOutputHead(const Checkpoint& checkpoint, const TextEncoderConfig& config,
                                  LoadOptions options) {
    options.rename = [tied = config.tieWordEmbeddings](std::string_view key) { return headKey(key, tied); };
    const auto names = checkpoint.names();
    if (std::ranges::none_of(names, [&](const auto& name) { return !options.rename(name).empty(); })) {
        return fail(
            ErrorKind::ModelMissing,
            "This text encoder was saved without its output head (lm_head.weight), so it cannot answer "
            "questions. Download Qwen-Image-Edit or Qwen2.5-VL as it was published.",
            checkpoint.path().string());
    }
    options.widen = WidenPolicy::BlockAtUse;  // one row of states a question
    OutputHead head(config.language);
    LACUNA_TRY_VOID(loadWeights(*head, checkpoint, options));
    return head;
}

}  // namespace lacuna::qwen2_5_vl
