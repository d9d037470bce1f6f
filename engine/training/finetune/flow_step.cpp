// See flow_step.h.
#include "engine/training/finetune/flow_step.h"

#include "engine/models/qwen_image/mpe_source.h"
#include "engine/sampling/schedule.h"
#include "engine/training/flow/batch.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

constexpr double kLeastLevel = 1e-3;  // the training schedule's last one, 1 of 1000

qwen_image::Conditioning conditioning(Networks& networks, const torch::Tensor& hole) {
    if (!networks.mpe) return {};
    const auto features = qwen_image::mpeFeatures(hole[0][0].to(torch::kCPU), Task::TextToImage);
    const auto count = hole.size(0);
    const auto operations = torch::full({count}, std::int64_t(Task::TextToImage), torch::kLong);
    const auto bias = networks.mpe(features.unsqueeze(0).expand({count, -1, -1}), operations);
    return {bias.tokens, bias.time};
}

}  // namespace

double noiseLevel(NoiseLevels kind, double mu, std::uint64_t seed, std::uint64_t number) {
    Random random(seed + 31, number);
    if (kind == NoiseLevels::Uniform) return std::max(kLeastLevel, random.uniform());
    return drawSigmas(1, kind == NoiseLevels::Shifted ? mu : 0.0, random).item<double>();
}

Losses FlowStep::losses(const EncodedBatch& batch) const {
    const auto device = config.run.device;
    const auto x0 = batch.latents.to(device);
    const auto count = x0.size(0), rows = x0.size(2) / 2, columns = x0.size(3) / 2;
    const double mu = scheduleShift(networks.scheduler, rows * columns);
    std::vector<torch::Tensor> noises;
    std::vector<float> levels;
    for (const auto number : batch.numbers) {
        auto generator = at::detail::createCPUGenerator(Random(config.run.seed + 37, number).next());
        noises.push_back(torch::randn(x0.sizes().slice(1), generator));
        levels.push_back(float(noiseLevel(config.noise, mu, config.run.seed, number)));
    }
    const auto noise = torch::stack(noises).to(device), sigma = torch::tensor(levels).to(device);
    const auto level = sigma.view({-1, 1, 1, 1});
    auto noisy = (1 - level) * x0 + level * noise;

    const Autocast autocast(config.run.bfloat16, device);
    qwen_image::TransformerInput in;
    if (networks.sourceConditioning || networks.mpe) {
        const auto hole = torch::ones({count, 1, x0.size(2), x0.size(3)}, x0.options());
        in.conditioning = conditioning(networks, hole);
        if (networks.sourceConditioning) noisy = qwen_image::joinSource(noisy, torch::zeros_like(x0), hole);
    }
    in.latents = qwen_image::packLatents(noisy);
    in.text = batch.text.to(device);
    in.textMask = batch.mask.to(device);
    in.timestep = sigma;
    in.grids = {{1, rows, columns}};
    qwen_image::ForwardOptions options;
    options.recompute = config.recompute;
    const auto velocity = networks.transformer->forward(in, options).to(torch::kFloat);
    const auto target = qwen_image::packLatents(noise - x0);
    return {{"loss", (velocity - target).pow(2).mean()}};
}

}  // namespace lacuna::training
