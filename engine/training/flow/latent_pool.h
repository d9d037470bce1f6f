// Encoded posters kept at hand for flow training: latents once encoded serve many steps, and a few new
// posters join each step, so that neither painting nor encoding starves the trainer. What the pool holds at a
// step depends on that step's number alone.
#pragma once

#include <deque>

#include "engine/models/qwen_image/vae.h"
#include "engine/training/flow/samples.h"
#include "engine/training/prefetch.h"

namespace lacuna::training {

/// A group as the trainer sees it, on the trainer's device.
struct LatentGroup {
    std::size_t bucket = 0;
    torch::Tensor latents;    ///< [n, 16, h, w] normalised, float32
    torch::Tensor sources;    ///< [n, 16, h, w] of what the task is given
    torch::Tensor hidden;     ///< [n, 1, h, w], 1 = the source does not show the cell
    torch::Tensor unchanged;  ///< [n, 1, h, w]
    torch::Tensor lettering;  ///< [n, 1, h, w]
    torch::Tensor features;   ///< [n, tokens, kMpeFeatures]
    std::vector<Task> tasks;
    std::vector<CaptionRows> captions, instructions;
};

/// A group through the autoencoder. @param group all of its tensors have a row a task, but its pictures may
/// be one that all tasks share.
LatentGroup encodedGroup(qwen_image::Vae vae, torch::Device device, const SampleGroup& group);

struct LatentPoolOptions {
    std::int64_t capacity = 1024;  ///< posters, in whole groups
    std::int64_t first = 1024;     ///< posters at step 0; the pool grows from there to its capacity
    double fresh = 2;              ///< new posters a step
    std::size_t ahead = 0;         ///< steps' worth of painting done ahead, on a thread of its own; 0 = none
};

class LatentPool {
  public:
    /// @param source must outlive the pool.
    LatentPool(const SampleSource& source, qwen_image::Vae vae, torch::Device device,
               const LatentPoolOptions& options);
    /// Encodes what step `step` has more than the last step asked for (everything, when it is not a later one
    /// nearby).
    void moveTo(std::int64_t step);

    std::size_t size() const { return groups_.size(); }
    /// Any group, oldest first.
    const LatentGroup& group(std::size_t index) const { return groups_[index]; }
    /// Groups of one bucket, oldest first.
    const std::vector<const LatentGroup*>& groupsOf(std::size_t bucket) const { return byBucket_[bucket]; }
    const SampleSource& source() const { return source_; }
    /// Posters painted and not yet asked for, in steps.
    std::size_t ready() const { return painted_.ready(); }
    std::int64_t waits() const { return painted_.waits(); }

  private:
    /// Groups that the pool has had in all at `step`.
    std::int64_t groupsAt(std::int64_t step) const;
    /// The step that brings a group.
    std::int64_t stepOf(std::int64_t group) const;
    void add(const SampleGroup& group);
    void sortByBucket();

    const SampleSource& source_;
    qwen_image::Vae vae_;
    torch::Device device_;
    LatentPoolOptions options_;
    std::int64_t capacity_;  ///< groups
    std::int64_t step_ = -1;
    std::deque<LatentGroup> groups_;
    std::vector<std::vector<const LatentGroup*>> byBucket_;
    Prefetch<std::vector<SampleGroup>> painted_;
};

}  // namespace lacuna::training
