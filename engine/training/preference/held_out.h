// Whether it helps: the reward of pictures for questions that training never asks, from the same noise each
// time, and how far the model has moved from its reference.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/training/preference/candidates.h"

namespace lacuna::training {

struct HeldOutOptions {
    std::int64_t questions = 32;
    int steps = 12;
    double guidance = 1;
    std::int64_t height = 24, width = 16;  ///< latent cells
    std::uint64_t seed = 1;
};

/// One measurement.
struct HeldOutRow {
    std::int64_t step = 0;
    double reward = 0;  ///< mean total
    double drift = 0;   ///< mean |v - v_ref|^2 at noise level 0.5
    std::vector<std::pair<std::string, double>> parts;
};

class HeldOut {
  public:
    HeldOut(Policy reference, std::vector<Question> questions, Scorer score, const HeldOutOptions& options);

    HeldOutRow measure(const Policy& policy, std::int64_t step) const;
    /// Measures and writes <folder>/held-out.csv and held-out.svg anew, with the file's earlier rows below
    /// `step`. Errors: CannotWrite, and those of makeSchedule.
    Result<void> add(const Policy& policy, std::int64_t step, const std::filesystem::path& folder);
    /// What was added in this run of the program.
    const std::vector<HeldOutRow>& rows() const { return rows_; }

  private:
    Policy reference_;
    std::vector<Question> questions_;
    Scorer score_;
    HeldOutOptions options_;
    std::vector<HeldOutRow> rows_;
};

}  // namespace lacuna::training
