// See flow_batch.h.
#include "engine/training/flow_batch.h"

#include <cmath>

#include "engine/models/qwen_image/mpe_source.h"
#include "engine/sampling/schedule.h"
#include "engine/training/posters/caption.h"

namespace lacuna::training {
namespace {

/// Standard normal (Box and Muller), from our own random numbers.
double normal(Random& random) {
    const double u = 1 - random.uniform(), v = random.uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

/// One length for a batch: mixed lengths would all be padded to the longest.
CaptionLength captionLength(Random& random) {
    const double draw = random.uniform();
    return draw < 0.3 ? CaptionLength::Short : draw < 0.8 ? CaptionLength::Medium : CaptionLength::Long;
}

std::string captionFor(const LatentPoster& poster, double aspect, const AtlasNames& names,
                       CaptionLength length, Random& random) {
    const auto language = random.chance(0.5) ? CaptionLanguage::English : CaptionLanguage::Chinese;
    return captionOf(sceneOf(poster.sceneSeed, aspect, names), names, language, length);
}

}  // namespace

torch::Tensor drawSigmas(std::int64_t count, double mu, Random& random) {
    std::vector<float> sigmas;
    for (std::int64_t i = 0; i < count; ++i) {
        const double s = 1 / (1 + std::exp(-normal(random)));
        sigmas.push_back(float(std::exp(mu) / (std::exp(mu) + 1 / s - 1)));
    }
    return torch::tensor(sigmas);
}

FlowBatch makeFlowBatch(const LatentPool& pool, const AtlasNames& names,
                        const qwen_image::SchedulerConfig& scheduler, const TaskMix& mix, std::int64_t count,
                        double aspect, std::uint64_t seed, std::uint64_t number, torch::Device device) {
    Random random(seed + 3, number);
    const auto length = captionLength(random);
    FlowBatch batch;
    std::vector<torch::Tensor> clean, source, holes, features;
    std::vector<std::int64_t> operations;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& poster = pool.poster(random.below(std::size_t(pool.capacity())));
        Task task = Task::TextToImage;
        if (const double draw = random.uniform(); draw < mix.holes) {
            task = poster.holeTask;
        } else if (draw < mix.holes + mix.imageToImage) {
            task = Task::ImageToImage;
        }
        const bool holed = task == Task::Inpaint || task == Task::Outpaint;
        clean.push_back(poster.latents);
        source.push_back(holed ? poster.source : torch::zeros_like(poster.source));
        holes.push_back(holed ? poster.mask : torch::ones_like(poster.mask));
        features.push_back(qwen_image::mpeFeatures(holes.back()[0], task));
        operations.push_back(std::int64_t(task));
        const auto caption = captionFor(poster, aspect, names, length, random);
        batch.input.prompts.push_back(
            random.chance(mix.noPrompt) ? " " : qwen_image::operationPrefix(task, poster.outpaint) + caption);
    }
    const auto x0 = torch::stack(clean).to(device);
    auto generator = at::detail::createCPUGenerator(random.next());
    const auto noise = torch::randn(x0.sizes(), generator).to(device);
    const double mu = scheduleShift(scheduler, x0.size(2) * x0.size(3) / 4);
    batch.input.sigma = drawSigmas(count, mu, random).to(device);
    const auto sigma = batch.input.sigma.view({-1, 1, 1, 1});
    batch.hole = torch::stack(holes).to(device);
    batch.input.latents =
        qwen_image::joinSource((1 - sigma) * x0 + sigma * noise, torch::stack(source), batch.hole);
    batch.input.features = torch::stack(features);
    batch.input.operations = torch::tensor(operations);
    batch.target = noise - x0;
    batch.weight = batch.hole + mix.keptWeight * (1 - batch.hole);
    return batch;
}

Losses flowLosses(const torch::Tensor& velocity, const FlowBatch& batch) {
    const auto square = (velocity.to(torch::kFloat) - batch.target).pow(2).mean(1, true);  // [B, 1, h, w]
    const auto kept = 1 - batch.hole;
    const auto plain = square.detach();
    return {{"loss", (batch.weight * square).sum() / batch.weight.sum()},
            {"generated", (plain * batch.hole).sum() / batch.hole.sum().clamp_min(1)},
            {"kept", (plain * kept).sum() / kept.sum().clamp_min(1)}};
}

}  // namespace lacuna::training
