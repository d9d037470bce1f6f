// Holes to train filling on: what people paint (a brush's stroke, a box, a lasso, an object) and what
// widening a page leaves (a border).
#pragma once

#include <torch/torch.h>

#include "engine/messages/request.h"
#include "engine/training/posters/random.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

enum class MaskKind : std::uint8_t { Brush, Box, Object, Border, Lasso };
inline constexpr int kMaskKinds = 5;

struct Hole {
    torch::Tensor mask;  ///< [1, height, width] float on the CPU, 1 = generate; never empty, never everything
    Task task = Task::Inpaint;
    Margins outpaint;  ///< Border: pixels outside the kept rectangle
};

/// @param height, width pixels, multiples of 16. An Object hole covers one subject of the scene (a box if it
/// has none).
Hole makeHole(MaskKind kind, const Scene& scene, std::int64_t height, std::int64_t width, Random& random);

}  // namespace lacuna::training
