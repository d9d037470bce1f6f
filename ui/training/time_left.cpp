// See time_left.h: a moving mean of the steps, and the newest sample as the measure of the next.
#include "ui/training/time_left.h"

#include <algorithm>

namespace lacuna {
namespace {

constexpr int kMemory = 20;  ///< steps that the moving mean reaches back
/// A step is a forward and a backward pass, and backward costs as much as two forward ones (Kaplan et al.,
/// 2020, section 2.1): what a sample takes is guessed from that until one has been timed.
constexpr double kPassesOfAStep = 3;

}  // namespace

void TimeLeft::step(int done, double now) {
    if (!going_) {
        begun_ = now;
    } else if (const int steps = done - done_; steps > 0) {
        timed_ = std::min(timed_ + steps, kMemory);
        perStep_ += ((now - last_) / steps - perStep_) * std::min(1.0, double(steps) / timed_);
    }
    going_ = true;
    done_ = done;
    last_ = now;
    drawing_ =
        plan_.sampleEvery > 0 && (done % plan_.sampleEvery == 0 || done >= plan_.steps || overLimit(now));
}

void TimeLeft::sample(double now) {
    if (!drawing_) return;
    perSample_ = now - last_;
    last_ = now;
    drawing_ = false;
}

double TimeLeft::perSample() const {
    if (plan_.sampleEvery <= 0) return 0;
    return perSample_ >= 0 ? perSample_ : perStep_ * plan_.samplePasses / kPassesOfAStep;
}

double TimeLeft::seconds(double now) const {
    if (timed_ == 0) return -1;
    const double present = std::max(0.0, (drawing_ ? perSample() : perStep_) - (now - last_));
    const int steps = std::max(0, plan_.steps - done_);
    double left = drawing_ ? present + steps * perStep_ : steps > 0 ? present + (steps - 1) * perStep_ : 0;
    if (plan_.sampleEvery > 0 && steps > 0) {
        const int all =
            (plan_.steps + plan_.sampleEvery - 1) / plan_.sampleEvery;  // the last step draws, too
        left += (all - done_ / plan_.sampleEvery) * perSample();
    }
    if (plan_.mostSeconds <= 0) return left;
    if (overLimit(last_)) return drawing_ ? present : 0;
    return std::min(left, std::max(0.0, begun_ + plan_.mostSeconds - now) + perSample());
}

double TimeLeft::limitUsed(double now) const {
    return going_ && plan_.mostSeconds > 0 ? std::min(1.0, (now - begun_) / plan_.mostSeconds) : 0;
}

}  // namespace lacuna
