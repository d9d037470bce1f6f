// Scores a collected set: looks only at what is new or has changed, keeps what it knows when it is stopped,
// captions what has no caption, and weighs the whole set anew.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "engine/training/data/picture_set.h"
#include "engine/training/data/scorer.h"
#include "engine/training/data/selection.h"

namespace lacuna::training::data {

struct ScoreOptions {
    ReadPicture read;  ///< must be there
    std::vector<std::unique_ptr<Scorer>> scorers;
    SelectionRules rules;
    std::function<bool()> stopped = {};             ///< asked between pictures; may be empty
    std::function<void(int, int)> onProgress = {};  ///< samples done, all samples; may be empty
    int saveEvery = 256;                            ///< pictures looked at between saves
};

struct ScoreSummary {
    int samples = 0, looked = 0, kept = 0, captioned = 0;  ///< captioned: by machine
};

/// Reads <set>/samples.jsonl, writes <set>/scores.jsonl. A scorer that is not among the options keeps what it
/// said of unchanged samples. Errors: those of the two files and of the scorers; Cancelled, after what is
/// known was saved.
Result<ScoreSummary> scoreSet(const std::filesystem::path& set, const ScoreOptions& options);

}  // namespace lacuna::training::data
