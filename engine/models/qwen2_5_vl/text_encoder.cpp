// See text_encoder.h.
#include "engine/models/qwen2_5_vl/text_encoder.h"

#include <algorithm>

#include "engine/models/qwen2_5_vl/picture_positions.h"

namespace lacuna::qwen2_5_vl {
namespace {

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Replaces the embeddings of image tokens by the tower's rows, in order.
torch::Tensor withPictures(TextEncoder& encoder, const Prompt& prompt, const torch::Tensor& ids,
                           torch::Tensor embeddings, const std::stop_token& cancel) {
    TORCH_CHECK(!encoder->visual.is_empty(),
                "this text encoder has no vision tower and cannot look at pictures");
    std::vector<torch::Tensor> rows;
    for (const auto& image : prompt.images) {
        const auto patches = image.patches.to(embeddings.options());
        rows.push_back(encoder->visual->forward(patches, image.rows, image.columns, cancel));
    }
    const auto isPicture = (ids[0] == encoder->config().imageTokenId).nonzero().squeeze(1);
    const auto pictures = torch::cat(rows);
    TORCH_CHECK(pictures.size(0) == isPicture.size(0), "the pictures have ", pictures.size(0),
                " rows and the prompt has ", isPicture.size(0), " places for them");
    return embeddings.index_copy(1, isPicture, pictures.unsqueeze(0));
}

torch::Tensor readPrompt(PicturePositions reading, TextEncoder& encoder, const Prompt& prompt,
                         std::int64_t maxRows, torch::ScalarType type, torch::Device device,
                         const std::stop_token& cancel) {
    auto& language = encoder->language_model;
    const std::vector<std::int64_t> tokens(prompt.tokens.ids.begin(), prompt.tokens.ids.end());
    const auto ids = torch::tensor(tokens, torch::kLong).unsqueeze(0).to(device);  // [1, S]
    auto embeddings = language->embed(ids, type);
    if (!prompt.images.empty()) embeddings = withPictures(encoder, prompt, ids, embeddings, cancel);
    auto positions = textPositions(torch::ones_like(ids, torch::kBool));
    if (!prompt.images.empty() && reading == PicturePositions::Grid) {
        const auto merge = encoder->config().vision.value_or(VisionConfig{}).spatialMergeSize;
        std::vector<MergedGrid> grids;
        for (const auto& image : prompt.images) grids.push_back({image.rows / merge, image.columns / merge});
        positions = imagePositions(tokens, encoder->config().imageTokenId, grids).to(device);
    }
    const auto states = language->forward(embeddings, positions, {}, cancel)[0];  // [S, hidden]
    const auto kept = std::max<std::int64_t>(0, states.size(0) - prompt.tokens.drop);
    return states.narrow(0, states.size(0) - kept, maxRows > 0 ? std::min(kept, maxRows) : kept);
}

}  // namespace

TextEncoderImpl::TextEncoderImpl(const TextEncoderConfig& config) : config_(config) {
    language_model = attach("language_model", LanguageModel(config.language));
    if (config.vision) visual = attach("visual", VisionTower(*config.vision));
}

std::string textEncoderKey(std::string_view stored, bool hasVision) {
    takePrefix(stored, "text_encoders.qwen25_7b.transformer.");
    if (stored.starts_with("lm_head.")) return {};
    takePrefix(stored, "model.");
    if (stored.starts_with("visual.")) return hasVision ? std::string(stored) : std::string();
    takePrefix(stored, "language_model.");
    return "language_model." + std::string(stored);
}

torch::Tensor flattenPatchKernel(const std::string& key, torch::Tensor stored) {
    return key == "visual.patch_embed.proj.weight" ? stored.flatten(1) : stored;
}

Result<LoadReport> loadTextEncoder(TextEncoder& encoder, const Checkpoint& checkpoint, LoadOptions options) {
    options.rename = [hasVision = !encoder->visual.is_empty()](std::string_view key) {
        return textEncoderKey(key, hasVision);
    };
    options.adapt = flattenPatchKernel;
    return loadWeights(*encoder, checkpoint, options);
}

PromptEmbedding encodePromptsWith(PicturePositions positions, TextEncoder& encoder,
                                  std::span<const Prompt> prompts, std::int64_t maxRows,
                                  torch::ScalarType type, std::stop_token cancel) {
    TORCH_CHECK(!prompts.empty(), "no prompts to encode");
    const auto device = encoder->parameters().front().device();
    std::vector<torch::Tensor> states;
    std::int64_t longest = 0;
    for (const auto& prompt : prompts) {
        states.push_back(readPrompt(positions, encoder, prompt, maxRows, type, device, cancel));
        longest = std::max(longest, states.back().size(0));
    }
    PromptEmbedding result;
    const auto count = std::int64_t(states.size());
    auto mask = torch::zeros({count, longest}, torch::TensorOptions(torch::kBool).device(device));
    bool padded = false;
    for (std::int64_t i = 0; i < count; ++i) {
        auto& rows = states[std::size_t(i)];
        mask[i].narrow(0, 0, rows.size(0)).fill_(true);
        padded = padded || rows.size(0) < longest;
        rows = torch::constant_pad_nd(rows, {0, 0, 0, longest - rows.size(0)});
    }
    result.states = torch::stack(states);
    if (padded) result.mask = mask;
    return result;
}

PromptEmbedding encodePrompts(TextEncoder& encoder, std::span<const Prompt> prompts, std::int64_t maxRows,
                              torch::ScalarType type, std::stop_token cancel) {
    return encodePromptsWith(PicturePositions::Grid, encoder, prompts, maxRows, type, std::move(cancel));
}

}  // namespace lacuna::qwen2_5_vl
