// See degrade.h.
#include "engine/training/evaluation/degrade.h"

#include <cmath>
#include <numbers>

namespace lacuna::training {
namespace {

namespace F = torch::nn::functional;

torch::Tensor padded(const torch::Tensor& x, std::int64_t left, std::int64_t right, std::int64_t top,
                     std::int64_t bottom) {
    return F::pad(x, F::PadFuncOptions({left, right, top, bottom}).mode(torch::kReplicate));
}

torch::Tensor resizedTo(const torch::Tensor& x, std::int64_t height, std::int64_t width) {
    return at::_upsample_bilinear2d_aa(x, {height, width}, false);
}

/// The orthonormal cosine basis [8, 8].
torch::Tensor cosineBasis() {
    auto basis = torch::empty({8, 8});
    for (int k = 0; k < 8; ++k) {
        for (int i = 0; i < 8; ++i)
            basis[k][i] =
                std::cos((2 * i + 1) * k * std::numbers::pi / 16) * (k == 0 ? std::sqrt(0.125) : 0.5);
    }
    return basis;
}

}  // namespace

torch::Tensor blockCompressed(const torch::Tensor& pictures, double strength) {
    const auto h = pictures.size(2), w = pictures.size(3);
    const auto x = padded(pictures, 0, (8 - w % 8) % 8, 0, (8 - h % 8) % 8);
    const auto n = x.size(0) * x.size(1), rows = x.size(2) / 8, columns = x.size(3) / 8;
    const auto basis = cosineBasis().to(x.device());
    const auto frequency = torch::arange(8, x.options());
    const auto steps = (2 + strength * 38 * (frequency.view({8, 1}) + frequency) / 14) / 127.5;
    auto blocks = x.reshape({n, rows, 8, columns, 8}).permute({0, 1, 3, 2, 4});
    blocks = torch::matmul(torch::matmul(basis, blocks), basis.t());
    blocks = (blocks / steps).round() * steps;
    blocks = torch::matmul(torch::matmul(basis.t(), blocks), basis);
    return blocks.permute({0, 1, 3, 2, 4}).reshape(x.sizes()).slice(2, 0, h).slice(3, 0, w);
}

torch::Tensor blurred(const torch::Tensor& pictures, double sigma) {
    const auto radius = std::max<std::int64_t>(1, std::int64_t(std::ceil(2.5 * sigma)));
    auto kernel =
        torch::exp(-torch::arange(-radius, radius + 1, pictures.options()).pow(2) / (2 * sigma * sigma));
    kernel = kernel / kernel.sum();
    const auto channels = pictures.size(1);
    const auto across = kernel.view({1, 1, 1, -1}).expand({channels, 1, 1, -1}),
               down = kernel.view({1, 1, -1, 1}).expand({channels, 1, -1, 1});
    const auto x = padded(pictures, radius, radius, radius, radius);
    const auto convolved = [&](const torch::Tensor& input, const torch::Tensor& weight) {
        return F::conv2d(input, weight, F::Conv2dFuncOptions().groups(channels));
    };
    return convolved(convolved(x, across), down);
}

torch::Tensor degraded(const torch::Tensor& pictures, Random& random) {
    if (random.chance(0.2)) return pictures;
    auto x = pictures;
    if (random.chance(0.4)) x = blurred(x, random.uniform(0.4, 1.8));
    if (random.chance(0.3)) {
        const double scale = random.uniform(0.4, 0.9);
        const auto h = x.size(2), w = x.size(3);
        x = resizedTo(resizedTo(x, std::max(8LL, std::llround(double(h) * scale)),
                                std::max(8LL, std::llround(double(w) * scale))),
                      h, w);
    }
    if (random.chance(0.5)) {
        const double contrast = random.uniform(0.8, 1.15), brightness = random.uniform(-0.1, 0.1);
        const auto tint = torch::tensor(
            {random.uniform(-0.06, 0.06), random.uniform(-0.06, 0.06), random.uniform(-0.06, 0.06)},
            torch::kFloat);
        x = x * contrast + brightness + tint.view({1, 3, 1, 1}).to(x.device());
    }
    if (random.chance(0.3)) x = blockCompressed(x, random.uniform());
    const bool noisy = random.chance(0.4);
    const double deviation = random.uniform(0.01, 0.15);
    const auto noiseSeed = random.next();
    if (noisy) {
        const auto generator = at::detail::createCPUGenerator(noiseSeed);
        x = x + deviation * torch::randn(x.sizes(), generator).to(x.device());
    }
    return x.clamp(-1, 1);
}

}  // namespace lacuna::training
