// See generation.h: the steps of one request, in the order in which they happen.
#include "engine/pipeline/generation.h"

#include <algorithm>

#include "engine/image/convert.h"
#include "engine/image/resample.h"
#include "engine/models/qwen_image/mpe_source.h"
#include "engine/nn/cancel.h"
#include "engine/pipeline/candidate.h"
#include "engine/pipeline/edit_plus.h"
#include "engine/pipeline/edit_source.h"
#include "engine/pipeline/image_to_image.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/pictures.h"
#include "engine/pipeline/request_check.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"

namespace lacuna {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Margins in pixels of the source, in pixels of the model.
Margins scaledMargins(const Margins& margins, Size from, Size to) {
    const auto across = [&](int px) { return int(std::int64_t{px} * to.width / std::max(1, from.width)); };
    const auto down = [&](int px) { return int(std::int64_t{px} * to.height / std::max(1, from.height)); };
    return {across(margins.left), down(margins.top), across(margins.right), down(margins.bottom)};
}

/// Without a mask there is nothing to keep: the picture is a start only.
bool keepsSomething(const GenerateRequest& request, const std::optional<SourcePicture>& source) {
    return source && source->masked() && request.task != Task::TextToImage;
}

}  // namespace

Generation::Generation(ModelStore& store, const GenerateRequest& request, const RunControl& control,
                       const EventSink& sink)
    : store_(store), request_(request), control_(control), sink_(sink) {}

Result<void> Generation::run() {
    const nn::CancelScope scope(control_.cancel);
    LACUNA_TRY_VOID(checkRequest(request_));
    LACUNA_TRY_VOID(store_.open(request_.model, request_.loras));
    LACUNA_TRY_VOID(checkAgainst(request_, store_.folder().info));
    LACUNA_TRY_VOID(prepare());
    LACUNA_TRY_VOID(checkMemoryFor());
    LACUNA_TRY_VOID(load());
    LACUNA_TRY_VOID(readPrompts());
    for (int variant = 0; variant < request_.variants; ++variant) {
        LACUNA_TRY(const bool stopped, runVariant(variant));
        if (stopped) break;
    }
    return {};
}

Result<void> Generation::prepare() {
    if (request_.source && request_.task != Task::TextToImage) {
        LACUNA_TRY(source_, prepareSource(request_));
    }
    if (request_.task == Task::Edit && !store_.sourceConditioning()) prepareReferences();
    if (request_.task == Task::Edit && !source_ && references_.empty()) {
        const Image scaled =
            resized(converted(request_.references.front(), PixelFormat::Rgb8), request_.modelSize).freeze();
        editedPixels_ = pictureTensor(scaled);
    }
    return {};
}

void Generation::prepareReferences() {
    std::vector<Image> pictures = request_.references;
    if (pictures.empty()) pictures.push_back(source_->original.clone().freeze());
    const std::int64_t area = std::min(kReferenceArea, store_.folder().info.maxPixels);
    for (const Image& picture : pictures) {
        const bool plus = store_.folder().kind == PipelineKind::EditPlus;
        auto reference = plus ? editPlusReference(picture, area) : editReference(picture, area);
        references_.push_back({std::move(reference.forText), std::move(reference.forModel)});
    }
}

Result<void> Generation::checkMemoryFor() {
    MemoryQuestion question;
    question.transformer = store_.transformerConfig();
    question.vae = store_.vaeConfig();
    question.size = request_.modelSize;
    for (const auto& reference : references_) {
        const Size size{int(reference.forModel.size(3)), int(reference.forModel.size(2))};
        question.referenceTokens += gridOf(size).tokens();
        if (size.area() > question.largestReference.area()) question.largestReference = size;
    }
    question.bytesPerNumber = store_.computeType() == at::kFloat ? 4 : 2;
    question.weightsToLoad = store_.privateBytesToLoad();
    question.encodes = source_.has_value() || !references_.empty();
    LACUNA_TRY(memory_, checkMemory(question, availableMemory(), store_.folder().info.sizes));
    return {};
}

Result<void> Generation::load() {
    Loading loading{control_.cancel, {}};
    if (!store_.networksLoaded()) {
        sink_(LoadingModel{request_.id, 0});
        loading.onProgress = [this](double fraction) { sink_(LoadingModel{request_.id, fraction}); };
    }
    LACUNA_TRY(networks_, store_.networks(loading));
    if (request_.previews) {
        LACUNA_TRY(projection_, store_.projection());
    }
    return {};
}

std::string Generation::promptText() const {
    if (!store_.operationPrompt()) return request_.prompt;
    const Margins margins = scaledMargins(request_.outpaint, request_.source.size(), request_.modelSize);
    return qwen_image::operationPrefix(request_.task, margins) + request_.prompt;
}

Result<void> Generation::readPrompts() {
    PromptSource positive{PromptTemplate::TextToImage, promptText(), {}};
    if (request_.task == Task::Edit && !references_.empty()) {
        const bool plus = store_.folder().kind == PipelineKind::EditPlus;
        positive.which = plus ? PromptTemplate::EditPlus : PromptTemplate::Edit;
        for (const auto& reference : references_) positive.images.push_back(reference.forText);
    }
    std::vector<PromptSource> sources{positive};
    // The distilled schedule was trained without guidance.
    const bool lightning = request_.sampling.schedule == Schedule::Lightning;
    guidance_.scale = lightning ? 1.0 : request_.sampling.guidance;
    if (guidance_.scale > 1) {
        // Guidance needs something to guide away from; a space is the published default.
        sources.push_back(positive);
        sources.back().text = request_.negativePrompt.empty() ? " " : request_.negativePrompt;
    }
    Loading loading{control_.cancel, [this](double fraction) { sink_(LoadingModel{request_.id, fraction}); }};
    LACUNA_TRY(auto embeddings,
               store_.prompts(sources, loading, [this] { sink_(EncodingPrompt{request_.id}); }));
    guidance_.positive = std::move(embeddings.front());
    if (embeddings.size() > 1) guidance_.negative = std::move(embeddings.back());
    return {};
}

