// A picture changed by an instruction, by models with source conditioning: the picture joins the noise as
// channels, all of it shown, so that every cell knows what it was. Models that look at pictures take edit.h's
// way.
#pragma once

#include "engine/pipeline/inpaint.h"

namespace lacuna {

/// Draws: the noise. @param pixels [1, 3, H, W] of the run's size in [-1, 1].
/// @param kept repaint only a part, putting the rest back each step; draws a sample of its latents first.
/// Null = everything. Errors: those of makeSchedule and firstStep. Throws nn::Cancelled.
Result<DenoiseResult> editFromSource(Networks& networks, const CoreRun& run, const torch::Tensor& pixels,
                                     const InpaintSource* kept = nullptr);

}  // namespace lacuna
