// From the pool to a training batch: which task, which caption, which noise level; and the losses of a
// prediction. Formulas: flow matching with straight paths (Lipman et al., "Flow Matching for Generative
// Modeling", 2023), noise levels logit-normal and shifted by resolution (Esser et al., "Scaling Rectified
// Flow Transformers", 2024, sections 3.1 and 5.3.2).
#pragma once

#include <torch/torch.h>

#include "engine/training/draft_model.h"
#include "engine/training/flow/latent_pool.h"
#include "engine/training/flow/real_pictures.h"
#include "engine/training/run.h"

namespace lacuna::training {

struct FlowBatch {
    FlowInput input;
    torch::Tensor target;   ///< [B, 16, h, w]: d x_t / d t, from the picture towards the noise
    torch::Tensor noisy;    ///< [B, 16, h, w]: x_t
    torch::Tensor clean;    ///< [B, 16, h, w]: x_0
    torch::Tensor weight;   ///< [B, 1, h, w], of a cell in the loss
    torch::Tensor keep;     ///< [B, 1, h, w], 1 = the task must leave the cell as it is
    torch::Tensor meaning;  ///< [B, 1, h, w], 1 = what the cell means must stay, if not its every detail
    /// Of the whole batch, over the processes that share it: what sums of losses are divided by, so that the
    /// mean over processes is the whole batch's loss.
    torch::Tensor weightSum, meaningSum;
    std::int64_t whole = 0;  ///< samples of the whole batch
    std::int64_t real = 0;   ///< those that are a person's own pictures

    /// Sets the sums and `whole`, once the rows are there.
    void addUp();
    /// One process's rows. @param world must divide the batch.
    FlowBatch partOf(std::int64_t rank, std::int64_t world) const;
};

/// A person's own pictures among the painted ones.
struct RealShare {
    const RealPool* pool = nullptr;
    double share = 0;  ///< of all samples, 0..1
};

/// Draws sigma = e^mu / (e^mu + 1/s - 1), s = sigmoid(n), n ~ N(0, 1). @return [count] float32.
torch::Tensor drawSigmas(std::int64_t count, double mu, Random& random);

/// Standard normal numbers that depend on the seed and the device's kind alone.
torch::Tensor seededNormal(at::IntArrayRef sizes, std::uint64_t seed, torch::Device device);

/// A batch of one page size that depends on (seed, number) and the pool's contents alone. Image to image
/// starts from the rough picture y with strength S: x_t = (1 - t/S) x_0 + t/S (1 - S) y + t e for t <= S, the
/// straight way from where the sampler begins to the picture.
/// The page size is drawn from the painted posters' or, as often as `real` says, from the pictures' sizes;
/// a size's batches then have the share of pictures that makes `real.share` of all samples, and each picture
/// comes as often as its weight says.
FlowBatch makeFlowBatch(const LatentPool& pool, const qwen_image::SchedulerConfig& scheduler,
                        const TaskMix& mix, std::int64_t count, std::uint64_t seed, std::uint64_t number,
                        torch::Device device, const RealShare& real = {});

/// The first is what is minimised: sum(weight * d^2) / sum(weight) + meaningWeight * meaning, d = velocity -
/// target. "reconstruction" is the mean of d^2 where something is made, "consistency" where all must stay,
/// "meaning" 1 - the cosine between true and estimated clean latents, averaged over 4 x 4 cells.
Losses flowLosses(const torch::Tensor& velocity, const FlowBatch& batch, double meaningWeight);

}  // namespace lacuna::training
