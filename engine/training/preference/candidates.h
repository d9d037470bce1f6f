// Groups of pictures that a model made for the same prompt, scored: what SFT takes the best of and what DPO
// takes its pairs from.
#pragma once

#include <torch/torch.h>

#include <functional>

#include "engine/training/preference/policy.h"
#include "engine/training/preference/question.h"
#include "engine/training/preference/reward.h"

namespace lacuna::training {

/// Scores latents [G * K, 16, h, w], K rows for each of G questions, one question's rows together.
using Scorer = std::function<Scores(const torch::Tensor& latents, std::span<const Question> questions)>;

/// How a group is made.
struct GroupOptions {
    std::int64_t groups = 64;    ///< prompts
    std::int64_t groupSize = 8;  ///< pictures a prompt
    double guidance = 1;
    std::int64_t height = 24, width = 16;  ///< latent cells
};

struct Candidates {
    std::int64_t first = 0;  ///< number of the first question
    torch::Tensor latents;   ///< [G, K, 16, h, w]
    torch::Tensor rewards;   ///< [G, K] float32 on the CPU
    NamedTensors state() const;
    /// Error: BadFile.
    static Result<Candidates> fromState(const NamedTensors& state);
};

/// Deterministic samples from fresh noise, seeded by `seed` and the question's number.
Candidates makeCandidates(const Policy& policy, const QuestionSource& source, const Scorer& score,
                          const FlowSchedule& schedule, const GroupOptions& options, std::int64_t first,
                          std::uint64_t seed);

}  // namespace lacuna::training
