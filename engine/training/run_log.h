// The log of a run, <folder>/log.csv: one line a logged step, and the curve of its loss beside it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::training {

/// What one line says; `columns` begins with the minimised loss.
struct LogLine {
    std::int64_t step = 0;
    double seconds = 0, samplesPerSecond = 0, learningRate = 0, gradientNorm = 0;
    std::vector<std::pair<std::string, double>> columns;
};

class RunLog {
  public:
    /// Goes on after step `done`. Lines of later steps, which a killed run had logged and not saved, and a
    /// line that was cut off are dropped: each step is logged once. Error: CannotWrite.
    static Result<RunLog> open(const std::filesystem::path& file, std::int64_t done, bool prints);

    /// The header is written with the first line. Also to standard output if the log prints.
    void add(const LogLine& line);
    /// The minimised loss over the whole run, as loss.svg beside the log. Error: CannotWrite.
    Result<void> draw() const;

  private:
    RunLog(std::filesystem::path file, bool prints) : file_(std::move(file)), prints_(prints) {}

    std::filesystem::path file_;
    bool fresh_ = true, prints_;
    std::ofstream out_;
    std::vector<std::pair<std::int64_t, double>> curve_;
};

}  // namespace lacuna::training
