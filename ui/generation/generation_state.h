// Where a generation is, as a value that labels, buttons and the status bar read.
#pragma once

#include <QtCore/QString>
#include <optional>

#include "engine/base/error.h"
#include "engine/messages/event.h"
#include "ui/generation/action_kind.h"

namespace lacuna {

enum class Phase : std::uint8_t {
    Idle,     ///< nothing to do yet: no page and nothing written
    Blocked,  ///< the button cannot be pressed, see reason
    Ready,
    Preparing,  ///< pixels are read from the snapshot
    Queued,
    Loading,
    Encoding,
    Denoising,
    Decoding,
    Cancelling,
    Review,  ///< candidates wait for a decision
    Failed,  ///< the last run ended badly, see error; the button works
};

enum class BlockReason : std::uint8_t {
    None,
    LookingForModels,
    NoModel,
    ModelCannot,
    NoPrompt,
    NothingVisible,
    CannotBe
};

/// Why the button cannot be pressed, and the sentence for it.
struct Blocked {
    BlockReason reason = BlockReason::None;
    QString sentence;
    bool operator==(const Blocked&) const = default;
};

/// One run as far as its events have told.
struct RunProgress {
    Phase phase = Phase::Preparing;
    int ahead = 0;        ///< Queued: requests before this one
    double fraction = 0;  ///< Loading: 0..1
    int variant = 0, variants = 1;
    int step = 0, steps = 0;
    int tile = 0, tiles = 1;
    int pass = 0, passes = 1;  ///< an expansion may take several
    double secondsLeft = 0;    ///< of this pass; 0 = not known
    bool ended = false;
};

/// The progress after an event. A run that is being cancelled stays so until it ends; one that has ended
/// never starts again.
RunProgress advanced(RunProgress progress, const Event& event);

struct GenerationState {
    Phase phase = Phase::Idle;
    Blocked blocked;         ///< why a new run cannot start; also told while one is running
    RunProgress run;         ///< of the run that is watched, when busy()
    int queued = 0;          ///< runs that wait behind it
    int candidates = 0;      ///< in the strip, finished
    bool reviewing = false;  ///< one of them is shown on the canvas
    bool stale = false;      ///< the one shown was made from an earlier version of what is under it
    std::optional<Error> error;

    bool busy() const { return phase >= Phase::Preparing && phase <= Phase::Cancelling; }
    bool canStart() const { return blocked.reason == BlockReason::None; }
    /// "Stop here" makes sense: there is an estimate to keep.
    bool canStopHere() const { return phase == Phase::Denoising && run.step > 0; }
    /// 0..1 of the whole run as well as can be told; negative when it cannot.
    double fraction() const;
};

/// "Step 7/20 · 9 s left", "Loading the model 42 %", ...; empty when nothing runs.
QString progressText(const GenerationState& state);
/// "9 s", "1 min 20 s".
QString durationText(double seconds);

}  // namespace lacuna
