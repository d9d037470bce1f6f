// See poster_pool.h. Poster number n lies at index n modulo the capacity; step s holds the numbers below
// capacity + s * fresh.
#include "engine/training/poster_pool.h"

namespace lacuna::training {

PosterPool::PosterPool(const Atlas& atlas, std::uint64_t seed, std::int64_t width, std::int64_t capacity,
                       std::int64_t fresh, std::int64_t ahead)
    : atlas_(atlas),
      seed_(seed),
      width_(width),
      fresh_(fresh),
      posters_(std::size_t(wholeGroups(capacity))),
      ahead_([this](std::int64_t step) { return painted(endAt(step - 1), endAt(step)); },
             std::size_t(ahead)) {}

void PosterPool::moveTo(std::int64_t step) {
    if (step == step_) return;
    if (step_ >= 0 && step == step_ + 1) {
        put(endAt(step_), ahead_.get(step));
    } else {
        const auto begin = endAt(step) - capacity();
        put(begin, painted(begin, endAt(step)));
    }
    step_ = step;
}

std::vector<torch::Tensor> PosterPool::painted(std::int64_t begin, std::int64_t end) const {
    std::vector<torch::Tensor> posters;
    for (; begin < end; begin += kPosterGroup) {
        std::vector<Scene> scenes;
        for (std::int64_t i = 0; i < kPosterGroup; ++i)
            scenes.push_back(sceneOf(Random(seed_, std::uint64_t(begin + i)).next(), 1.5, atlas_.names));
        const auto group = (paintPosters(scenes, width_, atlas_) * 127.5 + 127.5).round().to(torch::kUInt8);
        for (std::int64_t i = 0; i < kPosterGroup; ++i) posters.push_back(group[i].clone());
    }
    return posters;
}

void PosterPool::put(std::int64_t begin, const std::vector<torch::Tensor>& posters) {
    for (std::size_t i = 0; i < posters.size(); ++i)
        posters_[std::size_t((begin + std::int64_t(i)) % capacity())] = posters[i];
}

}  // namespace lacuna::training
