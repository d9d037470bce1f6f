// lacuna-train evaluate: puts a model to its tests and writes the report.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "engine/base/result.h"
#include "engine/messages/request.h"
#include "engine/training/evaluation/report.h"

namespace lacuna::training {

struct EvaluationOptions {
    /// A model folder, or the configuration of a flow run, which is exported to <output>/model first.
    std::filesystem::path model;
    std::filesystem::path atlas, judge, output;
    std::filesystem::path inception;  ///< empty = none
    std::int64_t count = 32;          ///< posters a task
    std::uint64_t seed = 1'000'003;   ///< of the posters; no training run should use it
    int steps = 0;                    ///< 0 = the model's own
    bool fast = false;                ///< in the model's few-step mode
    std::vector<Task> tasks{Task::TextToImage, Task::ImageToImage, Task::Inpaint, Task::Outpaint, Task::Edit};
    std::function<bool()> stopped;  ///< asked between pictures; may be empty
};

/// The tasks of a comma-separated list of words (report.h). Error: BadRequest naming the word.
Result<std::vector<Task>> tasksFrom(const std::string& words);

/// Writes report.md, report.json and report.html into options.output. Errors: those of the parts' readers, of
/// generating and of writing; Cancelled when stopped, after a report of the tasks that were finished.
Result<Report> evaluate(const EvaluationOptions& options);

}  // namespace lacuna::training
