// A page that grows by more than half of a side is expanded in several runs, each on what the one before it
// made. The document sees only their sum.
#pragma once

#include <vector>

#include "engine/image/outpaint_plan.h"
#include "engine/messages/event.h"
#include "ui/document/picture.h"

namespace lacuna {

/// The picture after a pass: the page extended, everything shifted with it, the candidate on top through its
/// mask. The candidate's placement is in coordinates of `before`.
Snapshot afterPass(const Snapshot& before, const OutpaintPass& pass, const Candidate& candidate);

/// One candidate that stands for all passes. `final` is the picture after the last one; `candidates` are the
/// passes', each placed in coordinates of its own page before the pass; the result is placed in coordinates
/// of the first page.
Candidate joinedPasses(const Snapshot& final, const std::vector<OutpaintPass>& passes,
                       const std::vector<Candidate>& candidates);

/// All margins together.
Margins sumOf(const std::vector<OutpaintPass>& passes);

}  // namespace lacuna
