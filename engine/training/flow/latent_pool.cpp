// See latent_pool.h. Groups are numbered from the run's first; step s has those below groupsAt(s), at most
// the capacity's number of them.
#include "engine/training/flow/latent_pool.h"

#include <algorithm>
#include <cmath>

#include "engine/training/flow/own_task.h"

namespace lacuna::training {
namespace {

/// Steps whose posters are repainted before a run goes on are handed over in parcels of this many groups.
constexpr std::int64_t kParcel = 16;

}  // namespace

LatentGroup encodedGroup(qwen_image::Vae vae, torch::Device device, const SampleGroup& group) {
    const torch::NoGradGuard noGrad;
    const auto encoded = [&](const torch::Tensor& bytes) {
        return vae->normalise(vae->encode(pixelsOf(bytes.to(device))).mean.to(torch::kFloat));
    };
    return {group.bucket,
            encoded(group.pictures),
            encoded(group.sources),
            group.hidden.to(device),
            group.unchanged.to(device),
            group.lettering.to(device),
            group.features.to(device),
            group.tasks,
            group.captions,
            group.instructions};
}

LatentPool::LatentPool(const SampleSource& source, qwen_image::Vae vae, torch::Device device,
                       const LatentPoolOptions& options)
    : source_(source),
      vae_(std::move(vae)),
      device_(device),
      options_(options),
      capacity_(std::max<std::int64_t>(
          1, (options.capacity + source.options().groupSize - 1) / source.options().groupSize)),
      byBucket_(source.options().buckets.size()),
      painted_(
          [this](std::int64_t step) {
              const auto first = groupsAt(step - 1);
              return source_.groups(first, groupsAt(step) - first, [step](std::int64_t) { return step; });
          },
          options.ahead) {}

std::int64_t LatentPool::groupsAt(std::int64_t step) const {
    const auto each = source_.options().groupSize;
    const double posters = double(options_.first) + options_.fresh * double(step);
    return std::max<std::int64_t>(1, std::int64_t(posters / double(each)));
}

std::int64_t LatentPool::stepOf(std::int64_t group) const {
    if (group < groupsAt(0) || options_.fresh <= 0) return 0;
    const double posters = double((group + 1) * source_.options().groupSize - options_.first);
    auto step = std::max<std::int64_t>(0, std::int64_t(posters / options_.fresh) - 1);
    while (groupsAt(step) <= group) ++step;
    return step;
}

void LatentPool::add(const SampleGroup& group) {
    groups_.push_back(encodedGroup(vae_, device_, group));
    if (std::int64_t(groups_.size()) > capacity_) groups_.pop_front();
}

void LatentPool::moveTo(std::int64_t step) {
    if (step == step_) return;
    torch::NoGradGuard noGrad;
    if (step_ >= 0 && step == step_ + 1) {
        for (const auto& group : painted_.get(step)) add(group);
    } else {
        groups_.clear();
        const auto end = groupsAt(step);
        for (auto first = std::max<std::int64_t>(0, end - capacity_); first < end; first += kParcel) {
            for (const auto& group : source_.groups(first, std::min(kParcel, end - first),
                                                    [this](std::int64_t group) { return stepOf(group); }))
                add(group);
        }
    }
    step_ = step;
    sortByBucket();
}

void LatentPool::sortByBucket() {
    for (auto& list : byBucket_) list.clear();
    for (const auto& group : groups_) byBucket_[group.bucket].push_back(&group);
}

}  // namespace lacuna::training
