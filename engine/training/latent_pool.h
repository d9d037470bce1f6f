// Encoded posters kept at hand for flow training: latents once encoded serve many steps, and a few new
// posters join each step, so that neither painting nor encoding starves the trainer. What the pool holds at a
// step depends on that step's number alone.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "engine/models/qwen_image/vae.h"
#include "engine/training/poster_pool.h"
#include "engine/training/posters/masks.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {

/// One poster as the trainer sees it.
struct LatentPoster {
    std::uint64_t sceneSeed = 0;
    torch::Tensor latents;  ///< [16, h, w] normalised, float32
    torch::Tensor source;   ///< [16, h, w] of the poster with its hole in mid-grey
    torch::Tensor mask;     ///< [1, h, w] latent cells, 1 = generate
    Task holeTask = Task::Inpaint;
    Margins outpaint;  ///< pixels
};

struct LatentPoolOptions {
    std::uint64_t seed = 1;
    std::int64_t width = 128;  ///< of the posters
    double aspect = 1.5;       ///< height / width
    std::int64_t capacity = 1024;
    std::int64_t fresh = 2;  ///< new posters a step
};

class LatentPool {
  public:
    LatentPool(const Atlas& atlas, qwen_image::Vae vae, const LatentPoolOptions& options);
    /// Paints and encodes what step `step` has more than the last step asked for (everything, when it is not
    /// a later one nearby).
    void moveTo(std::int64_t step);
    const LatentPoster& poster(std::int64_t index) const { return posters_[std::size_t(index)]; }
    std::int64_t capacity() const { return std::int64_t(posters_.size()); }

  private:
    void add(std::int64_t firstNumber);

    const Atlas& atlas_;
    qwen_image::Vae vae_;
    LatentPoolOptions options_;
    std::int64_t added_ = -1;
    std::vector<LatentPoster> posters_;
};

}  // namespace lacuna::training
