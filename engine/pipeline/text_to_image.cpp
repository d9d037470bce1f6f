// See text_to_image.h.
#include "engine/pipeline/text_to_image.h"

namespace lacuna {

Result<DenoiseResult> textToImage(Networks& networks, const CoreRun& run) {
    LACUNA_TRY(DenoiseInput input, beginRun(networks, run, 1.0));
    input.latents = packedNoise(networks, run);
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
