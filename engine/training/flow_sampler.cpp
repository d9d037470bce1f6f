// Sampling for flow_trainer.h: the editor's own pipeline cores over a model that is still in training.
#include "engine/models/qwen_image/mpe_source.h"
#include "engine/pipeline/edit_source.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/png_file.h"
#include "engine/training/posters/caption.h"
#include "engine/training/posters/edits.h"
#include "engine/training/posters/masks.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {
namespace {

CoreRun coreRun(DraftModel& model, Task task, const std::string& prompt, Size size, int steps,
                double guidance, std::uint64_t seed) {
    CoreRun run;
    run.task = task;
    run.size = size;
    run.steps = steps;
    const std::vector<std::string> positive{prompt}, negative{" "};
    run.guidance.positive = model.readPrompts(positive);
    if (guidance > 1) run.guidance.negative = model.readPrompts(negative);
    run.guidance.scale = guidance;
    run.generator = makeGenerator(seed);
    return run;
}

}  // namespace

Networks networksOf(DraftModel& model, qwen_image::Vae vae) {
    Networks networks;
    networks.transformer = model.transformer;
    networks.vae = std::move(vae);
    networks.scheduler = model.scheduler;
    networks.mpe = model.mpe;
    networks.sourceConditioning = true;
    return networks;
}

Result<torch::Tensor> sampleTextToImage(DraftModel& model, const Networks& given, const std::string& prompt,
                                        Size size, int steps, double guidance, std::uint64_t seed) {
    torch::NoGradGuard noGrad;
    Networks networks = given;
    LACUNA_TRY(const auto result,
               textToImage(networks, coreRun(model, Task::TextToImage, prompt, size, steps, guidance, seed)));
    return decodePicture(networks, result.latents, size).to(torch::kCPU);
}

Result<void> drawSampleSheet(const FlowRunConfig& config, DraftModel& model, qwen_image::Vae vae,
                             const Atlas& atlas, std::int64_t width, const std::string& name) {
    torch::NoGradGuard noGrad;
    Networks networks = networksOf(model, std::move(vae));
    std::vector<Scene> scenes;
    for (std::uint64_t i = 0; i < 8; ++i)
        scenes.push_back(sceneOf(Random(config.run.seed + 1234, i).next(), config.aspect, atlas.names));
    const auto real = paintPosters(scenes, width, atlas).to(torch::kCPU);
    const Size size{int(real.size(3)), int(real.size(2))};
    std::vector<torch::Tensor> pictures;
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        const auto language = i % 2 ? CaptionLanguage::Chinese : CaptionLanguage::English;
        const auto caption = captionOf(scenes[i], atlas.names, language, CaptionLength::Medium);
        LACUNA_TRY(auto picture, sampleTextToImage(model, networks, caption, size, config.sampleSteps,
                                                   config.sampleGuidance, i + 1));
        pictures.push_back(std::move(picture));
    }
    // The next row: each poster with its hole, then what the model fills in.
    for (std::size_t i = 0; i < 4; ++i) {
        Random random(config.run.seed + 55, i);
        const auto hole =
            makeHole(i % 2 ? MaskKind::Object : MaskKind::Border, scenes[i], size.height, size.width, random);
        const auto mask = hole.mask.unsqueeze(0);
        const auto caption =
            captionOf(scenes[i], atlas.names, CaptionLanguage::English, CaptionLength::Medium);
        const auto run =
            coreRun(model, hole.task, qwen_image::operationPrefix(hole.task, hole.outpaint) + caption, size,
                    config.sampleSteps, config.sampleGuidance, i + 1);
        const auto pixels = real.slice(0, std::int64_t(i), std::int64_t(i) + 1);
        LACUNA_TRY(const auto result, inpaint(networks, run, {pixels, mask, coveringCells(mask)}));
        pictures.push_back(qwen_image::neutralHole(pixels, mask));
        pictures.push_back(decodePicture(networks, result.latents, size).to(torch::kCPU));
    }
    // The last row: each poster, then its edit.
    for (std::size_t i = 0, shown = 0; i < 4 * scenes.size() && shown < 4; ++i) {
        Random random(config.run.seed + 56, i);
        const auto edit = editOf(scenes[i % scenes.size()], EditKind(i % kEditKinds), random, atlas.names);
        if (!edit) continue;
        const auto before = paintPosters({&edit->before, 1}, width, atlas);
        const auto words = qwen_image::operationPrefix(Task::Edit, {}) +
                           (shown % 2 ? edit->instruction.chinese : edit->instruction.english);
        const auto run =
            coreRun(model, Task::Edit, words, size, config.sampleSteps, config.sampleGuidance, ++shown);
        LACUNA_TRY(const auto result, editFromSource(networks, run, before));
        pictures.push_back(before);
        pictures.push_back(decodePicture(networks, result.latents, size).to(torch::kCPU));
    }
    while (pictures.size() % 8) pictures.push_back(torch::zeros_like(pictures.front()));
    return writePng(config.run.folder / ("sample-" + name + ".png"), contactSheet(torch::cat(pictures), 8));
}

}  // namespace lacuna::training
