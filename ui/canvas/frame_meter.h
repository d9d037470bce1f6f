// How long the canvas takes to paint, for the promise of 30 frames a second. Always on (two clock reads a
// frame); printed when the environment has LACUNA_FRAME_TIMES=1.
#pragma once

#include <QtCore/QElapsedTimer>
#include <array>
#include <cstdint>

namespace lacuna {

class FrameMeter {
  public:
    FrameMeter();

    void begin() { timer_.start(); }
    /// `devicePixels`: how many were repainted.
    void end(std::int64_t devicePixels);
    void reset();

    int frames() const { return count_; }
    double lastMs() const { return last_; }
    double worstMs() const { return worst_; }
    /// Of the last 128 frames; 0 without any.
    double medianMs() const;
    double percentile95Ms() const;
    std::int64_t lastPixels() const { return lastPixels_; }

  private:
    double quantile(double q) const;

    QElapsedTimer timer_;
    std::array<double, 128> recent_{};
    int count_ = 0;
    double last_ = 0, worst_ = 0;
    std::int64_t lastPixels_ = 0;
    bool print_ = false;
};

}  // namespace lacuna
