// See language.h. The layer reads like its figure: normed attention added, normed MLP added.
#include "engine/models/qwen2_5_vl/language.h"

#include <algorithm>

#include "engine/nn/attention.h"
#include "engine/nn/cancel.h"
#include "engine/nn/rotary.h"

namespace lacuna::qwen2_5_vl {
namespace {

/// Angles of width D / 2: pair j is turned by frame, row or column, whichever section j falls into; then both
/// halves the same.
/// @param positions [3, B, S]. @return cos and sin [B, 1, S, D] in `type`.
nn::RotaryTable rotaryTable(const torch::Tensor& positions, const LanguageConfig& config,
                            torch::ScalarType type) {
    const auto frequencies = nn::rotaryFrequencies(config.ropeTheta, config.headDim(), config.bf16Frequencies)
                                 .to(positions.device());  // [D/2]
    std::vector<torch::Tensor> parts;
    std::int64_t first = 0;
    for (std::size_t axis = 0; axis < config.mropeSection.size(); ++axis) {
        const auto count = config.mropeSection[axis];
        const auto position = positions[std::int64_t(axis)].to(torch::kFloat).unsqueeze(-1);  // [B, S, 1]
        parts.push_back(position * frequencies.narrow(0, first, count));
        first += count;
    }
    const auto half = torch::cat(parts, -1);
    const auto angles = torch::cat({half, half}, -1).unsqueeze(1);
    return {angles.cos().to(type), angles.sin().to(type)};
}

/// [B, 1, S, S]: the causal triangle without padded keys.
torch::Tensor causalMask(const torch::Tensor& mask) {
    const auto s = mask.size(1);
    const auto triangle = torch::ones({s, s}, mask.options().dtype(torch::kBool)).tril();
    return triangle.logical_and(mask.to(torch::kBool).unsqueeze(1)).unsqueeze(1);
}

}  // namespace

class DecoderLayerImpl : public nn::Module {
  public:
    explicit DecoderLayerImpl(const LanguageConfig& c)
        : headDim_(c.headDim()), groups_(c.numAttentionHeads / c.numKeyValueHeads) {
        const auto d = c.hiddenSize, kv = c.numKeyValueHeads * headDim_;
        input_layernorm = attach("input_layernorm", nn::RmsNorm(d, c.rmsNormEps));
        q_proj = attach("self_attn.q_proj", nn::Linear(d, d));
        k_proj = attach("self_attn.k_proj", nn::Linear(d, kv));
        v_proj = attach("self_attn.v_proj", nn::Linear(d, kv));
        o_proj = attach("self_attn.o_proj", nn::Linear(d, d, /*bias=*/false));
        post_attention_layernorm = attach("post_attention_layernorm", nn::RmsNorm(d, c.rmsNormEps));
        gate_proj = attach("mlp.gate_proj", nn::Linear(d, c.intermediateSize, /*bias=*/false));
        up_proj = attach("mlp.up_proj", nn::Linear(d, c.intermediateSize, /*bias=*/false));
        down_proj = attach("mlp.down_proj", nn::Linear(c.intermediateSize, d, /*bias=*/false));
    }

    torch::Tensor forward(const torch::Tensor& x, const nn::RotaryTable& rope, const torch::Tensor& mask) {
        const auto h = x + attend(input_layernorm(x), rope, mask);
        const auto y = post_attention_layernorm(h);
        return h + down_proj(torch::silu(gate_proj(y)) * up_proj(y));
    }

  private:
    torch::Tensor attend(const torch::Tensor& x, const nn::RotaryTable& rope, const torch::Tensor& mask) {
        const auto heads = [&](const torch::Tensor& y) {
            return y.unflatten(-1, {-1, headDim_}).transpose(1, 2);
        };
        const auto q = nn::rotateHalf(heads(q_proj(x)), rope);  // [B, H, S, D]
        const auto k = everyQueryHead(nn::rotateHalf(heads(k_proj(x)), rope));
        const auto v = everyQueryHead(heads(v_proj(x)));
        const auto mixed = nn::attention(q, k, v, mask, /*causal=*/!mask.defined());
        return o_proj(mixed.transpose(1, 2).flatten(2));
    }

