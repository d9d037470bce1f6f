// Draws of indices by weight.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lacuna::training {

/// Some indices, each drawn as often as its weight says.
class WeightedDraw {
  public:
    /// @param weight above 0.
    void add(std::size_t index, double weight) {
        indices_.push_back(index);
        sums_.push_back(total() + weight);
    }
    bool empty() const { return indices_.empty(); }
    double total() const { return sums_.empty() ? 0 : sums_.back(); }
    /// @param uniform in [0, 1). Not empty.
    std::size_t pick(double uniform) const {
        const auto found = std::ranges::upper_bound(sums_, uniform * total());
        return indices_[std::min(std::size_t(found - sums_.begin()), indices_.size() - 1)];
    }

  private:
    std::vector<std::size_t> indices_;
    std::vector<double> sums_;  ///< of the weights up to each index
};

}  // namespace lacuna::training
