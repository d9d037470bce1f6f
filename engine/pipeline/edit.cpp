// See edit.h.
#include "engine/pipeline/edit.h"

#include "engine/image/convert.h"
#include "engine/image/inpaint_plan.h"
#include "engine/image/resample.h"
#include "engine/pipeline/pictures.h"
#include "engine/sampling/euler.h"

namespace lacuna {

ReferencePicture editReference(const Image& picture, std::int64_t area) {
    const Size size = sizeForArea(area, double(picture.width()) / picture.height());
    const Image scaled = resized(converted(picture, PixelFormat::Rgb8), size).freeze();
    return {scaled, pictureTensor(scaled)};
}

Result<DenoiseResult> edit(Networks& networks, const CoreRun& run, std::span<const torch::Tensor> references,
                           const InpaintSource* source) {
    DenoiseInput input;
    input.grids = {gridOf(run.size)};
    LACUNA_TRY(const FlowSchedule whole,
               makeSchedule(networks.scheduler, run.steps, input.grids.front().tokens()));
    LACUNA_TRY(const int first, firstStep(run.steps, source ? run.strength : 1.0));
    input.schedule = whole.after(first);

    std::vector<torch::Tensor> tokens;
    for (const auto& reference : references) {
        tokens.push_back(encodePicture(networks, reference, std::nullopt, run.encoding, run.latentType));
        input.grids.push_back(gridOf({int(reference.size(3)), int(reference.size(2))}));
    }
    input.references = torch::cat(tokens, 1);
    if (source) {
        input.kept = keptLatents(networks, run, *source);
        input.latents = addNoise(input.kept->clean, input.kept->noise, input.schedule.sigmas.front());
    } else {
        input.latents = packedNoise(networks, run);
    }
    input.guidance = run.guidance;
    input.computeType = networks.computeType;
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
