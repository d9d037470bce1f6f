// See frame_meter.h.
#include "ui/canvas/frame_meter.h"

#include <QtCore/QtGlobal>
#include <algorithm>
#include <cstdio>
#include <vector>

namespace lacuna {

FrameMeter::FrameMeter() : print_(qEnvironmentVariableIntValue("LACUNA_FRAME_TIMES") > 0) {}

void FrameMeter::end(std::int64_t devicePixels) {
    last_ = double(timer_.nsecsElapsed()) / 1e6;
    worst_ = std::max(worst_, last_);
    recent_[std::size_t(count_) % recent_.size()] = last_;
    ++count_;
    lastPixels_ = devicePixels;
    if (print_)
        std::fprintf(stderr, "frame %d: %.2f ms, %.2f Mpx, median %.2f ms\n", count_, last_,
                     double(devicePixels) / 1e6, medianMs());
}

void FrameMeter::reset() {
    count_ = 0;
    last_ = worst_ = 0;
    lastPixels_ = 0;
}

double FrameMeter::medianMs() const {
    return quantile(0.5);
}

double FrameMeter::percentile95Ms() const {
    return quantile(0.95);
}

double FrameMeter::quantile(double q) const {
    const std::size_t n = std::min(std::size_t(count_), recent_.size());
    if (n == 0) return 0;
    std::vector<double> sorted(recent_.begin(), recent_.begin() + std::ptrdiff_t(n));
    const auto at = sorted.begin() + std::ptrdiff_t(q * double(n - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

}  // namespace lacuna
