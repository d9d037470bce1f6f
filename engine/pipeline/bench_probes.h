// How the benchmark measures: medians of repeated runs, private memory, and how much of the machine others
// used meanwhile. A number without its circumstances is no measurement.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/formats/json_file.h"

namespace lacuna {

/// Seconds of each of `repeats` calls, after `warmUps` that do not count.
std::vector<double> timeRuns(int repeats, const std::function<void()>& work, int warmUps = 1);
double median(std::vector<double> values);
/// {"median": .., "least": .., "most": .., "runs": n}, seconds.
Json summary(const std::vector<double>& seconds);

/// GFLOP/s of the 4096-token MLP product [tokens, 3072] x [3072, 12288] in `type`: what the machine's best
/// kernel reaches, the ceiling that steps are compared with. Median of 3.
double gemmCeiling(at::ScalarType type, std::int64_t tokens = 4096);

/// Private_Clean + Private_Dirty of /proc/self/smaps_rollup: mapped weights in the page cache do not count.
/// 0 where there is no such file.
std::uint64_t privateBytes();

/// Largest privateBytes() while it lives, looked at 20 times a second from a thread of its own: the peaks lie
/// inside calls to libtorch.
class PeakMemory {
  public:
    PeakMemory();
    std::uint64_t bytes() const;

  private:
    std::atomic<std::uint64_t> peak_{0};
    std::jthread thread_;
};

/// The share of all processors' time that other programs used since this object was made, 0..1.
class ForeignCpu {
  public:
    ForeignCpu();
    double share() const;

  private:
    struct Ticks {
        double busy = 0, total = 0, own = 0;
    };
    static Ticks now();
    Ticks start_;
};

}  // namespace lacuna
