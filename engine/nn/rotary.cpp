// The plain form of both layouts; the fused one is norm_rotate.cpp.
#include "engine/nn/rotary.h"

namespace lacuna::nn {

torch::Tensor rotaryFrequencies(double theta, std::int64_t width, bool roundedToBf16) {
    const auto exponents = torch::arange(0, width, 2, torch::kFloat) / double(width);
    const auto frequencies = 1.0 / torch::pow(theta, exponents);
    return roundedToBf16 ? frequencies.to(torch::kBFloat16).to(torch::kFloat) : frequencies;
}

torch::Tensor rotateInterleaved(const torch::Tensor& x, const RotaryTable& table) {
    const auto pairs = x.to(torch::kFloat).unflatten(-1, {-1, 2});  // [B, S, H, D/2, 2]
    if (x.is_cuda()) {
        // One product of complex numbers: a third of the passes over memory, and a fifth of them backwards.
        const auto turn = torch::complex(table.cos, table.sin).unsqueeze(-2);
        return torch::view_as_real(torch::view_as_complex(pairs.contiguous()) * turn)
            .flatten(-2)
            .to(x.scalar_type());
    }
    const auto re = pairs.select(-1, 0), im = pairs.select(-1, 1);
    const auto cos = table.cos.unsqueeze(-2), sin = table.sin.unsqueeze(-2);  // [S, 1, D/2]
    return torch::stack({re * cos - im * sin, re * sin + im * cos}, -1).flatten(-2).to(x.scalar_type());
}

torch::Tensor rotateHalf(const torch::Tensor& x, const RotaryTable& table) {
    const auto halves = x.chunk(2, -1);
    return x * table.cos + torch::cat({-halves[1], halves[0]}, -1) * table.sin;
}

}  // namespace lacuna::nn
