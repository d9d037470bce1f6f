// What the engine says, in order, about one request. Every request ends exactly once: Finished, Cancelled or
// Failed, also when it never left the queue. Events are values; StepPreview may be dropped in favour of a
// newer one, no other event may.
#pragma once

#include <functional>
#include <variant>

#include "engine/base/error.h"
#include "engine/messages/recipe.h"

namespace lacuna {

/// One finished picture. `pixels` is the whole decoded crop at the placement's size, so that feather, blend
/// and mask can be changed afterwards without a new run; `mask` (Gray8, same size) is what to show of it.
struct Candidate {
    Image pixels;  ///< Rgb8 or Rgb16
    Image mask;    ///< Gray8; null = all of it
    Rect placement;
    std::uint64_t documentRevision = 0;
    Recipe recipe;
    bool partial = false;  ///< made by "Stop here" or a cancelled run
};

struct Queued {
    RequestId id;
    int ahead = 0;  ///< requests before this one
};
struct LoadingModel {
    RequestId id;
    double fraction = 0;  ///< 0..1
};
struct EncodingPrompt {
    RequestId id;
};
/// The clean estimate after a step, small; step 0 is what the model starts from. Drawn at `placement` through
/// `mask` of the request.
struct StepPreview {
    RequestId id;
    int variant = 0, variants = 1;
    int step = 0, steps = 0;
    Image image;  ///< Rgb8, about an eighth of the model size; null when previews are off
    double secondsPerStep = 0;
    double secondsLeft = 0;  ///< for the whole request, decode included
};
struct Decoding {
    RequestId id;
    int variant = 0, variants = 1;
    int tile = 0, tiles = 1;
};
struct CandidateReady {
    RequestId id;
    int variant = 0, variants = 1;
    Candidate candidate;
};
struct Finished {
    RequestId id;
};
struct Cancelled {
    RequestId id;
};
struct Failed {
    RequestId id;
    Error error;
};

using Event = std::variant<Queued, LoadingModel, EncodingPrompt, StepPreview, Decoding, CandidateReady,
                           Finished, Cancelled, Failed>;

/// Called on the engine thread; Queued, and Cancelled of a request that never started, also on the thread
/// that submits or cancels (see service.h), so it must be safe to call from several threads. Must return
/// quickly and never throw.
using EventSink = std::function<void(Event)>;

inline RequestId requestOf(const Event& event) {
    return std::visit([](const auto& e) { return e.id; }, event);
}
inline bool isTerminal(const Event& event) {
    return std::holds_alternative<Finished>(event) || std::holds_alternative<Cancelled>(event) ||
           std::holds_alternative<Failed>(event);
}

}  // namespace lacuna
