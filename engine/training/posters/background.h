// Grounds of posters as formulas over the page's coordinates, a batch at a time, on any device.
#pragma once

#include <torch/torch.h>

#include <span>

#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// @param scenes all of one background family. @return [n, 3, height, width] float, 0..1, on `device`.
torch::Tensor paintBackground(std::span<const Scene* const> scenes, std::int64_t height, std::int64_t width,
                              torch::Device device);

}  // namespace lacuna::training
