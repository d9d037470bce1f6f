// See draft_model.h.
#include "engine/training/draft_model.h"

#include <algorithm>

#include "engine/formats/atomic_file.h"
#include "engine/nn/module.h"
#include "engine/text/chat_template.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {
namespace {

/// Rows of the published template's head.
const std::int64_t kDropped = droppedTokens(PromptTemplate::TextToImage);

/// Blocks that begin as the identity and an output that begins as zero make deep stacks trainable from the
/// first step (adaLN-Zero: Peebles and Xie, "Scalable Diffusion Models with Transformers", 2023,
/// section 3.2).
bool startsAtZero(const std::string& key) {
    for (const char* part : {"img_mod.", "txt_mod.", "norm_out.", "proj_out."}) {
        if (key.find(part) != std::string::npos) return true;
    }
    return false;
}

Result<qwen_image::MpeConfig> readMpe(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    qwen_image::MpeConfig c;
    LACUNA_TRY(c.width, object.integer("width", 1, 65536));
    LACUNA_TRY(c.hidden, object.integerOr("hidden", c.hidden, 1, 65536));
    LACUNA_TRY(c.operations, object.integerOr("operations", c.operations, 5, 64));
    return c;
}

Result<void> writeJson(const std::filesystem::path& file, const Json& json) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The run's folder cannot be made. Choose another \"output\".",
                    file.parent_path().string());
    return writeFileAtomically(file, json.dump(2) + "\n");
}

}  // namespace

Result<DraftModel> DraftModel::create(const std::filesystem::path& folder, std::uint64_t seed,
                                      torch::Device device) {
    DraftModel model;
    model.device_ = device;
    LACUNA_TRY(const auto transformer,
               qwen_image::readTransformerConfig(folder / "transformer" / "config.json"));
    LACUNA_TRY(const auto text, qwen2_5_vl::readTextEncoderConfig(folder / "text_encoder" / "config.json"));
    LACUNA_TRY(const auto mpe, readMpe(folder / "mpe" / "config.json"));
    LACUNA_TRY(model.scheduler,
               qwen_image::readSchedulerConfig(folder / "scheduler" / "scheduler_config.json"));
    LACUNA_TRY(model.tokenizer, Tokenizer::open(folder / "tokenizer"));
    if (transformer.jointAttentionDim != text.language.hiddenSize || mpe.width != transformer.width() ||
        model.tokenizer->vocabularySize() > text.language.vocabSize) {
        return fail(ErrorKind::BadFile,
                    "The widths of transformer, text encoder, positional encoding and vocabulary do not fit "
                    "each other.",
                    folder.string());
    }
    torch::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    model.transformer = qwen_image::Transformer(transformer);
    nn::initialize(*model.transformer, generator, torch::kFloat, device);
    for (auto& item : model.transformer->named_parameters()) {
        if (startsAtZero(item.key())) item.value().zero_();
    }
    model.textEncoder = qwen2_5_vl::TextEncoder(text);
    nn::initialize(*model.textEncoder, generator, torch::kFloat, device);
    torch::manual_seed(
        seed);  // the encoding is made of torch's own layers, which draw from the default generator
    model.mpe = qwen_image::MultimodalPositionalEncoding(mpe);
    model.mpe->to(device);
    return model;
}

qwen2_5_vl::PromptEmbedding DraftModel::readPrompts(std::span<const std::string> prompts) {
    std::vector<TokenRow> rows;
    for (const auto& prompt : prompts) {
        auto tokens = tokenizePrompt(*tokenizer, PromptTemplate::TextToImage, prompt);
        TORCH_CHECK(tokens.has_value(), describe(tokens.error()));
        rows.push_back(std::move(tokens->ids));
    }
    return readTokens(rows);
}

