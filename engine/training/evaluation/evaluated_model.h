// Any model folder of the family, run as the editor runs it: a request in, the picture that the person would
// see on the page out.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>

#include "engine/image/blend_bands.h"
#include "engine/messages/model_info.h"
#include "engine/pipeline/model_store.h"

namespace lacuna::training {

class EvaluatedModel {
  public:
    /// @param fast in the model's few-step mode. Errors: those of ModelStore::open; Unsupported for a model
    /// without one.
    static Result<EvaluatedModel> open(const std::filesystem::path& folder, bool fast = false);
    const ModelInfo& info() const { return store_->folder().info; }
    bool can(Task task) const;

    /// What a request asks for beside its numbers. Pictures are [3, H, W] in [-1, 1] of `size`.
    struct Order {
        Task task = Task::TextToImage;
        std::string prompt;
        torch::Tensor source;  ///< undefined for text to image
        torch::Tensor mask;    ///< [1, H, W], 1 = repaint; undefined repaints all of it
        BlendBands bands;      ///< the mask's soft edges
        Margins outpaint;
        Size size;
        int steps = 0;  ///< 0 = the model's own
        double strength = 1;
        std::uint64_t seed = 0;
    };
    /// @return [3, H, W] in [-1, 1] of 8-bit values; what the mask with its bands keeps is the source's, to
    /// the bit, and so is what an edit leaves as it was (changedArea()). Errors: those of Generation::run.
    Result<torch::Tensor> generate(const Order& order);

  private:
    EvaluatedModel() = default;
    std::filesystem::path folder_;
    bool fast_ = false;
    std::unique_ptr<ModelStore> store_;
};

}  // namespace lacuna::training
