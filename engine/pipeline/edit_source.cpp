// See edit_source.h.
#include "engine/pipeline/edit_source.h"

#include "engine/sampling/euler.h"

namespace lacuna {

Result<DenoiseResult> editFromSource(Networks& networks, const CoreRun& run, const torch::Tensor& pixels,
                                     const InpaintSource* kept) {
    DenoiseInput input;
    const auto grid = gridOf(run.size);
    input.grids = {grid};
    LACUNA_TRY(const FlowSchedule whole, makeSchedule(networks.scheduler, run.steps, grid.tokens()));
    LACUNA_TRY(const int first, firstStep(run.steps, kept ? run.strength : 1.0));
    input.schedule = whole.after(first);
    if (kept) {
        input.kept = keptLatents(networks, run, *kept);
        input.latents = addNoise(input.kept->clean, input.kept->noise, input.schedule.sigmas.front());
    } else {
        input.latents = packedNoise(networks, run);
    }
    input.guidance = run.guidance;
    input.computeType = networks.computeType;
    const auto latents = encodePicture(networks, pixels, std::nullopt, run.encoding, at::kFloat);
    const auto shown = torch::zeros({1, 1, run.size.height / 8, run.size.width / 8});
    input.source = sourceChannels(networks, run.size,
                                  qwen_image::unpackLatents(latents, grid.rows, grid.columns), shown);
    input.conditioning = conditioningOf(networks, Task::Edit, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
