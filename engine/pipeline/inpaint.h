// A hole in a picture is painted, the rest is kept (QwenImageInpaintPipeline). Outpainting is this on a
// larger canvas; outpaint.h makes that.
#pragma once

#include "engine/pipeline/networks.h"

namespace lacuna {

struct InpaintSource {
    torch::Tensor pixels;  ///< [1, 3, H, W] in [-1, 1], of run.size
    torch::Tensor
        mask;  ///< [1, 1, H, W] in [0, 1], 1 = repaint; models with source conditioning are shown it
    torch::Tensor cells;  ///< [1, 1, h, w]: the mask of latent cells, see KeptLatents::mask
};

/// The published pipeline's latent mask: 0 or 1 at 0.5, then every eighth pixel. [1, 1, h, w].
torch::Tensor nearestCells(const torch::Tensor& mask);

/// The editor's: the largest value among a cell's 8 x 8 pixels, so that nothing that shall change is held
/// back. [1, 1, h, w].
torch::Tensor coveringCells(const torch::Tensor& mask);

/// What is put back after each step. Draws: a sample of the picture's latents, then the noise.
KeptLatents keptLatents(Networks& networks, const CoreRun& run, const InpaintSource& source);

/// The latents that a run starts from: its noise; or, with a source, what keptLatents() draws, which is also
/// put back after each step.
void startFrom(DenoiseInput& input, Networks& networks, const CoreRun& run, const InpaintSource* source);

/// Draws: a sample of the picture's latents, then the noise. After each step the kept cells are put back at
/// the new noise level, at the end as they were.
/// Errors: those of makeSchedule and firstStep. Throws nn::Cancelled.
Result<DenoiseResult> inpaint(Networks& networks, const CoreRun& run, const InpaintSource& source);

}  // namespace lacuna
