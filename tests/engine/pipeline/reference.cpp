// See reference.h.
#include "tests/engine/pipeline/reference.h"

#include "engine/base/check.h"
#include "engine/formats/checkpoint.h"
#include "engine/models/qwen2_5_vl/picture_positions.h"
#include "engine/models/weights.h"

namespace lacuna::tests {
namespace fs = std::filesystem;

fs::path referencePath(const std::string& name) {
    return fs::path(LACUNA_TESTS_DIR) / "reference" / name;
}

torch::Tensor golden(const std::string& file, const std::string& name) {
    const auto checkpoint = Checkpoint::open(referencePath(file + ".safetensors"));
    LACUNA_CHECK(checkpoint);
    const auto tensor = tensorOf(*checkpoint, name);
    LACUNA_CHECK(tensor);
    return tensor->clone();
}

double worst(const torch::Tensor& actual, const torch::Tensor& expected) {
    LACUNA_CHECK(actual.numel() == expected.numel());
    return (actual.reshape({-1}).to(at::kDouble) - expected.reshape({-1}).to(at::kDouble))
        .abs()
        .max()
        .item<double>();
}

double worstRelative(const torch::Tensor& actual, const torch::Tensor& expected) {
    return worst(actual, expected) / expected.abs().max().item<double>();
}

ReferencePrompts::ReferencePrompts() {
    const fs::path folder = referencePath("tiny-t2i/text_encoder");
    auto config = qwen2_5_vl::readTextEncoderConfig(folder / "config.json");
    LACUNA_CHECK(config && config->vision);
    config->language.bf16Frequencies = true;
    config->vision->bf16Frequencies = true;
    encoder_ = qwen2_5_vl::TextEncoder(*config);
    const auto checkpoint = Checkpoint::open(folder);
    LACUNA_CHECK(checkpoint);
    LACUNA_CHECK(qwen2_5_vl::loadTextEncoder(encoder_, *checkpoint, {}));
    const auto tokenizer = Tokenizer::open(referencePath("tiny-t2i/tokenizer"));
    LACUNA_CHECK(tokenizer);
    tokenizer_ = *tokenizer;
    const auto processor =
        qwen2_5_vl::readImageProcessorConfig(referencePath("tiny-edit/processor/preprocessor_config.json"));
    LACUNA_CHECK(processor);
    processor_ = *processor;
}

qwen2_5_vl::PromptEmbedding ReferencePrompts::read(const PromptSource& source) {
    qwen2_5_vl::Prompt prompt;
    std::vector<int> rows;
    for (const Image& image : source.images) {
        auto prepared = qwen2_5_vl::prepareImage(image, processor_);
        LACUNA_CHECK(prepared);
        rows.push_back(int(prepared->mergedTokens(processor_.mergeSize)));
        prompt.images.push_back(*std::move(prepared));
    }
    const auto tokens = tokenizePrompt(*tokenizer_, source.which, source.text, rows);
    LACUNA_CHECK(tokens);
    prompt.tokens = *tokens;
    const bool cut = source.which == PromptTemplate::TextToImage;
    return qwen2_5_vl::encodePromptsWith(qwen2_5_vl::PicturePositions::Sequential, encoder_, {&prompt, 1},
                                         cut ? qwen2_5_vl::kMaxPromptRows : 0, at::kFloat);
}

fs::path wholeEditModel(const std::string& name, const fs::path& scratch) {
    const fs::path folder = scratch / name;
    fs::create_directories(folder);
    for (const char* part : {"model_index.json", "transformer", "processor"}) {
        fs::create_symlink(referencePath(name) / part, folder / part);
    }
    for (const char* part : {"vae", "text_encoder", "tokenizer", "scheduler"}) {
        fs::create_symlink(referencePath("tiny-t2i") / part, folder / part);
    }
    return folder;
}

}  // namespace lacuna::tests
