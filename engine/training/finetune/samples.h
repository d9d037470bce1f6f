// Sample pictures of a model in training: the prompts read once, the pictures drawn by the editor's own
// pipeline.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/pipeline/model_store.h"
#include "engine/training/finetune/config.h"

namespace lacuna::training {

class SamplePrompts {
  public:
    /// Reads config.samplePrompts while the text encoder is there. Errors: those of ModelStore::prompts.
    static Result<SamplePrompts> encode(const FinetuneConfig& config, ModelStore& store);
    /// Draws <output>/sample-STEP-N.png for every prompt, N from 1, with seed N. @return the files.
    Result<std::vector<std::filesystem::path>> draw(const FinetuneConfig& config, const Networks& networks,
                                                    std::int64_t step) const;

  private:
    std::vector<Guidance> prompts_;
    Size size_;
    int steps_ = 20;
};

}  // namespace lacuna::training
