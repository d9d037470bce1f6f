// The block as its figure in the report: modulate, attend jointly, gate; modulate, MLP, gate; the same for
// both streams.
#include "engine/models/qwen_image/block.h"

#include "engine/nn/attention.h"
#include "engine/nn/cancel.h"
#include "engine/nn/rotary.h"

namespace lacuna::qwen_image {
namespace {

/// [rows, 6d] -> shift, scale, gate of the attention half, then of the MLP half, each [rows, d].
StreamModulation halves(const torch::Tensor& parameters) {
    const auto p = parameters.unsqueeze(1).chunk(6, -1);
    return {{p[0], p[1], p[2]}, {p[3], p[4], p[5]}};
}

/// [2B, 1, d] -> [B, S, d]: the target's tokens take the real timestep's row, reference tokens the row of t =
/// 0.
torch::Tensor byToken(const torch::Tensor& rows, std::int64_t targetTokens, std::int64_t imageTokens) {
    const auto both = rows.chunk(2, 0);
    return torch::cat(
        {both[0].expand({-1, targetTokens, -1}), both[1].expand({-1, imageTokens - targetTokens, -1})}, 1);
}

torch::Tensor modulate(const torch::Tensor& x, const Modulation& m) {
    return torch::addcmul(m.shift, nn::plainLayerNorm(x), 1 + m.scale);
}

torch::Tensor gated(const torch::Tensor& x, const torch::Tensor& gate, const torch::Tensor& update) {
    return torch::addcmul(x, gate, update);
}

}  // namespace

TransformerBlockImpl::TransformerBlockImpl(const TransformerConfig& config)
    : headDim_(config.attentionHeadDim) {
    const auto d = config.width();
    img_mod = attach("img_mod.1", nn::Linear(d, 6 * d));
    txt_mod = attach("txt_mod.1", nn::Linear(d, 6 * d));
    to_q = attach("attn.to_q", nn::Linear(d, d));
    to_k = attach("attn.to_k", nn::Linear(d, d));
    to_v = attach("attn.to_v", nn::Linear(d, d));
    to_out = attach("attn.to_out.0", nn::Linear(d, d));
    add_q_proj = attach("attn.add_q_proj", nn::Linear(d, d));
    add_k_proj = attach("attn.add_k_proj", nn::Linear(d, d));
    add_v_proj = attach("attn.add_v_proj", nn::Linear(d, d));
    to_add_out = attach("attn.to_add_out", nn::Linear(d, d));
    norm_q = attach("attn.norm_q", nn::RmsNorm(headDim_));
    norm_k = attach("attn.norm_k", nn::RmsNorm(headDim_));
    norm_added_q = attach("attn.norm_added_q", nn::RmsNorm(headDim_));
    norm_added_k = attach("attn.norm_added_k", nn::RmsNorm(headDim_));
    img_mlp_in = attach("img_mlp.net.0.proj", nn::Linear(d, 4 * d));
    img_mlp_out = attach("img_mlp.net.2", nn::Linear(4 * d, d));
    txt_mlp_in = attach("txt_mlp.net.0.proj", nn::Linear(d, 4 * d));
    txt_mlp_out = attach("txt_mlp.net.2", nn::Linear(4 * d, d));
}

BlockModulation TransformerBlockImpl::modulation(const torch::Tensor& temb, std::int64_t targetTokens,
                                                 std::int64_t imageTokens) {
    auto image = halves(img_mod(temb));
    if (targetTokens == 0) return {image, halves(txt_mod(temb))};
    for (auto* half : {&image.attention, &image.mlp}) {
        for (auto* tensor : {&half->shift, &half->scale, &half->gate})
            *tensor = byToken(*tensor, targetTokens, imageTokens);
    }
    return {image, halves(txt_mod(temb.chunk(2, 0)[0]))};  // text always sees the real timestep
}

std::size_t TransformerBlockImpl::modulationState() const {
    std::size_t state = 0;
    std::vector<torch::Tensor> behind{img_mod->weight, img_mod->bias, txt_mod->weight, txt_mod->bias};
    for (const auto& layer : {img_mod, txt_mod}) {
        if (layer->lowRank) behind.insert(behind.end(), {layer->lowRank->down, layer->lowRank->up});
    }
    for (const auto& tensor : behind) {
        const auto version =
            tensor.is_inference() ? 0 : tensor._version();  // inference tensors keep no count
        state = state * 1000003 + reinterpret_cast<std::size_t>(tensor.const_data_ptr()) + version;
    }
    return state;
}

torch::Tensor TransformerBlockImpl::heads(const torch::Tensor& x) const {
    return x.unflatten(-1, {-1, headDim_});
}

Streams TransformerBlockImpl::attend(const Streams& normed, const RopeTables& rope,
                                     const torch::Tensor& keyMask) {
    const auto& [text, image] = normed;
    const auto turned = [&](nn::Linear& project, nn::RmsNorm& norm, const torch::Tensor& x,
                            const nn::RotaryTable& table) {
        return nn::normAndRotate(heads(project(x)), norm->weight, norm->eps(), table);  // [B, S, H, D]
    };
    // Text first: the order is part of the model.
    const auto joined = [](const torch::Tensor& t, const torch::Tensor& i) {
        return torch::cat({t, i}, 1).transpose(1, 2);  // [B, H, T + S, D]
    };
    const auto q =
        joined(turned(add_q_proj, norm_added_q, text, rope.text), turned(to_q, norm_q, image, rope.image));
    const auto k =
        joined(turned(add_k_proj, norm_added_k, text, rope.text), turned(to_k, norm_k, image, rope.image));
    const auto v = joined(heads(add_v_proj(text)), heads(to_v(image)));

    const auto mixed = nn::attention(q, k, v, keyMask).transpose(1, 2).flatten(2);  // [B, T + S, d]
    const auto t = text.size(1);
    return {to_add_out(mixed.narrow(1, 0, t)), to_out(mixed.narrow(1, t, image.size(1)))};
}

Streams TransformerBlockImpl::forward(Streams streams, const BlockModulation& mod, const RopeTables& rope,
                                      const torch::Tensor& keyMask) {
    auto& [text, image] = streams;
    const auto update =
        attend({modulate(text, mod.text.attention), modulate(image, mod.image.attention)}, rope, keyMask);
    image = gated(image, mod.image.attention.gate, update.image);
    text = gated(text, mod.text.attention.gate, update.text);
    nn::throwIfCancelled();
    image = gated(image, mod.image.mlp.gate,
                  img_mlp_out(img_mlp_in->forwardGeluTanh(modulate(image, mod.image.mlp))));
    text = gated(text, mod.text.mlp.gate,
                 txt_mlp_out(txt_mlp_in->forwardGeluTanh(modulate(text, mod.text.mlp))));
    return streams;
}

}  // namespace lacuna::qwen_image
