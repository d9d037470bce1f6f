// Scores of a changed picture against the picture it was made from or should have become. Pictures are
// [3, H, W] in [-1, 1], masks [1, H, W] or [H, W] with 1 = may change, all on the CPU.
#pragma once

#include <torch/torch.h>

namespace lacuna::training {

/// Peak signal-to-noise ratio inside the mask, in decibels; the peak is 2, equal pictures give 126.
double psnrInside(const torch::Tensor& picture, const torch::Tensor& truth, const torch::Tensor& mask);

/// How much steeper a picture is across the mask's edge than beside it: the mean squared difference of
/// neighbouring pixels of which one lies in the mask and one outside, divided by that of the parallel pairs
/// one pixel further on either side. About 1 where nothing marks the edge; a constant picture gives 1.
/// Without an edge (empty or full mask) 1.
double seamEnergy(const torch::Tensor& picture, const torch::Tensor& mask);

/// seamEnergy of the picture over that of the truth: 1 = the seam cannot be told from the surroundings.
double seamRatio(const torch::Tensor& picture, const torch::Tensor& truth, const torch::Tensor& mask);

/// Pixels outside the mask, and how many of them are equal as 8-bit values.
struct KeptPixels {
    std::int64_t kept = 0, identical = 0;
};
KeptPixels keptPixels(const torch::Tensor& picture, const torch::Tensor& source, const torch::Tensor& mask);

/// Mean |difference| outside the mask in 8-bit steps (0..255); 0 when there is no outside.
double differenceOutside(const torch::Tensor& picture, const torch::Tensor& source,
                         const torch::Tensor& mask);

}  // namespace lacuna::training
