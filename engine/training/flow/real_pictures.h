// A person's own pictures as flow training draws them among painted posters: all encoded once, before the
// first step, in the sizes of every stage, so that a picture that cannot be read ends the run before it
// begins. Some 0.15 MB of memory a picture at 128 x 192, four times that at twice the size.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <vector>

#include "engine/training/data/picture_set.h"
#include "engine/training/flow/latent_pool.h"
#include "engine/training/weighted_draw.h"

namespace lacuna::training {

/// Own tasks that a picture is encoded with: holes, and rough versions of itself.
inline constexpr std::int64_t kOwnTasks = 4;

/// The pictures in one stage's sizes. Each is in the bucket that is nearest to its shape, a group of its own.
class RealPool {
  public:
    explicit RealPool(std::size_t buckets) : byBucket_(buckets) {}
    /// @param weight above 0: how often it is drawn.
    void add(LatentGroup group, double weight);

    /// Share of all draws that fall into a bucket; 1 in all.
    double share(std::size_t bucket) const { return byBucket_[bucket].total() / all_.total(); }
    /// A bucket, as often as its share says.
    std::size_t drawBucket(Random& random) const { return groups_[all_.pick(random.uniform())].bucket; }
    /// A picture of a bucket whose share is above 0.
    const LatentGroup& draw(std::size_t bucket, Random& random) const {
        return groups_[byBucket_[bucket].pick(random.uniform())];
    }

  private:
    std::vector<LatentGroup> groups_;
    WeightedDraw all_;
    std::vector<WeightedDraw> byBucket_;
};

/// The bucket whose shape is nearest to a picture's (by the logarithm of height / width).
std::size_t nearestBucket(std::span<const Bucket> buckets, Size picture);

/// By a stage's width.
using RealPictures = std::map<std::int64_t, RealPool>;

struct RealPicturesOptions {
    std::map<std::int64_t, std::vector<Bucket>> bucketsOf;  ///< of each stage, by its width
    TaskMix mix;             ///< holes against rough pictures; edits need a painter
    std::uint64_t seed = 1;  ///< of the holes
    torch::Device device = torch::kCPU;
};

/// Reads every picture once (edit pairs are left out) and encodes its middle in each stage's size. What is
/// made depends on the options and the pictures alone.
/// @param read may be empty for shards. @param stopped ends the work; may be empty. Errors: those of
/// PictureSet::picture and of the tokenizer; Cancelled.
Result<RealPictures> encodeRealPictures(const data::PictureSet& pictures, const Tokenizer& tokenizer,
                                        const qwen_image::Vae& vae, const RealPicturesOptions& options,
                                        const data::ReadPicture& read, const std::function<bool()>& stopped);

}  // namespace lacuna::training
