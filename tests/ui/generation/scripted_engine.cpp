// See scripted_engine.h.
#include "tests/ui/generation/scripted_engine.h"

#include "engine/image/convert.h"

namespace lacuna::tests {
namespace {

Image plain(Size size, std::uint8_t grey, PixelFormat format = PixelFormat::Rgb8) {
    Bitmap bitmap(size, format);
    std::fill(bitmap.bytes().begin(), bitmap.bytes().end(), std::byte{grey});
    return std::move(bitmap).freeze();
}

}  // namespace

RequestId ScriptedEngine::submit(GenerateRequest request, bool front) {
    request.id = {requests.size() + 1};
    requests.push_back(std::move(request));
    fronts.push_back(front);
    return requests.back().id;
}

void ScriptedEngine::step(int step, int steps, int variant, std::uint8_t grey) {
    StepPreview preview;
    preview.id = lastId();
    preview.variant = variant;
    preview.variants = last().variants;
    preview.step = step;
    preview.steps = steps;
    preview.image = plain({16, 12}, grey);
    preview.secondsLeft = steps - step;
    say(preview);
}

void ScriptedEngine::candidate(int variant, std::uint8_t grey, bool partial) {
    const GenerateRequest& request = last();
    Candidate candidate;
    candidate.pixels = plain(request.placement.size(), grey);
    candidate.mask = request.mask;
    candidate.placement = request.placement;
    candidate.documentRevision = request.documentRevision;
    candidate.partial = partial;
    candidate.recipe.task = request.task;
    candidate.recipe.prompt = request.prompt;
    candidate.recipe.sampling = request.sampling;
    candidate.recipe.sampling.seed += std::uint64_t(variant);
    candidate.recipe.modelSize = request.modelSize;
    say(CandidateReady{request.id, variant, request.variants, candidate});
}

ModelInfo testModel(std::vector<Task> tasks) {
    ModelInfo model;
    model.folder = "/models/test";
    model.name = "Test";
    model.tasks = std::move(tasks);
    model.referenceImages = 1;
    model.sizes = {{512, 512}, {384, 640}};
    model.grid = 16;
    model.minPixels = 128 * 128;
    model.maxPixels = 1024 * 1024;
    model.defaults.steps = 8;
    model.defaults.guidance = 3;
    return model;
}

StyleInfo testStyle(const std::string& name, StyleFit fit) {
    StyleInfo info;
    info.file = "/styles/" + name + ".safetensors";
    info.name = name;
    info.trigger = "in " + name + ".";
    info.own = true;
    info.fit = fit;
    return info;
}

Picture testPicture(Size size) {
    return pictureFromImage(plain(size, 120), "Photo");
}

Studio::Studio(bool withPage) : controller(document, engine) {
    controller.setWorker([](std::function<void()> job) { job(); });
    controller.setDice([this] { return ++seeds; });
    if (withPage) document.reset(testPicture());
    controller.setModels({testModel()});
}

void Studio::maskSomething() {
    document.fillMaskRect(QRectF(200, 180, 120, 100));
    controller.refresh();
}

void Studio::write(const std::string& prompt) {
    set([&](PromptSettings& s) { s.prompt = prompt; });
}

void Studio::makeTwoCandidates() {
    set([](PromptSettings& s) { s.variants = 2; });
    controller.generate();
    engine.candidate(0, 20);
    engine.candidate(1, 220);
    engine.finish();
}

}  // namespace lacuna::tests
