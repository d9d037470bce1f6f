// Whole runs of the published pipelines, step by step: from prompt and pictures to the latents after each
// step and the final picture.
#include <memory>

#include "app/parity/cases.h"
#include "engine/models/qwen2_5_vl/picture_positions.h"
#include "engine/pipeline/edit.h"
#include "engine/pipeline/edit_plus.h"
#include "engine/pipeline/image_to_image.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/pictures.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"

namespace lacuna::parity {
namespace {

/// One call of the recipe (make_fixtures.py, "pipelines").
struct Run {
    std::string name;
    std::string file;
    std::string model = "tiny-t2i";
    PromptTemplate promptTemplate = PromptTemplate::TextToImage;
    int prompt = -1;  ///< number in prompts.json; -1 = `text`
    std::string text = {};
    std::optional<std::string> negative = {};
    double guidance = 1;
    int steps = 4;
    double strength = 1;
    bool givenNoise = false;  ///< `noise_unpacked` instead of the generator's
    std::vector<std::string> images = {};
    Result<DenoiseResult> (*core)(Fixture&, const Run&, Networks&, CoreRun&) = nullptr;
};

Result<DenoiseResult> fromText(Fixture&, const Run&, Networks& networks, CoreRun& core) {
    return textToImage(networks, core);
}

Result<DenoiseResult> fromImage(Fixture& fixture, const Run& run, Networks& networks, CoreRun& core) {
    LACUNA_TRY(const Image image, fixture.image(run.images.front()));
    return imageToImage(networks, core, pictureTensor(image));
}

Result<DenoiseResult> intoHole(Fixture& fixture, const Run& run, Networks& networks, CoreRun& core) {
    LACUNA_TRY(const Image image, fixture.image(run.images.front()));
    LACUNA_TRY(const Image maskImage, fixture.image("mask.png"));
    const auto mask = maskTensor(maskImage);
    return inpaint(networks, core, {pictureTensor(image), mask, nearestCells(mask)});
}

ReferencePicture reference(const Run& run, const Image& image) {
    return run.promptTemplate == PromptTemplate::EditPlus ? editPlusReference(image) : editReference(image);
}

Result<DenoiseResult> byInstruction(Fixture& fixture, const Run& run, Networks& networks, CoreRun& core) {
    std::vector<torch::Tensor> references;
    for (const auto& file : run.images) {
        LACUNA_TRY(const Image image, fixture.image(file));
        references.push_back(reference(run, image).forModel);
    }
    return edit(networks, core, references);
}

const std::vector<Run>& runs() {
    static const std::string night = "make it night",
                             moon = "put the moon of picture 2 over the city of picture 1";
    static const std::vector<Run> list{
        {.name = "t2i",
         .file = "pipeline_t2i",
         .prompt = 0,
         .negative = "blurry",
         .guidance = 4,
         .givenNoise = true,
         .core = fromText},
        {.name = "t2i_nocfg", .file = "pipeline_t2i", .prompt = 1, .givenNoise = true, .core = fromText},
        {.name = "t2i_seeded", .file = "pipeline_seeded", .prompt = 1, .steps = 2, .core = fromText},
        {.name = "i2i",
         .file = "pipeline_seeded",
         .prompt = 1,
         .negative = "blurry",
         .guidance = 3,
         .steps = 5,
         .strength = 0.6,
         .images = {"image.png"},
         .core = fromImage},
        {.name = "inpaint",
         .file = "pipeline_seeded",
         .prompt = 1,
         .negative = " ",
         .guidance = 3,
         .images = {"image.png"},
         .core = intoHole},
        {.name = "inpaint_partial",
         .file = "pipeline_seeded",
         .prompt = 1,
         .steps = 5,
         .strength = 0.7,
         .images = {"image.png"},
         .core = intoHole},
        {.name = "edit",
         .file = "pipeline_edit",
         .model = "tiny-edit",
         .promptTemplate = PromptTemplate::Edit,
         .text = night,
         .negative = " ",
         .guidance = 4,
         .steps = 2,
         .images = {"image.png"},
         .core = byInstruction},
        {.name = "edit_plus",
         .file = "pipeline_edit",
         .model = "tiny-edit-plus",
         .promptTemplate = PromptTemplate::EditPlus,
         .text = moon,
         .negative = " ",
         .guidance = 4,
         .steps = 2,
         .images = {"image.png", "image2.png"},
         .core = byInstruction},
    };
    return list;
}

Result<qwen2_5_vl::PromptEmbedding> embed(Fixture& fixture, const Run& run, const std::string& text) {
    const bool looks = run.promptTemplate != PromptTemplate::TextToImage;
    LACUNA_TRY(auto encoder, fixture.textEncoder());
    LACUNA_TRY(const auto tokenizer, fixture.tokenizer());
    qwen2_5_vl::Prompt prompt;
    std::vector<int> rows;
    if (looks) {
        LACUNA_TRY(const auto config, fixture.imageProcessor(run.model));
        for (const auto& file : run.images) {
            LACUNA_TRY(const Image image, fixture.image(file));
            LACUNA_TRY(auto prepared, qwen2_5_vl::prepareImage(reference(run, image).forText, config));
            rows.push_back(int(prepared.mergedTokens(config.mergeSize)));
            prompt.images.push_back(std::move(prepared));
        }
    }
    LACUNA_TRY(prompt.tokens, tokenizePrompt(*tokenizer, run.promptTemplate, text, rows));
    const auto most = looks ? 0 : qwen2_5_vl::kMaxPromptRows;
    return qwen2_5_vl::encodePromptsWith(fixture.picturePositions(), encoder, {&prompt, 1}, most,
                                         fixture.type());
}

Result<Comparison> wholeRun(Fixture& fixture, const Run& run) {
    Networks networks;
    LACUNA_TRY(networks.transformer, fixture.transformer(run.model));
    LACUNA_TRY(networks.vae, fixture.vae());
    LACUNA_TRY(networks.scheduler, fixture.scheduler());
    networks.computeType = fixture.type();

    CoreRun core;
    core.size = fixture.size();
    core.steps = run.steps;
    core.strength = run.strength;
    if (run.prompt >= int(fixture.prompts().size())) {
        return fail(ErrorKind::BadFile, "Its prompts are missing. Make the folder again.", "prompts.json");
    }
    LACUNA_TRY(core.guidance.positive,
               embed(fixture, run, run.prompt < 0 ? run.text : fixture.prompts()[std::size_t(run.prompt)]));
    if (run.negative) {
        LACUNA_TRY(core.guidance.negative, embed(fixture, run, *run.negative));
    }
    core.guidance.scale = run.guidance;
    core.generator = makeGenerator(fixture.seed() + 11);
    if (run.givenNoise) {
        LACUNA_TRY(const auto noise, fixture.tensor(run.file, "noise_unpacked"));
        core.noise =
            noise.reshape({noise.size(0), -1, noise.size(-2), noise.size(-1)});  // without the frame axis
    }
    std::vector<torch::Tensor> steps;
    core.onStep = [&](const StepState& state) {
        steps.push_back(state.latents.clone());
        return Next::Continue;
    };
    LACUNA_TRY(const DenoiseResult result, run.core(fixture, run, networks, core));
    const auto picture =
        decodePicture(networks, result.latents, core.size) / 2 + 0.5;  // [1, 3, H, W] in [0, 1]

    const double tolerance = Tolerances::of(fixture.type()).pipeline;
    LACUNA_TRY(const auto expectedSteps, fixture.tensor(run.file, run.name + "_steps"));
    LACUNA_TRY(const auto expectedPicture, fixture.tensor(run.file, run.name + "_image"));
    LACUNA_TRY(const auto latents, compare(Measure::Absolute, tolerance, torch::stack(steps), expectedSteps));
    LACUNA_TRY(const auto pixels,
               compare(Measure::Absolute, tolerance, picture[0].permute({1, 2, 0}), expectedPicture));
    return Comparison::worse(latents, pixels);
}

}  // namespace

void addPipelineCases(Fixture& fixture, std::vector<Case>& cases) {
    for (const Run& run : runs()) {
        if (!holds(fixture, cases, run.file, run.name + "_steps")) continue;
        cases.push_back({"pipeline/" + run.name, [&run](Fixture& f) { return wholeRun(f, run); }});
    }
}

}  // namespace lacuna::parity
