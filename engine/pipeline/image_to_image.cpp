// See image_to_image.h.
#include "engine/pipeline/image_to_image.h"

#include "engine/sampling/euler.h"

namespace lacuna {

Result<DenoiseResult> imageToImage(Networks& networks, const CoreRun& run, const torch::Tensor& pixels) {
    DenoiseInput input;
    input.grids = {gridOf(run.size)};
    LACUNA_TRY(const FlowSchedule whole,
               makeSchedule(networks.scheduler, run.steps, input.grids.front().tokens()));
    LACUNA_TRY(const int first, firstStep(run.steps, run.strength));
    input.schedule = whole.after(first);
    const auto clean = encodePicture(networks, pixels, run.generator, run.encoding, run.latentType);
    input.latents = addNoise(clean, packedNoise(networks, run), input.schedule.sigmas.front());
    input.guidance = run.guidance;
    input.computeType = networks.computeType;
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
