// See image_to_image.h.
#include "engine/pipeline/image_to_image.h"

#include "engine/sampling/euler.h"

namespace lacuna {

Result<DenoiseResult> imageToImage(Networks& networks, const CoreRun& run, const torch::Tensor& pixels) {
    LACUNA_TRY(DenoiseInput input, beginRun(networks, run, run.strength));
    const auto clean = encodePicture(networks, pixels, run.generator, run.encoding, run.latentType);
    input.latents = addNoise(clean, packedNoise(networks, run), input.schedule.sigmas.front());
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
