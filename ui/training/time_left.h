// How long a run will still take: from the steps and sample pictures it has told about, so that the time goes
// on falling while a picture is drawn. Plain arithmetic on a clock that the caller reads.
#pragma once

namespace lacuna {

class TimeLeft {
  public:
    struct Plan {
        int steps = 0;
        int sampleEvery = 0;     ///< steps between sample pictures; 0 = none are drawn
        int samplePasses = 0;    ///< forward passes of the transformer that a sample picture takes
        double mostSeconds = 0;  ///< the run's time limit; 0 = none
    };

    TimeLeft() = default;
    explicit TimeLeft(const Plan& plan) : plan_(plan) {}

    /// Step number `done` is over. `now` is in seconds on one clock, here and below; the first call sets it
    /// going, as what came before that step is not known.
    void step(int done, double now);
    /// The sample picture that was due is there.
    void sample(double now);

    /// A sample picture is being drawn, as far as the plan tells.
    bool drawing() const { return drawing_; }
    /// Seconds; below 0 while it cannot be known. What takes longer than expected does not make it rise until
    /// it is over.
    double seconds(double now) const;
    /// The share of the time limit that is used up, 0..1; 0 without one.
    double limitUsed(double now) const;

  private:
    double perSample() const;
    bool overLimit(double now) const { return plan_.mostSeconds > 0 && now - begun_ >= plan_.mostSeconds; }

    Plan plan_;
    bool going_ = false, drawing_ = false;
    double begun_ = 0, last_ = 0;  ///< when the run, and the present step or sample, began
    int done_ = 0;
    int timed_ = 0;          ///< steps in the moving mean
    double perStep_ = 0;     ///< the moving mean, seconds
    double perSample_ = -1;  ///< the newest one's, seconds; below 0 before there is one
};

}  // namespace lacuna
