// AdamW with gradient clipping and an exponential moving average of the weights, its whole state as named
// tensors, so that a stopped run goes on with the same numbers.
#pragma once

#include <torch/torch.h>

#include <optional>

#include "engine/training/tensor_file.h"

namespace lacuna::training {

struct OptimizerOptions {
    double learningRate = 1e-3;
    double minLearningRate = 1e-4;  ///< at the end of the cosine
    std::int64_t warmupSteps = 100;
    std::int64_t steps = 10000;  ///< length of the schedule
    /// Over 0: the learning rate falls over this many minutes of the run instead, which then ends. For a
    /// machine that is there for a fixed time; such a run does not repeat bit for bit.
    double annealMinutes = 0;
    double beta1 = 0.9, beta2 = 0.98, epsilon = 1e-8;
    double weightDecay = 0.01;  ///< of matrices and kernels; vectors are not decayed
    double clipNorm = 1.0;
    double ema = 0.999;  ///< most; the average follows faster in the first steps
    /// Matrices inside transformer layers take orthogonalised momentum steps (Muon), which learn from far
    /// fewer samples than AdamW's.
    bool muon = false;
    double momentum = 0.95;  ///< Muon's
};

/// Linear warm-up, then a cosine from learningRate to minLearningRate (Loshchilov and Hutter, "SGDR", 2017).
/// @param progress of the cosine, 0..1, instead of what the step says.
double learningRateAt(const OptimizerOptions& options, std::int64_t step,
                      std::optional<double> progress = {});

/// The nearest semi-orthogonal matrix, roughly: five Newton-Schulz iterations (Jordan et al., "Muon: an
/// optimizer for hidden layers in neural networks", 2024); singular values end between about 0.7 and 1.2.
/// @param matrices [.., rows, columns]. @return float32.
torch::Tensor orthogonalised(const torch::Tensor& matrices);

/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2, with bias correction;
/// for Muon's matrices step length and decay of Liu et al., "Muon is scalable for LLM training", 2025,
/// equation 4, so that both kinds share one learning rate.
class Optimizer {
  public:
    /// @param parameters trainable leaves by name; they are updated in place.
    Optimizer(NamedTensors parameters, const OptimizerOptions& options);

    /// One update from the gradients that the parameters hold, divided by `divisor` (accumulated batches),
    /// and their reset.
    /// @param progress see learningRateAt.
    /// @return the gradient's norm before clipping; when it is not finite the step is left out.
    double step(double divisor = 1.0, std::optional<double> progress = {});
    std::int64_t steps() const { return steps_; }
    const NamedTensors& parameters() const { return parameters_; }
    const NamedTensors& average() const { return average_; }

    /// weights "w.", first and second moments "m." and "v.", average "e.", with the step number as "steps".
    NamedTensors state() const;
    /// Error: BadFile when a tensor is missing or has another shape.
    Result<void> restore(const NamedTensors& state, const std::string& where);

  private:
    /// Tensors that are updated alike, in few launches however many they are.
    struct Group {
        std::vector<torch::Tensor> parameters, gradients, first, second;
    };
    void adamw(Group& group, double rate, double decay);
    void muon(Group& group, double rate);  ///< matrices of one shape

    NamedTensors parameters_, first_, second_, average_;
    OptimizerOptions options_;
    std::int64_t steps_ = 0;
};

}  // namespace lacuna::training
