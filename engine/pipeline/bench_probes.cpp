// See bench_probes.h.
#include "engine/pipeline/bench_probes.h"

#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>

namespace lacuna {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kSamplePeriod = std::chrono::milliseconds(50);

}  // namespace

std::vector<double> timeRuns(int repeats, const std::function<void()>& work, int warmUps) {
    std::vector<double> seconds;
    for (int i = -warmUps; i < repeats; ++i) {
        const auto start = Clock::now();
        work();
        if (i >= 0) seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    }
    return seconds;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Json summary(const std::vector<double>& seconds) {
    if (seconds.empty()) return nullptr;
    return {{"median", median(seconds)},
            {"least", std::ranges::min(seconds)},
            {"most", std::ranges::max(seconds)},
            {"runs", seconds.size()}};
}

double gemmCeiling(at::ScalarType type, std::int64_t tokens) {
    constexpr std::int64_t kIn = 3072, kOut = 12288;
    const auto options = at::TensorOptions(at::kFloat);
    const auto x = torch::randn({tokens, kIn}, options).to(type);
    const auto weight = torch::randn({kOut, kIn}, options).to(type);
    const auto seconds = median(timeRuns(3, [&] { at::linear(x, weight); }));
    return 2.0 * double(tokens) * kIn * kOut / seconds / 1e9;
}

std::uint64_t privateBytes() {
    std::ifstream file("/proc/self/smaps_rollup");
    std::uint64_t kilobytes = 0;
    for (std::string word; file >> word;) {
        std::uint64_t value = 0;
        if ((word == "Private_Clean:" || word == "Private_Dirty:") && file >> value) kilobytes += value;
    }
    return kilobytes * 1024;
}

PeakMemory::PeakMemory()
    : peak_(privateBytes()), thread_([this](std::stop_token stop) {
          while (!stop.stop_requested()) {
              peak_ = std::max(peak_.load(), privateBytes());
              std::this_thread::sleep_for(kSamplePeriod);
          }
      }) {}

std::uint64_t PeakMemory::bytes() const {
    return std::max(peak_.load(), privateBytes());
}

ForeignCpu::ForeignCpu() : start_(now()) {}

ForeignCpu::Ticks ForeignCpu::now() {
    Ticks ticks;
    std::ifstream file("/proc/stat");
    std::string name;
    file >> name;  // "cpu": user nice system idle iowait irq softirq steal
    for (int field = 0; field < 8; ++field) {
        double value = 0;
        if (!(file >> value)) break;
        ticks.total += value;
        if (field != 3 && field != 4) ticks.busy += value;
    }
    tms own{};
    ::times(&own);
    ticks.own = double(own.tms_utime + own.tms_stime);
    return ticks;
}

double ForeignCpu::share() const {
    const Ticks end = now();
    const double total = end.total - start_.total;
    if (total <= 0) return 0;
    return std::clamp((end.busy - start_.busy - (end.own - start_.own)) / total, 0.0, 1.0);
}

}  // namespace lacuna
