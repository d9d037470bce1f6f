// q/k norm and rotary in one pass over memory. As separate operators they are a tenth of a transformer block
// on a fast machine: seven passes over data that fits no cache.
#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cmath>

#include "engine/nn/rotary.h"

namespace lacuna::nn {
namespace {

torch::Tensor plain(const torch::Tensor& x, const torch::Tensor& weight, double eps,
                    const RotaryTable& table) {
    const auto wide = x.to(torch::kFloat);
    const auto scale = torch::rsqrt(wide.square().mean(-1, /*keepdim=*/true) + eps);
    return rotateInterleaved((wide * scale).to(x.scalar_type()) * weight.to(x.scalar_type()), table);
}

/// One head of one token. Rounds where the plain operators round: after the norm, after the weight, at the
/// end.
template <class T>
void normAndRotateHead(const T* in, T* out, const T* weight, const float* cos, const float* sin,
                       std::int64_t width, float eps) {
    float sum = 0;
    for (std::int64_t i = 0; i < width; ++i) sum += float(in[i]) * float(in[i]);
    const float scale = 1.0f / std::sqrt(sum / float(width) + eps);
    for (std::int64_t k = 0; k < width / 2; ++k) {
        const float re = float(T(float(T(float(in[2 * k]) * scale)) * float(weight[2 * k])));
        const float im = float(T(float(T(float(in[2 * k + 1]) * scale)) * float(weight[2 * k + 1])));
        out[2 * k] = T(re * cos[k] - im * sin[k]);
        out[2 * k + 1] = T(re * sin[k] + im * cos[k]);
    }
}

}  // namespace

torch::Tensor normAndRotate(const torch::Tensor& x, const torch::Tensor& weight, double eps,
                            const RotaryTable& table) {
    const bool fused = !torch::GradMode::is_enabled() && x.device() == torch::kCPU && x.is_contiguous() &&
                       (x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kBFloat16);
    if (x.is_cuda())
        return rotateInterleaved(at::rms_norm(x, {x.size(3)}, weight.to(x.scalar_type()), eps), table);
    if (!fused) return plain(x, weight, eps, table);

    const auto tokens = x.size(1), heads = x.size(2), width = x.size(3);
    TORCH_CHECK(table.cos.size(0) == tokens && table.cos.size(1) * 2 == width && weight.size(0) == width,
                "normAndRotate: table [", table.cos.sizes(), "] and weight do not fit x [", x.sizes(), "]");
    auto out = torch::empty_like(x);
    const auto sameType = weight.to(x.scalar_type()).contiguous();
    const auto cos = table.cos.contiguous(), sin = table.sin.contiguous();
    AT_DISPATCH_FLOATING_TYPES_AND(torch::kBFloat16, x.scalar_type(), "normAndRotate", [&] {
        const auto* from = x.const_data_ptr<scalar_t>();
        auto* to = out.data_ptr<scalar_t>();
        const auto* w = sameType.const_data_ptr<scalar_t>();
        const float *c = cos.const_data_ptr<float>(), *s = sin.const_data_ptr<float>();
        at::parallel_for(0, x.size(0) * tokens, 16, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t row = first; row < last; ++row) {
                const auto angle = (row % tokens) * (width / 2);
                for (std::int64_t head = 0; head < heads; ++head) {
                    const auto at = (row * heads + head) * width;
                    normAndRotateHead(from + at, to + at, w, c + angle, s + angle, width, float(eps));
                }
            }
        });
    });
    return out;
}

}  // namespace lacuna::nn
