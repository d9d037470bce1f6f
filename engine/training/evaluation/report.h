// What an evaluation found, as a table for people, as JSON for programs, and as one HTML page with pictures.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/formats/json_file.h"
#include "engine/training/evaluation/scores.h"

namespace lacuna::training {

/// One task's section. Without scores, `note` says why it was not done.
struct TaskReport {
    Task task = Task::TextToImage;
    std::string note;
    std::vector<Score> model, real;  ///< the same names; real = the painted posters themselves, the ceiling
    double secondsPerPicture = 0;
    torch::Tensor sheet;  ///< [H, W, 3] uint8: some cases, see `sheetCaption`; undefined = none
    std::string sheetCaption;
    std::vector<std::string> prompts;  ///< of the pictures on the sheet
};

struct Report {
    std::string model, folder, judge, reader;  ///< reader: its name, or why there is none
    Json judgeScores;                          ///< "held_out" of the judge's configuration
    Size size;
    std::int64_t count = 0;
    std::uint64_t seed = 0;
    int steps = 0;
    bool fast = false;
    std::vector<TaskReport> tasks;

    Json json() const;
    std::string markdown() const;
    std::string html() const;
};

/// The word of the command line and of model_index.json: "text-to-image", ...
const char* wordOf(Task task);

/// <folder>/report.{json,md,html}, each atomically; makes the folder. Error: CannotWrite.
Result<void> writeReport(const std::filesystem::path& folder, const Report& report);

}  // namespace lacuna::training
