// See edit_source.h.
#include "engine/pipeline/edit_source.h"

namespace lacuna {

Result<DenoiseResult> editFromSource(Networks& networks, const CoreRun& run, const torch::Tensor& pixels,
                                     const InpaintSource* kept) {
    LACUNA_TRY(DenoiseInput input, beginRun(networks, run, kept ? run.strength : 1.0));
    startFrom(input, networks, run, kept);
    const auto grid = input.grids.front();
    const auto latents = encodePicture(networks, pixels, std::nullopt, run.encoding, at::kFloat);
    const auto shown = torch::zeros({1, 1, run.size.height / 8, run.size.width / 8});
    input.source = sourceChannels(networks, run.size,
                                  qwen_image::unpackLatents(latents, grid.rows, grid.columns), shown);
    input.conditioning = conditioningOf(networks, Task::Edit, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
