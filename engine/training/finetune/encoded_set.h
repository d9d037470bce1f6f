// Pictures and captions as the trainer sees them: latents and prompt embeddings, computed once, kept in
// files, so that VAE and text encoder need not stay in memory and a resumed run does not read a picture
// again.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

#include "engine/pipeline/model_store.h"
#include "engine/training/data/picture_set.h"
#include "engine/training/finetune/config.h"
#include "engine/training/share.h"
#include "engine/training/weighted_draw.h"

namespace lacuna::training {

struct EncodedPicture {
    torch::Tensor latents;  ///< [16, h, w] the encoder's mean, normalised, float32
    torch::Tensor text;     ///< [T, hidden] of trigger and caption, float32
};

/// What one step's forward pass takes. All pictures have one size.
struct EncodedBatch {
    torch::Tensor latents;               ///< [B, 16, h, w]
    torch::Tensor text;                  ///< [B, T, hidden], zeros after a prompt's end
    torch::Tensor mask;                  ///< [B, T] bool
    std::vector<std::uint64_t> numbers;  ///< of the samples in the run: what is random of one comes from it
};

class EncodedSet {
  public:
    /// Encodes what <output>/cache does not hold yet; processes share the work.
    /// @param read decodes a picture; may be empty when everything is in the cache or in shards.
    /// @param onProgress pictures done, all pictures; may be empty. @param stopped ends the work; may be
    /// empty. Errors: those of PictureSet::open, of the model's parts and of `read`; Cancelled; CannotWrite.
    static Result<EncodedSet> prepare(const FinetuneConfig& config, ModelStore& store,
                                      const data::ReadPicture& read, const Share& share,
                                      const std::function<void(int, int)>& onProgress,
                                      const std::function<bool()>& stopped);

    /// The share's part of global micro-batch `number`: pictures of one bucket, which the seed and the number
    /// choose, the same for any division into processes. A picture comes as often as its weight says.
    Result<EncodedBatch> batch(std::uint64_t number, const Share& share) const;

    std::int64_t size() const { return std::int64_t(files_.size()); }

  private:
    std::vector<std::filesystem::path> files_;
    std::vector<WeightedDraw> buckets_;  ///< of files_, pictures of one size each
    std::uint64_t seed_ = 0;
    std::int64_t perProcess_ = 1;
    double noPrompt_ = 0;
    torch::Tensor noPromptText_;  ///< [T, hidden]
};

}  // namespace lacuna::training
