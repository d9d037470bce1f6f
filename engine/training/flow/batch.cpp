// See batch.h.
#include "engine/training/flow/batch.h"

#include <cmath>

#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/mpe_source.h"
#include "engine/sampling/schedule.h"

namespace lacuna::training {
namespace {

/// Cells whose mean stands for what is seen there.
constexpr std::int64_t kMeaningCells = 4;

/// Standard normal (Box and Muller), from our own random numbers.
double normal(Random& random) {
    const double u = 1 - random.uniform(), v = random.uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

/// One length for a batch: mixed lengths would all be padded to the longest.
std::size_t captionLength(Random& random) {
    const double draw = random.uniform();
    return draw < 0.3 ? 0 : draw < 0.75 ? 1 : 2;
}

/// What one sample contributes to each of a batch's tensors.
struct Rows {
    std::vector<torch::Tensor> clean, source, hidden, keep, lettering, features;
    std::vector<float> refines;     ///< 1 = starts from its source
    std::vector<float> keepWeight;  ///< of cells that must stay, in the loss
    std::vector<std::int64_t> operations;
};

void addOwnTask(Rows& rows, const LatentGroup& group, std::int64_t i) {
    rows.source.push_back(group.sources[i]);
    rows.hidden.push_back(group.hidden[i]);
    rows.keep.push_back(group.unchanged[i]);
    rows.features.push_back(group.features[i]);
}

void addTextToImage(Rows& rows, const LatentGroup& group, std::int64_t i, const torch::Tensor& features) {
    rows.source.push_back(torch::zeros_like(group.latents[i]));
    rows.hidden.push_back(torch::ones_like(group.hidden[i]));
    rows.keep.push_back(torch::zeros_like(group.hidden[i]));
    rows.features.push_back(features);
}

torch::Tensor coarse(const torch::Tensor& cells) {
    return torch::avg_pool2d(cells, kMeaningCells, kMeaningCells, 0, true);
}

/// Of the batches of one page size: P(real | bucket), where P(bucket) is the mixture that makeFlowBatch draws
/// from.
double realShareOf(std::size_t bucket, const LatentPool& pool, const RealShare& real) {
    const double pictures = real.share * real.pool->share(bucket);
    const double painted = (1 - real.share) * double(pool.groupsOf(bucket).size()) / double(pool.size());
    return pictures / (pictures + painted);
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

torch::Tensor seededNormal(at::IntArrayRef sizes, std::uint64_t seed, torch::Device device) {
    if (device.is_cpu()) {
        auto generator = at::detail::createCPUGenerator(seed);
        return torch::randn(sizes, generator);
    }
    auto generator = at::globalContext().defaultGenerator(device);
    {
        const std::lock_guard lock(generator.mutex());  // the draw itself takes it again
        generator.set_current_seed(seed);
    }
    return torch::randn(sizes, generator, torch::TensorOptions().device(device));
}

FlowBatch makeFlowBatch(const LatentPool& pool, const qwen_image::SchedulerConfig& scheduler,
                        const TaskMix& mix, std::int64_t count, std::uint64_t seed, std::uint64_t number,
                        torch::Device device, const RealShare& real) {
    torch::NoGradGuard noGrad;
    Random random(seed + 3, number);
    const auto length = captionLength(random);
    const bool mixed = real.pool && real.share > 0;
    const auto bucket = mixed && random.chance(real.share)
                            ? real.pool->drawBucket(random)
                            : pool.group(std::size_t(random.below(pool.size()))).bucket;
    const auto& groups = pool.groupsOf(bucket);
    const double realShare = mixed ? realShareOf(bucket, pool, real) : 0;
    torch::Tensor plain;  // features of text to image
    const TokenRow empty = pool.source().emptyPrompt();
    FlowBatch batch;
    Rows rows;
    for (std::int64_t n = 0; n < count; ++n) {
        const bool isReal = mixed && random.chance(realShare);
        const LatentGroup& group = isReal ? real.pool->draw(bucket, random) : *random.pick(groups);
        batch.real += isReal;
        const auto i = random.below(group.tasks.size());
        const bool fromText = random.chance(mix.textToImage);
        const Task task = fromText ? Task::TextToImage : group.tasks[std::size_t(i)];
        rows.clean.push_back(group.latents[i]);
        rows.lettering.push_back(group.lettering[i]);
        if (fromText) {
            if (!plain.defined()) {
                const auto cells = torch::ones({group.hidden.size(2), group.hidden.size(3)});
                plain = qwen_image::mpeFeatures(cells, Task::TextToImage).to(device);
            }
            addTextToImage(rows, group, i, plain);
        } else {
            addOwnTask(rows, group, i);
        }
        rows.refines.push_back(task == Task::ImageToImage ? 1.0f : 0.0f);
        const bool hole = task == Task::Inpaint || task == Task::Outpaint;
        rows.keepWeight.push_back(hole ? float(mix.keptWeight) : 1.0f);
        rows.operations.push_back(std::int64_t(task));
        const auto& words = (fromText ? group.captions : group.instructions)[std::size_t(i)];
        const auto language = std::size_t(random.below(kCaptionLanguages));
        batch.input.tokens.push_back(random.chance(mix.noPrompt) ? empty : words[length][language]);
    }
    const auto column = [&](const torch::Tensor& values) { return values.to(device).view({-1, 1, 1, 1}); };
    batch.clean = torch::stack(rows.clean);
    const auto noise = seededNormal(batch.clean.sizes(), random.next(), device);
    const auto source = torch::stack(rows.source), hidden = torch::stack(rows.hidden);
    const auto drawn =
        drawSigmas(count, scheduleShift(scheduler, batch.clean.size(2) * batch.clean.size(3) / 4), random);
    std::vector<float> strengths;
    for (std::int64_t n = 0; n < count; ++n) strengths.push_back(float(random.uniform(mix.strengthLeast, 1)));

    // From text: x_t = (1 - t) x_0 + t e, so strength 1 with no rough picture is the same formula.
    const auto refines = column(torch::tensor(rows.refines));
    const auto strength = 1 - refines + refines * column(torch::tensor(strengths));
    const auto sigma = column(drawn) * strength;
    const auto begin = (1 - strength) * source * refines + strength * noise;  // x at t = strength
    batch.input.sigma = sigma.flatten();
    batch.noisy = batch.clean + sigma / strength * (begin - batch.clean);
    batch.target = (begin - batch.clean) / strength;
    batch.input.latents = qwen_image::joinSource(batch.noisy, source, hidden);
    batch.input.features = torch::stack(rows.features);
    batch.input.operations = torch::tensor(rows.operations);
    batch.keep = torch::stack(rows.keep);
    batch.weight = (1 - (1 - column(torch::tensor(rows.keepWeight))) * batch.keep) *
                   (1 + (mix.letteringWeight - 1) * torch::stack(rows.lettering));
    batch.meaning = torch::maximum(batch.keep, refines.expand_as(batch.keep));
    batch.addUp();
    return batch;
}

void FlowBatch::addUp() {
    weightSum = weight.sum();
    meaningSum = coarse(meaning).sum().clamp_min(1);
    whole = clean.size(0);
}

FlowBatch FlowBatch::partOf(std::int64_t rank, std::int64_t world) const {
    if (world == 1) return *this;
    const auto count = whole / world, first = rank * count;
    FlowBatch part = *this;
    for (torch::Tensor* rows :
         {&part.target, &part.noisy, &part.clean, &part.weight, &part.keep, &part.meaning,
          &part.input.latents, &part.input.sigma, &part.input.features, &part.input.operations})
        *rows = rows->narrow(0, first, count);
    part.input.tokens = {input.tokens.begin() + first, input.tokens.begin() + first + count};
    part.weightSum = weightSum / double(world);
    part.meaningSum = meaningSum / double(world);
    return part;
}

Losses flowLosses(const torch::Tensor& velocity, const FlowBatch& batch, double meaningWeight) {
    const auto v = velocity.to(torch::kFloat);
    const auto square = (v - batch.target).pow(2).mean(1, true);  // [B, 1, h, w]
    const auto flow = (batch.weight * square).sum() / batch.weightSum;

    const auto sigma = batch.input.sigma.view({-1, 1, 1, 1});
    const auto cosine = torch::cosine_similarity(coarse((batch.noisy - sigma * v) * batch.meaning),
                                                 coarse(batch.clean * batch.meaning), 1);
    const auto meaning = (coarse(batch.meaning).squeeze(1) * (1 - cosine)).sum() / batch.meaningSum;

    const auto plain = square.detach(), made = 1 - batch.keep;
    return {{"loss", flow + meaningWeight * meaning},
            {"reconstruction", (plain * made).sum() / made.sum().clamp_min(1)},
            {"consistency", (plain * batch.keep).sum() / batch.keep.sum().clamp_min(1)},
            {"meaning", meaning.detach()}};
}

}  // namespace lacuna::training