    /// Each key head serves `groups_` consecutive query heads. [B, G, S, D] -> [B, H, S, D]
    torch::Tensor everyQueryHead(const torch::Tensor& x) const {
        return x.unsqueeze(2).expand({-1, -1, groups_, -1, -1}).flatten(1, 2);
    }

    std::int64_t headDim_, groups_;
    nn::RmsNorm input_layernorm{nullptr}, post_attention_layernorm{nullptr};
    nn::Linear q_proj{nullptr}, k_proj{nullptr}, v_proj{nullptr}, o_proj{nullptr};
    nn::Linear gate_proj{nullptr}, up_proj{nullptr}, down_proj{nullptr};
};
TORCH_MODULE(DecoderLayer);

LanguageModelImpl::LanguageModelImpl(const LanguageConfig& config) : config_(config) {
    embed_tokens = attach("embed_tokens", nn::Embedding(config.vocabSize, config.hiddenSize));
    for (std::int64_t i = 0; i < config.numHiddenLayers; ++i) {
        layers.push_back(attach("layers." + std::to_string(i), DecoderLayer(config)).ptr());
    }
    norm = attach("norm", nn::RmsNorm(config.hiddenSize, config.rmsNormEps));
}

torch::Tensor LanguageModelImpl::embed(const torch::Tensor& ids, torch::ScalarType type) {
    // On an accelerator the look would wait for everything before it; the table's own check is there.
    TORCH_CHECK(ids.numel() == 0 || !ids.is_cpu() || ids.max().item<std::int64_t>() < config_.vocabSize,
                "a token id lies outside the text encoder's vocabulary of ", config_.vocabSize);
    return embed_tokens->forward(ids, type);
}

torch::Tensor LanguageModelImpl::forward(const torch::Tensor& embeddings, const torch::Tensor& positions,
                                         const torch::Tensor& mask, std::stop_token cancel) {
    const nn::CancelScope scope(std::move(cancel));
    const auto rope = rotaryTable(positions, config_, embeddings.scalar_type());
    const auto attentionMask = mask.defined() ? causalMask(mask) : mask;
    auto x = embeddings;
    for (auto& layer : layers) {
        nn::throwIfCancelled();
        x = layer->forward(x, rope, attentionMask);
    }
    return norm(x);
}

torch::Tensor textPositions(const torch::Tensor& mask) {
    const auto real = mask.to(torch::kBool);
    const auto counted = real.to(torch::kLong).cumsum(1) - 1;
    return torch::where(real, counted, torch::ones_like(counted)).unsqueeze(0).expand({3, -1, -1});
}

torch::Tensor imagePositions(const std::vector<std::int64_t>& ids, std::int64_t imageToken,
                             const std::vector<MergedGrid>& grids) {
    auto positions = torch::empty({3, 1, std::int64_t(ids.size())}, torch::kLong);
    auto at = positions.accessor<std::int64_t, 3>();
    std::int64_t next = 0;  // the position that a text token would get here
    std::size_t picture = 0;
    for (std::size_t i = 0; i < ids.size();) {
        if (ids[i] != imageToken) {
            for (int axis = 0; axis < 3; ++axis) at[axis][0][std::int64_t(i)] = next;
            ++next, ++i;
            continue;
        }
        TORCH_CHECK(picture < grids.size(), "the prompt has more picture tokens than pictures");
        const auto [rows, columns] = grids[picture++];
        const auto first = std::int64_t(i);
        for (std::int64_t n = 0; n < rows * columns; ++n, ++i) {
            TORCH_CHECK(i < ids.size() && ids[i] == imageToken, "picture ", picture,
                        " has fewer tokens than its ", rows, " x ", columns, " grid");
            at[0][0][first + n] = next;
            at[1][0][first + n] = next + n / columns;
            at[2][0][first + n] = next + n % columns;
        }
        next += std::max(rows, columns);
    }
    TORCH_CHECK(picture == grids.size(), "the prompt has fewer picture tokens than pictures");
    return positions;
}

}  // namespace lacuna::qwen2_5_vl
