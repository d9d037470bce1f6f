// The golden numbers of tests/reference and the models they were made with, loaded in float32.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>

#include "engine/pipeline/model_store.h"

namespace lacuna::tests {

/// tests/reference/NAME.
std::filesystem::path referencePath(const std::string& name);
/// A tensor of one of its safetensors files; the test ends when there is none.
torch::Tensor golden(const std::string& file, const std::string& name);
/// The largest absolute difference, and relative to the largest expected value.
double worst(const torch::Tensor& actual, const torch::Tensor& expected);
double worstRelative(const torch::Tensor& actual, const torch::Tensor& expected);

/// Prompts as the stack that made the golden numbers read them: rotary frequencies rounded to bfloat16 with
/// the module (spread() of make_fixtures.py), pictures' rows at sequential positions (picture_positions.h).
class ReferencePrompts {
  public:
    ReferencePrompts();
    qwen2_5_vl::PromptEmbedding read(const PromptSource& source);

  private:
    std::shared_ptr<const Tokenizer> tokenizer_;
    qwen2_5_vl::TextEncoder encoder_{nullptr};
    qwen2_5_vl::ImageProcessorConfig processor_;
};

/// A folder with a whole edit model: tiny-edit or tiny-edit-plus with the other components of tiny-t2i beside
/// it, as links.
std::filesystem::path wholeEditModel(const std::string& name, const std::filesystem::path& scratch);

}  // namespace lacuna::tests
