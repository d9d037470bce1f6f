// See text_to_image.h.
#include "engine/pipeline/text_to_image.h"

namespace lacuna {

Result<DenoiseResult> textToImage(Networks& networks, const CoreRun& run) {
    DenoiseInput input;
    input.grids = {gridOf(run.size)};
    LACUNA_TRY(input.schedule, makeSchedule(networks.scheduler, run.steps, input.grids.front().tokens()));
    input.latents = packedNoise(networks, run);
    input.guidance = run.guidance;
    input.computeType = networks.computeType;
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
