// How much arithmetic a training step asks for, counted from shapes where the layers multiply: what a log
// compares with the machine's best.
#pragma once

namespace lacuna::nn {

/// While one lives, the products of nn::Linear (with its low-rank part), of attention and of the VAE's and
/// the judge's convolutions are counted, on all threads. Two operations a multiply-add; a product counts once
/// forward and once for each of its factors that takes a gradient, so 6 operations a multiply-add where both
/// do. Attention counts its whole square of scores, masked or not. Not counted: passes that record no
/// gradients (sampling, a teacher, encoding), what is computed twice to save memory, norms, activations,
/// positional encoding and optimiser.
class TrainingWork {
  public:
    /// One at a time in a process.
    TrainingWork();
    ~TrainingWork();
    TrainingWork(const TrainingWork&) = delete;
    TrainingWork& operator=(const TrainingWork&) = delete;

    /// Floating-point operations since it was made or last taken.
    double take();
};

/// Layers call this before a product of two factors; costs two loads when nothing is counted.
/// @param leftTrained, rightTrained whether the factor takes a gradient.
void countProduct(double multiplyAdds, bool leftTrained, bool rightTrained);

}  // namespace lacuna::nn
