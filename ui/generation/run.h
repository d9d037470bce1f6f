// One press of the button, from the snapshot to its last event. An expansion in several passes is one run of
// several requests.
#pragma once

#include "ui/generation/build_request.h"
#include "ui/generation/generation_controller.h"

namespace lacuna {

struct GenerationController::Run {
    std::uint64_t number = 0;
    RequestId id;  ///< of the request that is with the engine; none while pixels are read
    bool front = false;
    bool cancelAsked = false;
    RunProgress progress;

    Snapshot snapshot;  ///< for an expansion: the page that the next pass starts from
    PromptSettings settings;
    ModelInfo model;

    ActionKind action = ActionKind::Generate;
    Rect placement;  ///< in coordinates of the document
    Image previewMask;
    Size page;
    Margins extendPage;

    std::vector<OutpaintPass> passes;
    std::vector<Candidate> passCandidates;  ///< of the passes that are done
    std::vector<OutpaintPass> donePasses() const {
        return {passes.begin(), passes.begin() + std::ptrdiff_t(passCandidates.size())};
    }
};

}  // namespace lacuna
