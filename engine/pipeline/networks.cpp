// See networks.h.
#include "engine/pipeline/networks.h"

#include "engine/nn/cancel.h"
#include "engine/sampling/noise.h"

namespace lacuna {
namespace {

torch::Device deviceOf(const Networks& networks) {
    return networks.transformer->parameters().front().device();
}

}  // namespace

Result<DenoiseInput> beginRun(const Networks& networks, const CoreRun& run, double strength) {
    DenoiseInput input;
    input.grids = {gridOf(run.size)};
    LACUNA_TRY(const FlowSchedule whole,
               makeSchedule(networks.scheduler, run.steps, input.grids.front().tokens()));
    LACUNA_TRY(const int first, firstStep(run.steps, strength));
    input.schedule = whole.after(first);
    input.guidance = run.guidance;
    input.computeType = networks.computeType;
    return input;
}

qwen_image::Grid gridOf(Size size) {
    return {1, size.height / 16, size.width / 16};
}

torch::Tensor packedNoise(const Networks& networks, const CoreRun& run) {
    const auto noise = run.noise.defined() ? run.noise
                                           : drawNoise(run.generator, networks.latentChannels(),
                                                       run.size.height, run.size.width, run.latentType);
    return qwen_image::packLatents(noise.to(deviceOf(networks), run.latentType));
}

torch::Tensor encodePicture(Networks& networks, const torch::Tensor& pixels,
                            std::optional<at::Generator> generator, const VaeOptions& options,
                            at::ScalarType type) {
    auto& vae = networks.vae;
    auto input = pixels.to(vae->parameters().front().device());
    if (vae->config().inputChannels == 4 && input.size(1) == 3) {
        input = torch::cat({input, torch::ones_like(input.narrow(1, 0, 1))}, 1);
    }
    const qwen_image::VaeTiling tiling;
    const bool tiled = options.tiled && qwen_image::needsTiles(pixels.size(2), pixels.size(3), tiling);
    if (!tiled && options.onTile) options.onTile(0, 1);
    const auto moments =
        tiled ? qwen_image::encodeTiled(vae, input, tiling, options.onTile) : vae->encode(input);
    const auto raw = generator ? moments.sample(generator) : moments.mean;
    return qwen_image::packLatents(vae->normalise(raw.to(type)));
}

torch::Tensor decodePicture(Networks& networks, const torch::Tensor& packed, Size size,
                            const VaeOptions& options) {
    auto& vae = networks.vae;
    const auto latents = qwen_image::unpackLatents(packed, size.height / 16, size.width / 16);
    const auto raw = vae->denormalise(latents.to(vae->type()));
    const qwen_image::VaeTiling tiling;
    const bool tiled = options.tiled && qwen_image::needsTiles(size.height, size.width, tiling);
    if (!tiled && options.onTile) options.onTile(0, 1);
    const auto pixels = tiled ? qwen_image::decodeTiled(vae, raw, tiling, options.onTile) : vae->decode(raw);
    return pixels.to(at::kFloat).clamp(-1, 1);
}

torch::Tensor sourceChannels(const Networks& networks, Size size, const torch::Tensor& source,
                             const torch::Tensor& mask) {
    const std::int64_t height = size.height / 8, width = size.width / 8;
    const auto device = deviceOf(networks);
    const auto hole = (mask.defined() ? mask : torch::ones({1, 1, height, width})).to(device);
    const auto known =
        (source.defined() ? source : torch::zeros({1, networks.latentChannels(), height, width})).to(device);
    return qwen_image::packLatents(torch::cat({known * (1 - hole), hole}, 1));
}

qwen_image::Conditioning conditioningOf(Networks& networks, Task task, Size size, const torch::Tensor& mask) {
    if (!networks.mpe) return {};
    const auto cells =
        mask.defined() ? mask.squeeze(0).squeeze(0) : torch::ones({size.height / 8, size.width / 8});
    const auto features = qwen_image::mpeFeatures(cells, task).unsqueeze(0);
    const auto operation = torch::tensor({static_cast<std::int64_t>(task)}, at::kLong);
    const auto bias = networks.mpe->forward(features, operation);
    return {bias.tokens.to(networks.computeType), bias.time.to(networks.computeType)};
}

}  // namespace lacuna
