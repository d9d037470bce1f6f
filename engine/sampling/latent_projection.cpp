// See latent_projection.h.
#include "engine/sampling/latent_projection.h"

#include "engine/sampling/noise.h"

namespace lacuna {
namespace {

constexpr std::int64_t kSide = 128;    // pixels of a test picture
constexpr std::int64_t kPictures = 9;  // encoded and decoded one by one
constexpr double kNoise = 0.1;         // of a normalised latent's unit deviation
constexpr double kRidge = 1e-3;        // keeps channels that never move from taking wild weights

/// One test picture [1, 3, kSide, kSide] in [-1, 1]: a gradient between two colours, discs of others, and a
/// texture over it.
torch::Tensor paint(at::Generator& generator) {
    const auto uniform = [&](at::IntArrayRef shape) { return at::rand(shape, generator, at::kFloat); };
    const auto axis = torch::linspace(0, 1, kSide);
    const auto y = axis.view({1, 1, kSide, 1}), x = axis.view({1, 1, 1, kSide});
    const auto from = uniform({1, 3, 1, 1}), to = uniform({1, 3, 1, 1});
    const auto slope = uniform({2});
    auto picture = from + (to - from) * ((y * slope[0] + x * slope[1]) / (slope.sum() + 1e-3));
    for (int disc = 0; disc < 6; ++disc) {
        const auto place = uniform({3});
        const auto inside =
            ((y - place[0]).square() + (x - place[1]).square() < (0.05 + 0.25 * place[2]).square())
                .to(at::kFloat);
        picture = picture * (1 - inside) + uniform({1, 3, 1, 1}) * inside;
    }
    const auto texture =
        at::upsample_bilinear2d(uniform({1, 3, kSide / 4, kSide / 4}), {kSide, kSide}, false);
    return (picture + 0.2 * (texture - 0.5)).clamp(0, 1) * 2 - 1;
}

}  // namespace

LatentProjection fitProjection(qwen_image::Vae& vae, std::uint64_t seed) {
    const torch::NoGradGuard noGradients;
    auto generator = makeGenerator(seed);
    const std::int64_t channels = vae->config().zDim, factor = vae->config().spatialFactor();
    std::vector<torch::Tensor> rows, colours;
    for (std::int64_t i = 0; i < kPictures; ++i) {
        auto pixels = paint(generator);
        if (vae->config().inputChannels == 4) {
            pixels = torch::cat({pixels, torch::ones({1, 1, kSide, kSide})}, 1);
        }
        auto latents = vae->normalise(vae->encode(pixels).mean.to(at::kFloat));
        latents = latents + kNoise * at::randn(latents.sizes(), generator, latents.options());
        const auto decoded =
            vae->decode(vae->denormalise(latents)).to(at::kFloat).narrow(1, 0, 3).clamp(-1, 1);
        const auto means = at::avg_pool2d(decoded * 0.5 + 0.5, {factor, factor});  // [1, 3, h, w]
        rows.push_back(latents.flatten(2).squeeze(0).t());
        colours.push_back(means.flatten(2).squeeze(0).t());
    }
    const auto z = torch::cat(rows).to(at::kDouble);       // [n, z]
    const auto rgb = torch::cat(colours).to(at::kDouble);  // [n, 3]
    const auto zMean = z.mean(0, true), rgbMean = rgb.mean(0, true);
    const auto centred = z - zMean;
    const auto gram =
        centred.t().mm(centred) + kRidge * double(z.size(0)) * torch::eye(channels, at::kDouble);
    const auto weight = at::linalg_solve(gram, centred.t().mm(rgb - rgbMean));  // [z, 3]
    const auto bias = rgbMean - zMean.mm(weight);

    LatentProjection result;
    result.residual = (z.mm(weight) + bias - rgb).square().mean().sqrt().item<double>();
    result.weight = weight.to(at::kFloat).contiguous();
    result.bias = bias.view({3}).to(at::kFloat).contiguous();
    return result;
}

torch::Tensor project(const LatentProjection& projection, const torch::Tensor& latents) {
    const auto z = latents.to(at::kFloat).cpu();
    const auto rgb = at::einsum("bchw,ck->bkhw", {z, projection.weight}) + projection.bias.view({1, 3, 1, 1});
    // A binomial kernel that keeps most of a cell's own value.
    const auto line = torch::tensor({0.125f, 0.75f, 0.125f});
    const auto kernel = at::outer(line, line).expand({3, 1, 3, 3});
    const auto padded = at::replication_pad2d(rgb, {1, 1, 1, 1});
    const auto smooth = at::conv2d(padded, kernel, {}, 1, at::IntArrayRef{0, 0}, 1, 3);
    return (smooth.clamp(0, 1) * 255).round().to(at::kByte).squeeze(0).permute({1, 2, 0}).contiguous();
}

}  // namespace lacuna
