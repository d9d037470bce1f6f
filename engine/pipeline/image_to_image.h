// A picture that starts from another one (QwenImageImg2ImgPipeline).
#pragma once

#include "engine/pipeline/networks.h"

namespace lacuna {

/// Draws: a sample of the picture's latents, then the noise. The strength decides how much of the schedule is
/// run.
/// @param pixels [1, 3, H, W] in [-1, 1], of run.size.
/// Errors: those of makeSchedule and firstStep. Throws nn::Cancelled.
Result<DenoiseResult> imageToImage(Networks& networks, const CoreRun& run, const torch::Tensor& pixels);

}  // namespace lacuna
