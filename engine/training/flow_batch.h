// From posters to a training batch: which task, which caption, which noise level; and the loss of a
// prediction. Formulas: flow matching with straight paths (Lipman et al., "Flow Matching for Generative
// Modeling", 2023), noise levels logit-normal and shifted by resolution (Esser et al., "Scaling Rectified
// Flow Transformers", 2024, sections 3.1 and 5.3.2).
#pragma once

#include <torch/torch.h>

#include "engine/training/draft_model.h"
#include "engine/training/latent_pool.h"
#include "engine/training/run.h"

namespace lacuna::training {

/// How often a batch's samples are of which kind; the rest is text to image.
struct TaskMix {
    double holes = 0.45;         ///< inpaint and outpaint, as the poster's hole is
    double imageToImage = 0.05;  ///< text to image under the name of image to image
    double noPrompt = 0.1;       ///< the prompt left out, for guidance
    double keptWeight = 0.25;    ///< of kept cells in the loss; generated cells weigh 1
};

struct FlowBatch {
    FlowInput input;
    torch::Tensor target;  ///< [B, 16, h, w]: noise - clean
    torch::Tensor weight;  ///< [B, 1, h, w]
    torch::Tensor hole;    ///< [B, 1, h, w]: 1 = generated
};

/// Draws sigma = e^mu / (e^mu + 1/s - 1), s = sigmoid(n), n ~ N(0, 1). @return [count] float32.
torch::Tensor drawSigmas(std::int64_t count, double mu, Random& random);

/// A batch that depends on (seed, number) and the pool's contents alone.
FlowBatch makeFlowBatch(const LatentPool& pool, const AtlasNames& names,
                        const qwen_image::SchedulerConfig& scheduler, const TaskMix& mix, std::int64_t count,
                        double aspect, std::uint64_t seed, std::uint64_t number, torch::Device device);

/// loss = sum(weight * d^2) / sum(weight); "generated" and "kept" are the plain means over the two kinds of
/// cells.
Losses flowLosses(const torch::Tensor& velocity, const FlowBatch& batch);

}  // namespace lacuna::training
