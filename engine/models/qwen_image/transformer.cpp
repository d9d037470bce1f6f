// See transformer.h.
#include "engine/models/qwen_image/transformer.h"

#include <numeric>

#include "engine/nn/cancel.h"
#include "engine/nn/recompute.h"

namespace lacuna::qwen_image {
namespace {

constexpr std::int64_t kTimestepChannels = 256;

void checkShapes(const TransformerInput& in, const TransformerConfig& config) {
    const auto tokens =
        std::accumulate(in.grids.begin(), in.grids.end(), std::int64_t{0},
                        [](std::int64_t sum, const Grid& grid) { return sum + grid.tokens(); });
    TORCH_CHECK(
        in.latents.dim() == 3 && in.latents.size(1) == tokens && in.latents.size(2) == config.inChannels,
        "latents [", in.latents.sizes(), "] do not fit ", tokens, " grid tokens of ", config.inChannels,
        " channels");
    TORCH_CHECK(in.text.dim() == 3 && in.text.size(0) == in.latents.size(0) &&
                    in.text.size(2) == config.jointAttentionDim,
                "text [", in.text.sizes(), "] does not fit a batch of ", in.latents.size(0), " and width ",
                config.jointAttentionDim);
    TORCH_CHECK(in.timestep.dim() == 1 && in.timestep.size(0) == in.latents.size(0), "timestep [",
                in.timestep.sizes(), "] must have one value a sample");
}

/// [B, 1, 1, T + S]: padded text tokens are hidden as keys; undefined when there are none, which keeps the
/// faster kernel.
torch::Tensor keyMask(const torch::Tensor& textMask, std::int64_t imageTokens) {
    if (!textMask.defined()) return {};
    const auto mask = textMask.to(torch::kBool);
    // Training on an accelerator does not wait for the answer.
    const bool look = mask.is_cpu() || !torch::GradMode::is_enabled();
    if (look && mask.all().item<bool>()) return {};
    return torch::cat({mask, mask.new_ones({mask.size(0), imageTokens})}, 1).unsqueeze(1).unsqueeze(1);
}

}  // namespace

TransformerImpl::TransformerImpl(const TransformerConfig& config)
    : config_(config), rope_(config.axesDimsRope, config.useLayer3dRope) {
    const auto d = config.width();
    img_in = attach("img_in", nn::Linear(config.inChannels, d));
    txt_norm = attach("txt_norm", nn::RmsNorm(config.jointAttentionDim));
    txt_in = attach("txt_in", nn::Linear(config.jointAttentionDim, d));
    linear_1 = attach("time_text_embed.timestep_embedder.linear_1", nn::Linear(kTimestepChannels, d));
    linear_2 = attach("time_text_embed.timestep_embedder.linear_2", nn::Linear(d, d));
    if (config.useAdditionalTCond) {
        addition_t_embedding = attach("time_text_embed.addition_t_embedding", nn::Embedding(2, d));
    }
    for (std::int64_t i = 0; i < config.numLayers; ++i) {
        transformer_blocks.push_back(
            attach("transformer_blocks." + std::to_string(i), TransformerBlock(config)));
    }
    norm_out = attach("norm_out.linear", nn::Linear(d, 2 * d));
    proj_out = attach("proj_out", nn::Linear(d, config.outFeatures()));
}

torch::Tensor TransformerImpl::timeEmbedding(const TransformerInput& input) {
    const auto type = input.latents.scalar_type();
    auto t = input.timestep.to(type);
    auto bias = input.conditioning.timeBias;
    if (config_.zeroCondT) {
        t = torch::cat({t, torch::zeros_like(t)});
        if (bias.defined()) bias = torch::cat({bias, bias});
    }
    auto temb = linear_2(torch::silu(linear_1(nn::timestepSinusoid(t, kTimestepChannels).to(type))));
    if (addition_t_embedding) {
        temb = temb + addition_t_embedding(torch::zeros({t.size(0)}, t.options().dtype(torch::kLong)), type);
    }
    return bias.defined() ? temb + bias.to(type) : temb;
}

BlockModulation TransformerImpl::blockModulation(std::size_t block, const torch::Tensor& temb,
                                                 std::int64_t targetTokens, std::int64_t imageTokens) {
    auto& r = remembered_;
    if (torch::GradMode::is_enabled())
        return transformer_blocks[block]->modulation(temb, targetTokens, imageTokens);
    if (block >= r.blocks.size())
        r.blocks.push_back(transformer_blocks[block]->modulation(temb, targetTokens, imageTokens));
    return r.blocks[block];
}

void TransformerImpl::rememberStep(const torch::Tensor& temb, std::int64_t targetTokens,
                                   std::int64_t imageTokens) {
    std::size_t weights = 0;
    for (const auto& block : transformer_blocks) weights = weights * 31 + block->modulationState();
    auto& r = remembered_;
    const bool same = r.weights == weights && r.targetTokens == targetTokens &&
                      r.imageTokens == imageTokens && r.temb.defined() &&
                      r.temb.scalar_type() == temb.scalar_type() && r.temb.device() == temb.device() &&
                      torch::equal(r.temb, temb);
    if (!same) r = {temb, targetTokens, imageTokens, weights, {}};
}

Streams TransformerImpl::recomputedBlock(std::size_t number, const Streams& streams,
                                         const torch::Tensor& temb, std::int64_t targetTokens,
                                         const RopeTables& rope, const torch::Tensor& mask) {
    const auto stretch = [block = transformer_blocks[number], targetTokens, rope,
                          mask](const std::vector<torch::Tensor>& in) mutable {
        const auto modulation = block->modulation(in[2], targetTokens, in[1].size(1));
        const auto out = block->forward({in[0], in[1]}, modulation, rope, mask);
        return std::vector<torch::Tensor>{out.text, out.image};
    };
    const auto out = nn::recomputed(stretch, {streams.text, streams.image, temb});
    return {out[0], out[1]};
}

torch::Tensor TransformerImpl::forward(const TransformerInput& input, const ForwardOptions& options) {
    checkShapes(input, config_);
    const nn::CancelScope scope(options.cancel);
    const auto type = input.latents.scalar_type();
    const auto imageTokens = input.latents.size(1);

    Streams streams;
    streams.image = img_in(input.latents);                 // [B, S, d]
    streams.text = txt_in(txt_norm(input.text.to(type)));  // [B, T, d]
    if (const auto& bias = input.conditioning.tokenBias; bias.defined()) {
        const auto rest = imageTokens - bias.size(1);
        streams.image = streams.image + torch::constant_pad_nd(bias.to(type), {0, 0, 0, rest});
    }
    const auto rope = rope_.get(input.grids, input.text.size(1), input.latents.device());
    const auto mask = keyMask(input.textMask, imageTokens);
    const auto temb = torch::silu(timeEmbedding(input));
    const auto targetTokens = config_.zeroCondT ? input.grids.front().tokens() : 0;

    if (!torch::GradMode::is_enabled()) rememberStep(temb, targetTokens, imageTokens);

    for (std::size_t i = 0; i < transformer_blocks.size(); ++i) {
        nn::throwIfCancelled();
        if (options.recompute && torch::GradMode::is_enabled()) {
            streams = recomputedBlock(i, streams, temb, targetTokens, rope, mask);
        } else {
            streams = transformer_blocks[i]->forward(
                std::move(streams), blockModulation(i, temb, targetTokens, imageTokens), rope, mask);
        }
        if (options.onBlock) options.onBlock(std::int64_t(i));
    }

    const auto real = config_.zeroCondT ? temb.chunk(2, 0)[0] : temb;
    const auto head = norm_out(real).unsqueeze(1).chunk(2, -1);  // scale first here, shift second
    return proj_out(torch::addcmul(head[1], nn::plainLayerNorm(streams.image), 1 + head[0]));
}

torch::Tensor packLatents(const torch::Tensor& latents) {
    const auto b = latents.size(0), c = latents.size(1), rows = latents.size(2) / 2,
               columns = latents.size(3) / 2;
    return latents.reshape({b, c, rows, 2, columns, 2})
        .permute({0, 2, 4, 1, 3, 5})  // [B, rows, columns, C, dy, dx]
        .reshape({b, rows * columns, c * 4});
}

torch::Tensor unpackLatents(const torch::Tensor& packed, std::int64_t rows, std::int64_t columns) {
    const auto b = packed.size(0), c = packed.size(2) / 4;
    return packed.reshape({b, rows, columns, c, 2, 2})
        .permute({0, 3, 1, 4, 2, 5})  // [B, C, rows, dy, columns, dx]
        .reshape({b, c, rows * 2, columns * 2});
}

Transformer makeRandomTransformer(const TransformerConfig& config, torch::ScalarType type,
                                  std::uint64_t seed) {
    Transformer model(config);
    auto generator = at::detail::createCPUGenerator(seed);
    const torch::NoGradGuard noGrad;
    for (const auto& [key, owner, slot] : nn::namedSlots(*model)) {
        const auto shape = slot.tensor->sizes();
        auto value = torch::empty(shape, torch::TensorOptions(type));
        switch (slot.init) {
            case nn::Init::Zeros:
                value.zero_();
                break;
            case nn::Init::Ones:
                value.fill_(1);
                break;
            default:  // uniform, not normal: billions of numbers, and only their size matters
                value.uniform_(-1, 1, generator).mul_(std::sqrt(3.0 / double(shape.back())));
        }
        owner->assign(slot, value, false);
    }
    model->eval();
    return model;
}

}  // namespace lacuna::qwen_image
