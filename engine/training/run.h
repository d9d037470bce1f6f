// The clockwork that all training runs share: go on from the last saved state, step, log, save, show samples,
// stop in time.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/training/optimizer.h"
#include "engine/training/run_config.h"
#include "engine/training/share.h"

namespace lacuna::training {

/// The named parts of a loss, as they go into the log: {"reconstruction", 0.12}, ... The first is the loss
/// that is minimised.
using Losses = std::vector<std::pair<std::string, torch::Tensor>>;

/// What a run does; everything random in it must come from the step's number, so that a resumed run equals an
/// uninterrupted one.
struct RunTasks {
    /// Forward pass of micro-batch `part` of `step`; the first of its losses is a differentiable scalar.
    std::function<Losses(std::int64_t step, std::int64_t part)> forward;
    /// More columns for the log, asked for when a line is written. May be empty.
    std::function<std::vector<std::pair<std::string, double>>(std::int64_t step)> report;
    /// Samples in one micro-batch of a step; empty = the configuration's batch.
    std::function<std::int64_t(std::int64_t step)> batch;
    /// Writes sample pictures, with the averaged weights in place. May be empty.
    std::function<Result<void>(std::int64_t step)> sample;
    /// What a run must remember beside weights and optimiser to go on exactly; saved with them under "x.".
    /// May be empty.
    std::function<NamedTensors()> remember;
    /// Given back what `remember` said when a run goes on. May be empty.
    std::function<Result<void>(const NamedTensors&)> recall;
    /// Asked between steps; true, in any process, ends the run after saving. May be empty.
    std::function<bool()> stopped;
    /// Of several processes: gradients are averaged before each update, all stop at the same step, and one
    /// alone writes state, log and samples. A process that is gone ends the others after saving.
    Share share;
    bool prints = true;  ///< the log's lines on standard output too
    /// After each step: how many are done, and the loss that was minimised. May be empty.
    std::function<void(std::int64_t done, double loss)> onStep;
};

/// Runs until optimizer.steps, or for config.minutes. State: <folder>/state.safetensors, replaced atomically,
/// so that at most the last interval is lost whatever happens; log: <folder>/log.csv.
/// @param resume go on from the saved state when there is one; false starts anew.
Result<void> train(const RunConfig& config, Optimizer& optimizer, bool resume, const RunTasks& tasks);

/// Whether `train` will go on from a saved state, so that "start" no longer matters.
bool resumes(const RunConfig& config, bool resume);

/// Puts the averaged weights into the model while it lives, then the trained ones back.
class AverageInPlace {
  public:
    explicit AverageInPlace(const Optimizer& optimizer);
    ~AverageInPlace();
    AverageInPlace(const AverageInPlace&) = delete;
    AverageInPlace& operator=(const AverageInPlace&) = delete;

  private:
    const Optimizer& optimizer_;
    NamedTensors saved_;
};

/// Switches bfloat16 autocast on while it lives, if `on`.
class Autocast {
  public:
    Autocast(bool on, torch::Device device);
    ~Autocast();
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    bool on_, before_;
    c10::DeviceType type_;
};

}  // namespace lacuna::training
