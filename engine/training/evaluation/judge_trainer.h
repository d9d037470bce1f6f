// Trains the judge on painted posters, and measures how well it reads posters that it has not seen.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/training/judge/judge.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/run.h"

namespace lacuna::training {

/// The sum of the heads' losses: cross-entropy of ground, title place, and present subjects' colours and
/// cells; binary cross-entropy of presence and scripts.
Losses judgeLosses(const JudgeOutput& output, const LabelBatch& truth);

/// Fractions of posters, subjects or scripts that are read right; for subjects, of those on the page
/// (recall) and of those named (precision).
struct JudgeScores {
    double background = 0, palette = 0, titlePlace = 0, scripts = 0;
    double recall = 0, precision = 0, colour = 0, cell = 0;
    Json json() const;
};
JudgeScores scoreJudge(Judge& judge, const Atlas& atlas, std::uint64_t seed, std::int64_t posters);

/// Reads CONFIG (the shared keys of run_config.h, and "widths" and "width" of judge.h), trains, and writes
/// <output>/judge: config.json with the scores on held-out posters, and the averaged weights in bfloat16.
Result<void> trainJudge(const std::filesystem::path& configFile, bool resume,
                        const std::function<bool()>& stopped = {});

}  // namespace lacuna::training
