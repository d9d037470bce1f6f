// Norms, embeddings and the timestep's sinusoid; see layers.h.
#include "engine/nn/layers.h"

#include <cmath>

namespace lacuna::nn {

RmsNormImpl::RmsNormImpl(std::int64_t width, double eps) : width_(width), eps_(eps) {
    declare("weight", weight, {width}, Init::Ones);
}

torch::Tensor RmsNormImpl::forward(const torch::Tensor& x) {
    const auto wide = x.to(torch::kFloat);
    const auto scale = torch::rsqrt(wide.square().mean(-1, /*keepdim=*/true) + eps_);
    return (wide * scale).to(x.scalar_type()) * weight.to(x.scalar_type());
}

EmbeddingImpl::EmbeddingImpl(std::int64_t count, std::int64_t width) {
    declare("weight", weight, {count, width}, Init::Normal);
}

torch::Tensor EmbeddingImpl::forward(const torch::Tensor& ids, torch::ScalarType type) {
    if (torch::GradMode::is_enabled() && weight.requires_grad())
        return torch::embedding(weight, ids).to(type);
    auto shape = ids.sizes().vec();
    shape.push_back(weight.size(1));
    return weight.index_select(0, ids.reshape({-1})).to(type).view(shape);
}

torch::Tensor plainLayerNorm(const torch::Tensor& x, double eps) {
    return torch::layer_norm(x, {x.size(-1)}, /*weight=*/{}, /*bias=*/{}, eps);
}

torch::Tensor timestepSinusoid(const torch::Tensor& t, std::int64_t width) {
    const auto half = width / 2;
    const auto k = torch::arange(half, torch::TensorOptions(torch::kFloat).device(t.device()));
    const auto frequencies = torch::exp(k * (-std::log(10000.0) / double(half)));
    const auto angles = 1000 * (t.to(torch::kFloat).unsqueeze(1) * frequencies);  // [B, half]
    return torch::cat({angles.cos(), angles.sin()}, 1);
}

}  // namespace lacuna::nn
