// What flow training is made of before it is encoded: posters with the task that each also serves (a hole to
// fill, an edit to carry out, a rough picture to refine) and their captions as tokens. A sample depends on
// (seed, number, step) alone, whatever thread paints it.
#pragma once

#include <torch/torch.h>

#include <array>
#include <functional>
#include <vector>

#include "engine/messages/request.h"
#include "engine/text/tokenizer.h"
#include "engine/training/flow/curriculum.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/posters/caption.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {

/// One size of page that a run trains on.
struct Bucket {
    std::int64_t width = 128, height = 192;  ///< pixels, multiples of 32
    double weight = 1;                       ///< share of the posters
    bool operator==(const Bucket&) const = default;
};
/// Pages of about the same area as `width` x 1.5 width, one an aspect (height / width), sides in whole steps
/// of 32.
std::vector<Bucket> bucketsOf(std::int64_t width, const std::vector<std::pair<double, double>>& aspects);

/// How the posters' second tasks are shared out, and how often a batch uses them.
struct TaskMix {
    double textToImage = 0.4;     ///< of a batch's samples; the others serve their poster's own task
    double holes = 0.55;          ///< of the posters: inpaint and outpaint
    double edits = 0.3;           ///< of the posters: instructions; the rest refines a rough picture
    double noPrompt = 0.1;        ///< the prompt left out, for guidance
    double keptWeight = 0.25;     ///< in the loss, of cells that the hole keeps; others weigh 1
    double letteringWeight = 1;   ///< in the loss, of cells with words: small, and the hardest part
    double meaningWeight = 0.1;   ///< of the meaning's preservation in the loss
    double strengthLeast = 0.35;  ///< of image to image, least noise that a rough picture is given
};

inline constexpr std::size_t kCaptionLengths = 3, kCaptionLanguages = 2;
/// A prompt as the text encoder gets it, template included.
using TokenRow = std::vector<TokenId>;
/// By length, then language.
using CaptionRows = std::array<std::array<TokenRow, kCaptionLanguages>, kCaptionLengths>;

/// Posters of one size that are encoded together.
struct SampleGroup {
    std::size_t bucket = 0;
    torch::Tensor pictures;   ///< [n, 3, H, W] uint8
    torch::Tensor sources;    ///< [n, 3, H, W] uint8: what the task is given
    torch::Tensor hidden;     ///< [n, 1, H/8, W/8], 1 = the source does not show the cell
    torch::Tensor unchanged;  ///< [n, 1, H/8, W/8], 1 = the task must leave the cell as it is
    torch::Tensor lettering;  ///< [n, 1, H/8, W/8], 1 = words stand there
    torch::Tensor features;   ///< [n, tokens, kMpeFeatures] of the task
    std::vector<Task> tasks;
    std::vector<CaptionRows> captions;      ///< of the whole picture, through the prompt template
    std::vector<CaptionRows> instructions;  ///< what the task is asked, with the operation's tokens
};

struct SampleOptions {
    std::uint64_t seed = 1;
    std::vector<Bucket> buckets;
    std::int64_t groupSize = 16;
    TaskMix mix;
    Curriculum curriculum;
};

class SampleSource {
  public:
    /// @param atlas on the CPU; both must outlive the source.
    SampleSource(const Atlas& atlas, const Tokenizer& tokenizer, SampleOptions options)
        : atlas_(atlas), tokenizer_(tokenizer), options_(std::move(options)) {}

    /// Groups [first, first + count), painted by all threads of libtorch's pool at once.
    /// @param stepOf the step of the curriculum that a group belongs to.
    std::vector<SampleGroup> groups(std::int64_t first, std::int64_t count,
                                    const std::function<std::int64_t(std::int64_t group)>& stepOf) const;

    const SampleOptions& options() const { return options_; }
    /// What stands for a prompt that is left out.
    TokenRow emptyPrompt() const { return row(" "); }

  private:
    struct Sample;
    std::size_t bucketOf(std::int64_t group) const;
    Sample sample(std::int64_t number, const Bucket& bucket, const CurriculumPoint& point) const;
    torch::Tensor paint(const Scene& scene, const Bucket& bucket) const;
    CaptionRows captionRows(const Scene& scene, const std::string& prefix) const;
    TokenRow row(const std::string& prompt) const;
    void makeEdit(Sample& sample, Scene& scene, Random& random) const;
    void makeHoled(Sample& sample, const Scene& scene, Random& random) const;
    void makeRough(Sample& sample, const Scene& scene, Random& random) const;

    const Atlas& atlas_;
    const Tokenizer& tokenizer_;
    SampleOptions options_;
};

}  // namespace lacuna::training
