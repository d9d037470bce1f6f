// Pictures as models and files spoil them: a judge that was taught on clean posters alone would take blur for
// another subject.
#pragma once

#include <torch/torch.h>

#include "engine/training/posters/random.h"

namespace lacuna::training {

/// What JPEG takes away: 8 x 8 cosine transform (ITU T.81, annex A.3.3), coefficients rounded to multiples
/// that grow with frequency, and back. No chroma subsampling.
/// @param pictures [N, 3, H, W] in [-1, 1]; sides are padded to multiples of 8 inside.
/// @param strength 0 = fine (2 grey levels) .. 1 = coarse (40 grey levels at the highest frequency).
torch::Tensor blockCompressed(const torch::Tensor& pictures, double strength);

/// Gaussian blur of `sigma` pixels, edges repeated.
torch::Tensor blurred(const torch::Tensor& pictures, double sigma);

/// Each of blur, loss of resolution, block compression, noise, and a shift of brightness, contrast and colour
/// by chance, the same for the whole batch but for the noise; one batch in five stays as it is.
/// @return in [-1, 1]
torch::Tensor degraded(const torch::Tensor& pictures, Random& random);

}  // namespace lacuna::training
