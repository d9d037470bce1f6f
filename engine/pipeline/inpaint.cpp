// See inpaint.h.
#include "engine/pipeline/inpaint.h"

#include "engine/models/qwen_image/mpe_source.h"
#include "engine/sampling/euler.h"

namespace lacuna {

torch::Tensor nearestCells(const torch::Tensor& mask) {
    return (mask >= 0.5)
        .to(at::kFloat)
        .slice(2, 0, mask.size(2), 8)
        .slice(3, 0, mask.size(3), 8)
        .contiguous();
}

torch::Tensor coveringCells(const torch::Tensor& mask) {
    return at::max_pool2d(mask.to(at::kFloat), {8, 8});
}

KeptLatents keptLatents(Networks& networks, const CoreRun& run, const InpaintSource& source) {
    KeptLatents kept;
    kept.clean = encodePicture(networks, source.pixels, run.generator, run.encoding, run.latentType);
    kept.noise = packedNoise(networks, run);
    kept.mask = qwen_image::packLatents(source.cells.expand({-1, networks.latentChannels(), -1, -1}))
                    .to(kept.clean.device());
    return kept;
}

void startFrom(DenoiseInput& input, Networks& networks, const CoreRun& run, const InpaintSource* source) {
    if (!source) {
        input.latents = packedNoise(networks, run);
        return;
    }
    input.kept = keptLatents(networks, run, *source);
    input.latents = addNoise(input.kept->clean, input.kept->noise, input.schedule.sigmas.front());
}

Result<DenoiseResult> inpaint(Networks& networks, const CoreRun& run, const InpaintSource& source) {
    LACUNA_TRY(DenoiseInput input, beginRun(networks, run, run.strength));
    startFrom(input, networks, run, &source);
    const auto hole = (source.cells > 0).to(at::kFloat);
    if (networks.sourceConditioning) {
        const auto shown = qwen_image::neutralHole(source.pixels, source.mask);
        const auto latents = encodePicture(networks, shown, std::nullopt, run.encoding, at::kFloat);
        const auto grid = input.grids.front();
        input.source = sourceChannels(networks, run.size,
                                      qwen_image::unpackLatents(latents, grid.rows, grid.columns), hole);
    }
    input.conditioning = conditioningOf(networks, run.task, run.size, hole);
    return denoise(networks.transformer, input, run.onStep, run.cancel);
}

}  // namespace lacuna
