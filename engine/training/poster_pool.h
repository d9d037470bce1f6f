// Painted posters kept at hand, renewed a few at a time: painting never starves the trainer, and what the
// pool holds at a step depends on that step's number alone.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "engine/training/posters/painter.h"
#include "engine/training/posters/random.h"
#include "engine/training/prefetch.h"

namespace lacuna::training {

/// Posters are painted in fixed groups: the last bits of a poster's numbers depend on the batch it is
/// computed in, and a resumed run must see the same bits.
inline constexpr std::int64_t kPosterGroup = 16;
inline std::int64_t wholeGroups(std::int64_t posters) {
    return (posters + kPosterGroup - 1) / kPosterGroup * kPosterGroup;
}

class PosterPool {
  public:
    /// @param width of the posters, height 1.5 times that. @param capacity posters kept as bytes. @param
    /// fresh posters painted a step. @param ahead steps whose posters are painted before they are asked for.
    PosterPool(const Atlas& atlas, std::uint64_t seed, std::int64_t width, std::int64_t capacity,
               std::int64_t fresh, std::int64_t ahead = 0);

    /// Paints what step `step` has more than the last step asked for (everything, when it is not the next
    /// one).
    void moveTo(std::int64_t step);
    /// [3, height, width] uint8 on the atlas' device; index 0..capacity-1.
    const torch::Tensor& poster(std::int64_t index) const { return posters_[std::size_t(index)]; }
    std::int64_t capacity() const { return std::int64_t(posters_.size()); }

  private:
    /// Posters that the pool has had in all at `step`.
    std::int64_t endAt(std::int64_t step) const { return wholeGroups(capacity() + step * fresh_); }
    std::vector<torch::Tensor> painted(std::int64_t begin, std::int64_t end) const;
    void put(std::int64_t begin, const std::vector<torch::Tensor>& posters);

    const Atlas& atlas_;
    std::uint64_t seed_;
    std::int64_t width_, fresh_;
    std::int64_t step_ = -1;
    std::vector<torch::Tensor> posters_;
    Prefetch<std::vector<torch::Tensor>> ahead_;
};

}  // namespace lacuna::training