qwen2_5_vl::PromptEmbedding DraftModel::readTokens(std::span<const TokenRow> rows) {
    const auto n = std::int64_t(rows.size());
    const auto longest = std::int64_t(std::ranges::max_element(rows, {}, &TokenRow::size)->size());
    // Wider accelerators want whole eights of keys.
    const auto length = device_.is_cpu() ? longest : (longest - kDropped + 7) / 8 * 8 + kDropped;
    auto ids = torch::zeros({n, length}, torch::kLong);
    auto mask = torch::zeros({n, length}, torch::kBool);
    auto* id = ids.mutable_data_ptr<std::int64_t>();
    auto* real = mask.mutable_data_ptr<bool>();
    for (const auto& row : rows) {
        std::ranges::copy(row, id);
        std::fill_n(real, row.size(), true);
        id += length;
        real += length;
    }
    const auto onDevice = mask.to(device_);
    auto& language = textEncoder->language_model;
    const auto states = language->forward(language->embed(ids.to(device_), torch::kFloat),
                                          qwen2_5_vl::textPositions(onDevice), onDevice);
    const auto kept = onDevice.slice(1, kDropped);
    return {states.slice(1, kDropped).to(torch::kFloat) * kept.unsqueeze(-1), kept};
}

torch::Tensor DraftModel::velocity(const FlowInput& input) {
    return velocity(input, readTokens(input.tokens));
}

torch::Tensor DraftModel::velocity(const FlowInput& input, const qwen2_5_vl::PromptEmbedding& text) {
    const auto bias = mpe(input.features.to(device_), input.operations.to(device_));
    qwen_image::TransformerInput in;
    in.latents = qwen_image::packLatents(input.latents);
    in.text = text.states;
    in.textMask = text.mask;
    in.timestep = input.sigma;
    const auto rows = input.latents.size(2) / 2, columns = input.latents.size(3) / 2;
    in.grids = {{1, rows, columns}};
    in.conditioning = {bias.tokens, bias.time};
    return qwen_image::unpackLatents(transformer->forward(in).to(torch::kFloat), rows, columns);
}

NamedTensors DraftModel::parameters() {
    NamedTensors all = parametersOf(*transformer, "transformer.");
    all.merge(parametersOf(*textEncoder, "text_encoder."));
    all.merge(parametersOf(*mpe, "mpe."));
    return all;
}

Result<void> writeModelConfigs(const std::filesystem::path& folder, const Json& json,
                               std::int64_t vocabularySize, const std::string& where) {
    for (const char* key : {"transformer", "text_encoder", "mpe", "scheduler"}) {
        if (!json.contains(key) || !json[key].is_object())
            return fail(ErrorKind::BadFile,
                        std::string("The key \"") + key + "\" must hold the component's configuration.",
                        where);
    }
    Json transformer = json["transformer"], text = json["text_encoder"], mpe = json["mpe"],
         scheduler = json["scheduler"];
    LACUNA_TRY(const auto sizes, JsonObject::of(transformer, where));
    LACUNA_TRY(const auto heads, sizes.integer("num_attention_heads", 1, 1024));
    LACUNA_TRY(const auto headDim, sizes.integer("attention_head_dim", 2, 1024));
    text["vocab_size"] = vocabularySize;
    text["architectures"] = {"Qwen2_5_VLForConditionalGeneration"};
    text["model_type"] = "qwen2_5_vl";
    transformer["_class_name"] = "QwenImageTransformer2DModel";
    transformer["joint_attention_dim"] = text.value("hidden_size", Json());
    transformer["source_conditioning"] = true;
    transformer["operation_prompt"] = true;
    mpe["width"] = heads * headDim;
    scheduler["_class_name"] = "FlowMatchEulerDiscreteScheduler";
    LACUNA_TRY_VOID(writeJson(folder / "transformer" / "config.json", transformer));
    LACUNA_TRY_VOID(writeJson(folder / "text_encoder" / "config.json", text));
    LACUNA_TRY_VOID(writeJson(folder / "mpe" / "config.json", mpe));
    return writeJson(folder / "scheduler" / "scheduler_config.json", scheduler);
}

Result<void> copyParameters(const NamedTensors& from, const std::string& prefix, const NamedTensors& to,
                            const std::string& where) {
    torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : to) {
        const auto found = from.find(prefix + name);
        if (found == from.end() || found->second.sizes() != parameter.sizes()) {
            return fail(ErrorKind::BadFile,
                        "The saved weights have no matching \"" + name +
                            "\". Use the configuration that they were made with.",
                        where);
        }
        torch::Tensor(parameter).copy_(found->second);
    }
    return {};
}

}  // namespace lacuna::training
