// See generation_state.h.
#include "ui/generation/generation_state.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(GenerationState)
};

struct Advance {
    RunProgress& run;

    void enter(Phase phase) {
        if (run.phase != Phase::Cancelling) run.phase = phase;
    }
    void operator()(const Queued& event) {
        enter(Phase::Queued);
        run.ahead = event.ahead;
    }
    void operator()(const LoadingModel& event) {
        enter(Phase::Loading);
        run.fraction = std::clamp(event.fraction, 0.0, 1.0);
    }
    void operator()(const EncodingPrompt&) { enter(Phase::Encoding); }
    void operator()(const StepPreview& event) {
        enter(Phase::Denoising);
        run.variant = event.variant;
        run.variants = event.variants;
        run.step = event.step;
        run.steps = event.steps;
        run.secondsLeft = event.secondsLeft;
    }
    void operator()(const Decoding& event) {
        enter(Phase::Decoding);
        run.variant = event.variant;
        run.variants = event.variants;
        run.tile = event.tile;
        run.tiles = event.tiles;
    }
    void operator()(const CandidateReady&) {}
    void operator()(const Finished&) { run.ended = true; }
    void operator()(const Cancelled&) { run.ended = true; }
    void operator()(const Failed&) { run.ended = true; }
};

}  // namespace

RunProgress advanced(RunProgress progress, const Event& event) {
    if (!progress.ended) std::visit(Advance{progress}, event);
    return progress;
}

double GenerationState::fraction() const {
    switch (phase) {
        case Phase::Loading:
            return run.fraction;
        case Phase::Denoising:
            if (run.steps <= 0) return -1;
            return (run.pass + (run.variant + double(run.step) / run.steps) / std::max(1, run.variants)) /
                   std::max(1, run.passes);
        case Phase::Decoding:
            return (run.pass + double(run.variant + 1) / std::max(1, run.variants)) / std::max(1, run.passes);
        default:
            return -1;
    }
}

QString durationText(double seconds) {
    const int whole = std::max(1, int(std::ceil(seconds)));
    if (whole < 60) return Words::tr("%1 s").arg(whole);
    if (whole >= 3600) return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    return whole % 60 && whole < 600 ? Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60)
                                     : Words::tr("%1 min").arg(whole / 60);
}

QString progressText(const GenerationState& state) {
    const RunProgress& run = state.run;
    switch (state.phase) {
        case Phase::Preparing:
            return Words::tr("Preparing");
        case Phase::Queued:
            return run.ahead > 0 ? Words::tr("Waiting, %1 before it").arg(run.ahead) : Words::tr("Starting");
        case Phase::Loading:
            return Words::tr("Loading the model %1 %").arg(int(std::lround(100 * run.fraction)));
        case Phase::Encoding:
            return Words::tr("Reading the prompt");
        case Phase::Denoising: {
            QString text = Words::tr("Step %1/%2").arg(run.step).arg(run.steps);
            if (run.passes > 1)
                text = Words::tr("Pass %1/%2").arg(run.pass + 1).arg(run.passes) + " · " + text;
            if (run.variants > 1)
                text = Words::tr("Variant %1/%2").arg(run.variant + 1).arg(run.variants) + " · " + text;
            if (run.secondsLeft > 0) text += " · " + Words::tr("%1 left").arg(durationText(run.secondsLeft));
            return text;
        }
        case Phase::Decoding:
            return run.tiles > 1 ? Words::tr("Finishing %1/%2").arg(run.tile).arg(run.tiles)
                                 : Words::tr("Finishing");
        case Phase::Cancelling:
            return Words::tr("Cancelling");
        default:
            return {};
    }
}

}  // namespace lacuna
