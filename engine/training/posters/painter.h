// Scene to pixels, a batch at a time, in tensors on any device: ground, subjects with shadow, lettering on
// veils, grain.
#pragma once

#include <torch/torch.h>

#include <span>

#include "engine/training/posters/atlas.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// The same scene gives the same poster in whatever batch it is painted; the last bits of its numbers may
/// differ between batches.
/// @param width multiple of 8; the height is width * aspect of the first scene, and all scenes must have that
/// aspect.
/// @return [n, 3, height, width] float in [-1, 1], as the VAE reads it.
torch::Tensor paintPosters(std::span<const Scene> scenes, std::int64_t width, const Atlas& atlas);

/// As PNG wants it. @param image [3, h, w] or [n, 3, h, w] in [-1, 1]. @return [.., h, w, 3] uint8 on the
/// CPU.
torch::Tensor toBytes(const torch::Tensor& image);

}  // namespace lacuna::training
