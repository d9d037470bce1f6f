// Pixels to tensors and back, with the arithmetic of the published pipelines (VaeImageProcessor).
#pragma once

#include <torch/torch.h>

#include "engine/image/view.h"

namespace lacuna {

/// Colour of any format -> [1, 3, H, W] float32 in [-1, 1]: x / 255 * 2 - 1. Alpha is dropped, grey is
/// repeated.
torch::Tensor pictureTensor(ConstView picture);

/// Gray8 -> [1, 1, H, W] float32 in [0, 1].
torch::Tensor maskTensor(ConstView mask);
/// [..., H, W] -> Gray8: 255 above one half, else 0.
Bitmap maskBitmap(const torch::Tensor& mask);

/// [1, >= 3, H, W] in [-1, 1] -> colour: x / 2 + 1/2, clamped, times 255 (65535 for `deep`), half rounded to
/// even. Rgb8 or Rgb16.
Bitmap pictureBitmap(const torch::Tensor& pixels, bool deep = false);

/// [H, W, 3] uint8 -> Rgb8.
Bitmap bytesBitmap(const torch::Tensor& rgb);

}  // namespace lacuna
