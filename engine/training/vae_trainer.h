// Trains the autoencoder on crops of posters and measures the statistics of its latents.
#pragma once

#include <filesystem>

#include "engine/base/result.h"
#include "engine/models/qwen_image/vae.h"
#include "engine/training/judge/judge.h"
#include "engine/training/run.h"

namespace lacuna::training {

/// The keys of a VAE run beside the shared ones.
struct VaeRunConfig {
    RunConfig run;
    Json vae;  ///< vae/config.json as it will be written; latents_mean and _std are measured at the end
    std::int64_t crop = 96;          ///< side of the training crops, a multiple of 8
    std::int64_t posterWidth = 256;  ///< of the posters that crops are taken from
    std::int64_t pool = 192;         ///< posters kept
    std::int64_t fresh = 1;          ///< posters painted a step
    double gradientWeight = 1.0;     ///< of the edges' loss
    double kl = 1e-5;
    std::filesystem::path judge;  ///< a trained classifier's folder; may be empty without perceptualWeight
    double perceptualWeight = 0;  ///< of the distance of its features
};
Result<VaeRunConfig> readVaeRunConfig(const std::filesystem::path& file);

/// Reconstruction of a batch. @param pixels, decoded [B, 3, H, W] in [-1, 1].
/// loss = |d| mean + gradientWeight * (edges at full and half size) + kl * KL(q || N(0, 1)) a latent number
/// + perceptualWeight * the judge's perceptualDistance, which is left out without a judge.
/// @param judge null, or frozen: gradients pass through it to `decoded`.
Losses vaeLosses(const torch::Tensor& pixels, const torch::Tensor& decoded,
                 const qwen_image::Moments& moments, const VaeRunConfig& config, Judge judge = nullptr);

/// The classifier that the run's "perceptual_weight" asks for, frozen; null when it asks for none. Error: the
/// folder holds none, or one that does not fit this program.
Result<Judge> perceptualJudge(const VaeRunConfig& config);

/// Trains; afterwards writes <folder>/vae/ as a model folder has it: config.json with the measured
/// latents_mean and latents_std, and the averaged weights in float32.
Result<void> trainVae(const std::filesystem::path& configFile, bool resume,
                      const std::function<bool()>& stopped = {});

/// Peak signal-to-noise ratio in decibels of two pictures in [-1, 1].
double psnr(const torch::Tensor& a, const torch::Tensor& b);

/// The module's parameters by name.
NamedTensors parametersOf(torch::nn::Module& module, const std::string& prefix = {});

}  // namespace lacuna::training
