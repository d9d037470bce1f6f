// See samples.h.
#include "engine/training/finetune/samples.h"

#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"
#include "engine/training/data/buckets.h"
#include "engine/training/png_file.h"
#include "engine/training/posters/painter.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {

Result<SamplePrompts> SamplePrompts::encode(const FinetuneConfig& config, ModelStore& store) {
    const torch::NoGradGuard noGrad;
    SamplePrompts samples;
    const auto& info = store.folder().info;
    const Size shape = info.sizes.empty() ? Size{1, 1} : info.sizes.front();
    samples.size_ = data::bucketOf(shape, config.resolution, std::max(16, info.grid));
    samples.steps_ = config.sampleSteps > 0 ? config.sampleSteps : info.defaults.steps;
    const double scale = config.sampleGuidance >= 0 ? config.sampleGuidance : info.defaults.guidance;
    for (const auto& text : config.samplePrompts) {
        const PromptSource positive{PromptTemplate::TextToImage, text, {}},
            negative{PromptTemplate::TextToImage, " ", {}};
        LACUNA_TRY(const auto embeddings, store.prompts({positive, negative}));
        Guidance guidance;
        guidance.positive = embeddings[0];
        if (scale > 1) guidance.negative = embeddings[1];
        guidance.scale = scale;
        samples.prompts_.push_back(std::move(guidance));
    }
    return samples;
}

Result<std::vector<std::filesystem::path>> SamplePrompts::draw(const FinetuneConfig& config,
                                                               const Networks& given,
                                                               std::int64_t step) const {
    const torch::NoGradGuard noGrad;
    Networks networks = given;
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 0; i < prompts_.size(); ++i) {
        CoreRun run;
        run.size = size_;
        run.steps = steps_;
        run.guidance = prompts_[i];
        run.generator = makeGenerator(i + 1);
        LACUNA_TRY(const auto result, textToImage(networks, run));
        const auto picture = decodePicture(networks, result.latents, size_).to(torch::kCPU);
        files.push_back(config.run.folder /
                        ("sample-" + std::to_string(step) + "-" + std::to_string(i + 1) + ".png"));
        LACUNA_TRY_VOID(writePng(files.back(), toBytes(picture)[0]));
    }
    return files;
}

}  // namespace lacuna::training
