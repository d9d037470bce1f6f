// See latent_pool.h. Poster number n lies at index n modulo the capacity; step s holds the numbers below
// capacity + s * fresh.
#include "engine/training/latent_pool.h"

#include "engine/models/qwen_image/mpe_source.h"

namespace lacuna::training {

LatentPool::LatentPool(const Atlas& atlas, qwen_image::Vae vae, const LatentPoolOptions& options)
    : atlas_(atlas),
      vae_(std::move(vae)),
      options_(options),
      posters_(std::size_t(wholeGroups(options.capacity))) {}

void LatentPool::moveTo(std::int64_t step) {
    torch::NoGradGuard noGrad;
    const std::int64_t end = wholeGroups(capacity() + step * options_.fresh);
    std::int64_t begin = end - capacity();
    if (added_ >= begin && added_ <= end) begin = added_;
    for (; begin < end; begin += kPosterGroup) add(begin);
    added_ = end;
}

void LatentPool::add(std::int64_t firstNumber) {
    std::vector<Scene> scenes;
    for (std::int64_t i = 0; i < kPosterGroup; ++i) {
        scenes.push_back(sceneOf(Random(options_.seed, std::uint64_t(firstNumber + i)).next(),
                                 options_.aspect, atlas_.names));
    }
    const auto pixels = paintPosters(scenes, options_.width, atlas_);
    std::vector<torch::Tensor> masks;
    std::vector<Hole> holes;
    for (std::int64_t i = 0; i < kPosterGroup; ++i) {
        Random random(options_.seed + 7, std::uint64_t(firstNumber + i));
        const double draw = random.uniform();
        const auto kind = draw < 0.4   ? MaskKind::Border
                          : draw < 0.6 ? MaskKind::Object
                          : draw < 0.8 ? MaskKind::Box
                                       : MaskKind::Brush;
        holes.push_back(makeHole(kind, scenes[std::size_t(i)], pixels.size(2), pixels.size(3), random));
        masks.push_back(holes.back().mask);
    }
    const auto mask = torch::stack(masks);
    const auto latents = vae_->normalise(vae_->encode(pixels).mean.to(torch::kFloat));
    const auto source = vae_->normalise(
        vae_->encode(qwen_image::neutralHole(pixels, mask.to(pixels.device()))).mean.to(torch::kFloat));
    const auto cells = qwen_image::latentMask(mask);
    for (std::int64_t i = 0; i < kPosterGroup; ++i) {
        auto& poster = posters_[std::size_t((firstNumber + i) % capacity())];
        const auto& hole = holes[std::size_t(i)];
        poster = {scenes[std::size_t(i)].seed,
                  latents[i].clone(),
                  source[i].clone(),
                  cells[i].clone(),
                  hole.task,
                  hole.outpaint};
    }
}

}  // namespace lacuna::training
