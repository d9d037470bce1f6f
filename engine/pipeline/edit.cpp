// See edit.h.
#include "engine/pipeline/edit.h"

#include "engine/image/convert.h"
#include "engine/image/inpaint_plan.h"
#include "engine/image/resample.h"
#include "engine/pipeline/pictures.h"

namespace lacuna {

ReferencePicture editReference(const Image& picture, std::int64_t area) {
    const Size size = sizeForArea(area, double(picture.width()) / picture.height());
    const Image scaled = resized(converted(picture, PixelFormat::Rgb8), size).freeze();
    return {scaled, pictureTensor(scaled)};
}

Result<DenoiseResult> edit(Networks& networks, const CoreRun& run, std::span<const torch::Tensor> references,
                           const InpaintSource* source) {
    LACUNA_TRY(DenoiseInput input, beginRun(networks, run, source ? run.strength : 1.0));
    std::vector<torch::Tensor> tokens;
    for (const auto& reference : references) {
        tokens.push_back(encodePicture(networks, reference, std::nullopt, run.encoding, run.latentType));
        input.grids.push_back(gridOf({int(reference.size(3)), int(reference.size(2))}));
    }
    input.references = torch::cat(tokens, 1);
    startFrom(input, networks, run, source);
    if (networks.sourceConditioning) input.source = sourceChannels(networks, run.size);
    input.conditioning = conditioningOf(networks, run.task, run.size);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
