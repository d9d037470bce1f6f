// Words and pictures on their way to the transformer: tokenizer, language model, image processor, vision
// tower.
#include "app/parity/cases.h"

namespace lacuna::parity {
namespace {

Result<Comparison> tokenizerIds(Fixture& fixture) {
    LACUNA_TRY(const auto tokenizer, fixture.tokenizer());
    LACUNA_TRY(const Json rows, fixture.json("tokenizer_cases.json"));
    Comparison result{Measure::Different, 0, 0};
    for (const auto& row : rows) {
        const auto expected = row.at("ids").get<std::vector<TokenId>>();
        LACUNA_TRY(const auto ids, tokenizer->encode(row.at("text").get<std::string>()));
        result.worst += ids != expected;
    }
    if (rows.empty())
        return fail(ErrorKind::BadFile, "There are no texts in it. Make the folder again.",
                    "tokenizer_cases.json");
    return result;
}

Result<qwen2_5_vl::Prompt> plainPrompt(Fixture& fixture, const std::string& text) {
    LACUNA_TRY(const auto tokenizer, fixture.tokenizer());
    LACUNA_TRY(const auto tokens, tokenizePrompt(*tokenizer, PromptTemplate::TextToImage, text));
    return qwen2_5_vl::Prompt{tokens, {}};
}

/// Prompts `first` .. `first + count - 1` as one batch.
Result<qwen2_5_vl::PromptEmbedding> embed(Fixture& fixture, std::size_t first, std::size_t count) {
    LACUNA_TRY(auto encoder, fixture.textEncoder());
    std::vector<qwen2_5_vl::Prompt> prompts;
    for (std::size_t i = first; i < first + count; ++i) {
        LACUNA_TRY(auto prompt, plainPrompt(fixture, fixture.prompts()[i]));
        prompts.push_back(std::move(prompt));
    }
    return qwen2_5_vl::encodePrompts(encoder, prompts, qwen2_5_vl::kMaxPromptRows, fixture.type());
}

Result<Comparison> promptStates(Fixture& fixture, std::size_t first, std::size_t count,
                                const std::string& name) {
    LACUNA_TRY(const auto embedding, embed(fixture, first, count));
    LACUNA_TRY(const auto expected, fixture.tensor("prompt_io", name));
    return compare(Measure::Relative, Tolerances::of(fixture.type()).network, embedding.states, expected);
}

Result<Comparison> promptMask(Fixture& fixture) {
    LACUNA_TRY(const auto embedding, embed(fixture, 0, fixture.prompts().size()));
    LACUNA_TRY(const auto expected, fixture.tensor("prompt_io", "batch_mask"));
    const auto mask =
        embedding.mask.defined() ? embedding.mask : torch::ones(embedding.states.sizes().slice(0, 2));
    return compare(Measure::Different, 0, mask.to(torch::kLong), expected.to(torch::kLong));
}

std::string pictureFile(int i) {
    return i == 0 ? "image.png" : "image" + std::to_string(i + 1) + ".png";
}

Result<Comparison> imagePatches(Fixture& fixture, int i) {
    LACUNA_TRY(const Image image, fixture.image(pictureFile(i)));
    LACUNA_TRY(const auto config, fixture.imageProcessor("tiny-edit"));
    LACUNA_TRY(const auto prepared, qwen2_5_vl::prepareImage(image, config));
    LACUNA_TRY(const auto expected, fixture.tensor("vision_io", "pixel_values_" + std::to_string(i)));
    return compare(Measure::Absolute, Tolerances::of(fixture.type()).pixels, prepared.patches, expected);
}

Result<Comparison> visionRows(Fixture& fixture, int i) {
    const auto number = std::to_string(i);
    LACUNA_TRY(auto encoder, fixture.textEncoder());
    LACUNA_TRY(const auto patches, fixture.tensor("vision_io", "pixel_values_" + number));
    LACUNA_TRY(const auto grid, fixture.tensor("vision_io", "grid_" + number));
    LACUNA_TRY(const auto expected, fixture.tensor("vision_io", "vision_out_" + number));
    const auto thw = grid.to(torch::kLong).flatten();
    if (encoder->visual.is_empty() || thw.numel() != 3) {
        return fail(ErrorKind::BadFile,
                    "The picture's grid or the vision tower is missing. Make the folder again.", "vision_io");
    }
    const auto rows = encoder->visual->forward(patches.to(fixture.type()), thw[1].item<std::int64_t>(),
                                               thw[2].item<std::int64_t>());
    return compare(Measure::Relative, Tolerances::of(fixture.type()).network, rows, expected);
}

}  // namespace

void addTextCases(Fixture& fixture, std::vector<Case>& cases) {
    if (fixture.has("tokenizer_cases.json")) cases.push_back({"tokenizer/ids", tokenizerIds});
    for (std::size_t i = 0; i < fixture.prompts().size(); ++i) {
        const std::string name = "text_" + std::to_string(i);
        if (!holds(fixture, cases, "prompt_io", name)) continue;
        cases.push_back({"prompt/" + name, [i, name](Fixture& f) { return promptStates(f, i, 1, name); }});
    }
    if (holds(fixture, cases, "prompt_io", "batch")) {
        cases.push_back(
            {"prompt/batch", [](Fixture& f) { return promptStates(f, 0, f.prompts().size(), "batch"); }});
    }
    if (holds(fixture, cases, "prompt_io", "batch_mask")) cases.push_back({"prompt/batch_mask", promptMask});
    for (int i = 0; i < 3; ++i) {
        const auto number = std::to_string(i);
        if (!holds(fixture, cases, "vision_io", "pixel_values_" + number)) continue;
        cases.push_back({"vision/pixel_values_" + number, [i](Fixture& f) { return imagePatches(f, i); }});
        cases.push_back({"vision/vision_out_" + number, [i](Fixture& f) { return visionRows(f, i); }});
    }
}

}  // namespace lacuna::parity
