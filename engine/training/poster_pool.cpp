// See poster_pool.h. Poster number n lies at index n modulo the capacity; step s holds the numbers below
// capacity + s * fresh.
#include "engine/training/poster_pool.h"

namespace lacuna::training {

PosterPool::PosterPool(const Atlas& atlas, std::uint64_t seed, std::int64_t width, std::int64_t capacity,
                       std::int64_t fresh)
    : atlas_(atlas),
      seed_(seed),
      width_(width),
      fresh_(fresh),
      posters_(std::size_t(wholeGroups(capacity))) {}

void PosterPool::moveTo(std::int64_t step) {
    const std::int64_t end = wholeGroups(capacity() + step * fresh_);
    std::int64_t begin = end - capacity();
    if (painted_ >= begin && painted_ <= end) begin = painted_;
    for (; begin < end; begin += kPosterGroup) paint(begin);
    painted_ = end;
}

void PosterPool::paint(std::int64_t firstNumber) {
    std::vector<Scene> scenes;
    for (std::int64_t i = 0; i < kPosterGroup; ++i)
        scenes.push_back(sceneOf(Random(seed_, std::uint64_t(firstNumber + i)).next(), 1.5, atlas_.names));
    const auto painted = (paintPosters(scenes, width_, atlas_) * 127.5 + 127.5).round().to(torch::kUInt8);
    for (std::int64_t i = 0; i < kPosterGroup; ++i)
        posters_[std::size_t((firstNumber + i) % capacity())] = painted[i].clone();
}

}  // namespace lacuna::training
