// From words and pictures to what the transformer is conditioned on, and a memory of it: generating again
// with another seed must not read the prompt again.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <list>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/image.h"
#include "engine/models/qwen2_5_vl/text_encoder.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

namespace lacuna {

struct PromptSource {
    PromptTemplate which = PromptTemplate::TextToImage;
    std::string text;           ///< UTF-8
    std::vector<Image> images;  ///< what the edit templates show, already scaled
};

/// Tokenises and reads one prompt: B = 1, cut to kMaxPromptRows for text-to-image as the published pipeline
/// does.
/// @param processor how pictures are prepared; needed if there are any.
/// Errors: BadRequest (text that is not UTF-8, pictures of impossible shape), Unsupported (pictures for a
/// model without a vision tower). Throws nn::Cancelled.
Result<qwen2_5_vl::PromptEmbedding> readPrompt(
    const Tokenizer& tokenizer, qwen2_5_vl::TextEncoder& encoder,
    const std::optional<qwen2_5_vl::ImageProcessorConfig>& processor, const PromptSource& source,
    at::ScalarType type, std::stop_token cancel = {});

/// The most recently used embeddings.
class PromptCache {
  public:
    explicit PromptCache(std::size_t mostBytes = 256u << 20) : mostBytes_(mostBytes) {}

    /// Text, template and pictures in one key; `model` tells checkpoints apart.
    static std::string keyOf(const PromptSource& source, const std::string& model);

    const qwen2_5_vl::PromptEmbedding* find(const std::string& key);
    void insert(std::string key, qwen2_5_vl::PromptEmbedding embedding);
    void clear();

  private:
    struct Entry {
        std::string key;
        qwen2_5_vl::PromptEmbedding embedding;
        std::size_t bytes = 0;
    };
    std::list<Entry> entries_;  // most recently used first
    std::size_t mostBytes_;
    std::size_t bytes_ = 0;
};

}  // namespace lacuna
