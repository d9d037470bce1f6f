// See generation_controller.h. Runs are found by number until the engine gives them an id.
#include "ui/generation/generation_controller.h"

#include <QtCore/QRandomGenerator>
#include <algorithm>

#include "ui/generation/expand_passes.h"
#include "ui/generation/run.h"

namespace lacuna {
namespace {

constexpr int kRefreshDelayMs = 40;  ///< a stroke changes the mask a hundred times a second
constexpr int kHistoryLength = 100;

std::uint64_t randomSeed() {
    return QRandomGenerator::global()->generate();  // 32 bits: short enough to read out
}

}  // namespace

GenerationController::GenerationController(Document& document, Engine& engine, QObject* parent)
    : QObject(parent), document_(document), engine_(engine), dice_(randomSeed) {
    worker_ = [this](std::function<void()> job) { pool_.start(std::move(job)); };
    settings_.seed = dice_();
    refreshTimer_.setSingleShot(true);
    refreshTimer_.setInterval(kRefreshDelayMs);
    connect(&refreshTimer_, &QTimer::timeout, this, &GenerationController::refresh);
    connect(&engine_, &Engine::happened, this, &GenerationController::happened);
    connect(&document_, &Document::changed, this, [this](const QRect& rect) {
        markStale({rect.x(), rect.y(), rect.width(), rect.height()});
        scheduleRefresh();
    });
    connect(&document_, &Document::revisionChanged, this, &GenerationController::unmarkStale);
    connect(&document_, &Document::maskChanged, this, &GenerationController::scheduleRefresh);
    connect(&document_, &Document::layersChanged, this, &GenerationController::scheduleRefresh);
    connect(&document_, &Document::sizeChanged, this, [this] {
        if (reviewed_ && !accepting_) showReviewed();
        scheduleRefresh();
    });
    connect(&document_, &Document::wasReset, this, &GenerationController::forgetEverything);
    connect(&styles_, &StylesModel::chosenChanged, this, [this] {
        PromptSettings settings = settings_;
        settings.loras = styles_.chosen();
        setSettings(settings);
    });
    refresh();
}

GenerationController::~GenerationController() {
    pool_.waitForDone();
}

const ModelInfo* GenerationController::model() const {
    const auto found = std::find_if(models_.begin(), models_.end(),
                                    [&](const ModelInfo& info) { return info.folder == wantedModel_; });
    if (found != models_.end()) return &*found;
    return models_.empty() ? nullptr : &models_.front();
}

void GenerationController::setSettings(const PromptSettings& settings) {
    if (settings == settings_) return;
    settings_ = settings;
    Q_EMIT settingsChanged();
    refresh();
}

void GenerationController::setModels(std::vector<ModelInfo> models, bool complete) {
    const bool first = models_.empty();
    models_ = std::move(models);
    modelsComplete_ = complete;
    if (const ModelInfo* info = model(); info && first) {
        takeDefaultsOf(*info);
        Q_EMIT settingsChanged();
    }
    refresh();
    Q_EMIT modelsChanged();
}

void GenerationController::chooseModel(const std::filesystem::path& folder) {
    if (wantedModel_ == folder) return;
    wantedModel_ = folder;
    if (const ModelInfo* info = model(); info && info->folder == folder) {
        takeDefaultsOf(*info);
        settings_.size.reset();
        Q_EMIT settingsChanged();
        Q_EMIT modelsChanged();
    }
    refresh();
}

void GenerationController::takeDefaultsOf(const ModelInfo& model) {
    settings_.steps = model.sampling(settings_.fast).steps;
    settings_.guidance = model.sampling(settings_.fast).guidance;
}

void GenerationController::chooseFast(bool fast) {
    if (settings_.fast == fast) return;
    settings_.fast = fast;
    if (const ModelInfo* info = model()) takeDefaultsOf(*info);
    Q_EMIT settingsChanged();
    refresh();
}

void GenerationController::setExpansion(const Margins& margins) {
    if (margins == expansion_) return;
    expansion_ = margins;
    refresh();
}

GenerationController::Run* GenerationController::runOf(RequestId id) {
    for (const auto& run : runs_)
        if (run->id.value != 0 && run->id == id) return run.get();
    return nullptr;
}

GenerationController::Run* GenerationController::runOf(std::uint64_t number) {
    for (const auto& run : runs_)
        if (run->number == number) return run.get();
    return nullptr;
}

GenerationController::Run* GenerationController::watched() {
    for (const auto& run : runs_)
        if (run->progress.phase > Phase::Queued) return run.get();
    return runs_.empty() ? nullptr : runs_.front().get();
}

void GenerationController::off(std::function<void()> job) {
    worker_(std::move(job));
}

void GenerationController::throwDice() {
    settings_.seed = dice_();
    Q_EMIT settingsChanged();
}

void GenerationController::generate(bool front) {
    refresh();
    if (!state_.canStart()) return;
    const ModelInfo info = *model();
    if (document_.isEmpty()) {
        const Size size = settings_.size       ? *settings_.size
                          : info.sizes.empty() ? Size{1024, 1024}
                                               : info.sizes.front();
        document_.reset(blankPicture(size, 300, tr("Background").toStdString()));
        refresh();
    }
    if (!settings_.seedLocked) throwDice();
    const QString prompt = QString::fromStdString(settings_.prompt);
    if (!prompt.trimmed().isEmpty()) {
        history_.removeAll(prompt);
        history_.append(prompt);
        if (history_.size() > kHistoryLength) history_.removeFirst();
    }
    error_.reset();
    leaveReview();
    follow_ = true;

    auto run = std::make_unique<Run>();
    run->number = ++lastRun_;
    run->front = front;
    run->snapshot = document_.snapshot();
    run->settings = settings_;
    run->model = info;
    run->action = action_;
    const std::uint64_t number = run->number;
    Snapshot snapshot = run->snapshot;
    runs_.push_back(std::move(run));
    off([this, number, snapshot = std::move(snapshot), settings = settings_, info, expansion = expansion_] {
        auto result =
            std::make_shared<Result<BuiltRequest>>(buildRequest(snapshot, settings, info, expansion));
        QMetaObject::invokeMethod(this, [this, number, result] { built(number, std::move(*result)); });
    });
    refresh();
}

void GenerationController::built(std::uint64_t number, Result<BuiltRequest> result) {
    Run* run = runOf(number);
    if (!run) return;
    if (run->cancelAsked) return endRun(number, {});
    if (!result) return endRun(number, result.error());

    BuiltRequest& built = *result;
    const bool firstPass = run->passCandidates.empty();
    if (firstPass) {
        run->action = built.plan.action;
        run->page = built.page;
        run->passes = built.plan.passes;
        run->extendPage = sumOf(run->passes);
        run->progress.passes = int(std::max<std::size_t>(1, run->passes.size()));
        if (run->passes.size() <= 1) run->snapshot = {};
        for (int index = 0; index < built.request.variants; ++index) {
            Variant variant;
            variant.run = number;
            variant.index = index;
            variant.action = run->action;
            variant.prompt = QString::fromStdString(run->settings.prompt);
            variant.seed = run->settings.seed + std::uint64_t(index);
            variant.page = run->page;
            variant.extendPage = run->extendPage;
            variants_.append(std::move(variant));
        }
    }
    run->placement = built.plan.placement;
    for (std::size_t i = 0; i < run->passCandidates.size(); ++i)
        run->placement = run->placement.translated(-run->passes[i].margins.left, -run->passes[i].margins.top);
    run->previewMask = built.previewMask;
    run->progress.pass = int(run->passCandidates.size());
    run->id = engine_.submit(std::move(built.request), run->front);
    if (run->progress.phase == Phase::Preparing) run->progress.phase = Phase::Queued;
    if (run == watched() && reviewed_ == 0 && built.firstPreview)
        Q_EMIT previewShown(built.firstPreview, run->placement, run->previewMask);
    refresh();
}

void GenerationController::happened(const Event& event) {
    Run* run = runOf(requestOf(event));
    if (!run) return;
    run->progress = advanced(run->progress, event);
    if (const auto* step = std::get_if<StepPreview>(&event)) {
        if (const int row = variants_.rowOf(run->number, step->variant); row >= 0) {
            variants_.update(row, [&](Variant& variant) {
                variant.state = VariantState::Running;
                variant.step = step->step;
                variant.steps = step->steps;
                variant.secondsLeft = step->secondsLeft;
                if (step->image) variant.thumbnail = variantThumbnail(step->image);
            });
        }
        if (step->image && reviewed_ == 0 && follow_ && run == watched() && !run->cancelAsked)
            Q_EMIT previewShown(step->image, run->placement, run->previewMask);
    } else if (const auto* decoding = std::get_if<Decoding>(&event)) {
        if (const int row = variants_.rowOf(run->number, decoding->variant); row >= 0)
            variants_.update(row, [](Variant& variant) { variant.state = VariantState::Finishing; });
    } else if (const auto* ready = std::get_if<CandidateReady>(&event)) {
        candidateArrived(*run, *ready);
    } else if (const auto* failure = std::get_if<Failed>(&event)) {
        return endRun(run->number, failure->error);
    } else if (std::holds_alternative<Finished>(event)) {
        if (!run->passes.empty() && !run->cancelAsked && run->passCandidates.size() < run->passes.size() &&
            !run->passCandidates.empty())
            return startNextPass(*run);
        return endRun(run->number, {});
    } else if (std::holds_alternative<Cancelled>(event)) {
        return endRun(run->number, {});
    }
    refresh();
}

void GenerationController::candidateArrived(Run& run, const CandidateReady& event) {
    if (run.passes.size() <= 1) return finishVariant(run.number, event.variant, event.candidate);
    run.passCandidates.push_back(event.candidate);
    if (run.passCandidates.size() < run.passes.size() && !event.candidate.partial) return;

    // The last pass, or a stop before it: what was made so far is one candidate.
    run.extendPage = {};
    std::vector<OutpaintPass> done = run.donePasses();
    const Snapshot final = afterPass(run.snapshot, done.back(), event.candidate);
    const Margins grown = sumOf(done);
    const Candidate joined = joinedPasses(final, done, run.passCandidates);
    if (const int row = variants_.rowOf(run.number, 0); row >= 0)
        variants_.update(row, [&](Variant& variant) { variant.extendPage = grown; });
    run.passes = std::move(done);
    finishVariant(run.number, 0, joined);
}

void GenerationController::startNextPass(Run& run) {
    const std::vector<OutpaintPass> done = run.donePasses();
    const OutpaintPass next = run.passes[done.size()];
    run.snapshot = afterPass(run.snapshot, done.back(), run.passCandidates.back());
    run.id = {};
    run.front = true;
    run.progress.ended = false;
    run.progress.phase = Phase::Preparing;
    off([this, number = run.number, snapshot = run.snapshot, done, candidates = run.passCandidates, next,
         settings = run.settings, info = run.model] {
        auto joined = std::make_shared<Candidate>(joinedPasses(snapshot, done, candidates));
        auto result = std::make_shared<Result<BuiltRequest>>(buildPass(snapshot, next, settings, info));
        QMetaObject::invokeMethod(this, [this, number, joined, result] {
            showPasses(number, *joined);
            built(number, std::move(*result));
        });
    });
    refresh();
}

void GenerationController::showPasses(std::uint64_t runNumber, const Candidate& joined) {
    const Run* run = runOf(runNumber);
    if (run && run == watched() && reviewed_ == 0 && follow_ && !run->cancelAsked)
        Q_EMIT passesShown(joined.pixels, joined.placement, joined.mask);
}

void GenerationController::finishVariant(std::uint64_t runNumber, int index, Candidate candidate) {
    const int row = variants_.rowOf(runNumber, index);
    if (row < 0) return;
    const bool current = candidate.documentRevision == document_.revision();
    variants_.update(row, [&](Variant& variant) {
        variant.state = VariantState::Ready;
        variant.thumbnail = variantThumbnail(candidate.pixels);
        variant.seed = candidate.recipe.sampling.seed;
        variant.candidate = std::move(candidate);
        if (current) variant.stale = false;
    });
    prune();
    if (follow_) {
        review(variants_.rowOf(runNumber, index));
        follow_ = true;  // the newest one stays shown until the person chooses
    }
}

void GenerationController::endRun(std::uint64_t number, std::optional<Error> error) {
    const Run* run = runOf(number);
    if (!run) return;
    const bool asked = run->cancelAsked;
    std::erase_if(runs_, [&](const auto& other) { return other->number == number; });
    dropUnfinished(number);
    if (reviewed_ == 0) Q_EMIT overlayCleared();
    if (error && !(asked && error->kind == ErrorKind::Cancelled)) {
        error_ = error;
        refresh();
        Q_EMIT failed(*error);
        return;
    }
    refresh();
}

void GenerationController::dropUnfinished(std::uint64_t runNumber) {
    for (int row = variants_.count() - 1; row >= 0; --row) {
        if (variants_.at(row).run == runNumber && !variants_.at(row).ready()) variants_.removeAt(row);
    }
}

void GenerationController::cancel() {
    Run* run = watched();
    if (!run) return;
    run->cancelAsked = true;
    run->progress.phase = Phase::Cancelling;
    if (run->id.value != 0) engine_.cancel(run->id);
    if (reviewed_ == 0) Q_EMIT overlayCleared();
    refresh();
}

void GenerationController::cancelAll() {
    for (const auto& run : runs_) {
        run->cancelAsked = true;
        run->progress.phase = Phase::Cancelling;
    }
    engine_.cancelAll();
    if (reviewed_ == 0) Q_EMIT overlayCleared();
    refresh();
}

void GenerationController::stopHere() {
    if (const Run* run = watched(); run && run->id.value != 0) engine_.finishEarly(run->id);
}

void GenerationController::forgetError() {
    error_.reset();
    refresh();
}

}  // namespace lacuna