Result<DenoiseResult> Generation::runCore(CoreRun& run) {
    Networks networks = *networks_;
    if (request_.sampling.schedule == Schedule::Lightning) {
        networks.scheduler = qwen_image::lightningSchedule(networks.scheduler);
    }
    std::optional<InpaintSource> hole;
    if (keepsSomething(request_, source_))
        hole = InpaintSource{source_->pixels, source_->mask, source_->cells};
    if (request_.task == Task::Edit && networks.sourceConditioning) {
        return editFromSource(networks, run, source_ ? source_->pixels : editedPixels_,
                              hole ? &*hole : nullptr);
    }
    if (request_.task == Task::Edit) {
        std::vector<torch::Tensor> pictures;
        for (const auto& reference : references_) pictures.push_back(reference.forModel);
        return edit(networks, run, pictures, hole ? &*hole : nullptr);
    }
    if (hole) return inpaint(networks, run, *hole);
    if (source_) return imageToImage(networks, run, source_->pixels);
    return textToImage(networks, run);
}

Result<bool> Generation::runVariant(int variant) {
    const std::uint64_t seed = request_.sampling.seed + std::uint64_t(variant);
    CoreRun run;
    run.task = request_.task;
    run.size = request_.modelSize;
    run.steps = request_.sampling.steps;
    run.strength = request_.sampling.strength;
    run.guidance = guidance_;
    run.generator = makeGenerator(seed);
    run.encoding.tiled = memory_.tiledEncode;
    run.encoding.onTile = [](int, int) { nn::throwIfCancelled(); };
    run.onStep = [&](const StepState& state) { return onStep(variant, state); };
    run.cancel = control_.cancel;
    nn::throwIfCancelled();
    if (request_.previews) showStart(variant, run);

    stepStarted_ = Clock::now();
    LACUNA_TRY(const DenoiseResult result, runCore(run));
    if (broken_) {
        return fail(
            ErrorKind::Internal,
            "The model's numbers ran out of range. Try another seed or a lower guidance, or get the model's "
            "files again.",
            "non-finite latents");
    }

    const auto decodeStarted = Clock::now();
    VaeOptions decoding;
    decoding.tiled = memory_.tiledDecode;
    decoding.onTile = [&](int tile, int tiles) {
        nn::throwIfCancelled();
        sink_(Decoding{request_.id, variant, request_.variants, tile, tiles});
    };
    const auto pixels = decodePicture(*networks_, result.latents, request_.modelSize, decoding);
    LACUNA_TRY_VOID(checkDecoded(pixels));
    auto candidate = makeCandidate(request_, source_ ? &*source_ : nullptr, pixels, seed,
                                   store_.folder().info.name, result.partial);
    secondsToDecode_ = secondsSince(decodeStarted);
    nn::throwIfCancelled();
    sink_(CandidateReady{request_.id, variant, request_.variants, std::move(candidate)});
    return result.partial || control_.shouldFinishNow();
}

Next Generation::onStep(int variant, const StepState& state) {
    const double seconds = secondsSince(stepStarted_);
    // The first step of a run warms caches and includes encoding: it counts only until there is a second one.
    secondsPerStep_ =
        state.step <= 2 || secondsPerStep_ == 0 ? seconds : 0.7 * secondsPerStep_ + 0.3 * seconds;
    if (!at::isfinite(state.estimate).all().item<bool>()) {
        broken_ = true;
        return Next::StopHere;
    }
    Image picture;
    if (request_.previews) {
        const auto grid = gridOf(request_.modelSize);
        const auto latents = qwen_image::unpackLatents(state.estimate, grid.rows, grid.columns);
        picture = bytesBitmap(project(*projection_, latents)).freeze();
    }
    show(variant, state.step, state.steps, std::move(picture));
    stepStarted_ = Clock::now();
    return control_.shouldFinishNow() ? Next::StopHere : Next::Continue;
}

void Generation::showStart(int variant, const CoreRun& run) {
    const auto grid = gridOf(request_.modelSize);
    if (source_) {
        const Size small{int(grid.columns) * 2, int(grid.rows) * 2};
        show(variant, 0, run.steps, resized(source_->start, small, Filter::Box).freeze());
        return;
    }
    // What a picture from nothing starts from: its noise, drawn from a copy of the generator.
    const auto noise = drawNoise(run.generator.clone(), networks_->latentChannels(),
                                 request_.modelSize.height, request_.modelSize.width);
    show(variant, 0, run.steps, bytesBitmap(project(*projection_, noise)).freeze());
}

void Generation::show(int variant, int step, int steps, Image image) {
    sink_(StepPreview{request_.id, variant, request_.variants, step, steps, std::move(image), secondsPerStep_,
                      secondsLeft(variant, step, steps)});
}

double Generation::secondsLeft(int variant, int step, int steps) const {
    const int variantsLeft = request_.variants - 1 - variant;
    const double decode = secondsToDecode_ > 0 ? secondsToDecode_ : 2 * secondsPerStep_;
    return secondsPerStep_ * (steps - step + double(variantsLeft) * steps) + decode * (1 + variantsLeft);
}

}  // namespace lacuna
