// See prompt.h.
#include "engine/pipeline/prompt.h"

#include <algorithm>

namespace lacuna {

Result<qwen2_5_vl::PromptEmbedding> readPrompt(
    const Tokenizer& tokenizer, qwen2_5_vl::TextEncoder& encoder,
    const std::optional<qwen2_5_vl::ImageProcessorConfig>& processor, const PromptSource& source,
    at::ScalarType type, std::stop_token cancel) {
    qwen2_5_vl::Prompt prompt;
    std::vector<int> rows;
    if (!source.images.empty() && (!processor || !encoder->visual)) {
        return fail(ErrorKind::Unsupported,
                    "This model cannot look at pictures. Choose an editing model, such as Qwen-Image-Edit.");
    }
    for (const Image& image : source.images) {
        LACUNA_TRY(auto prepared, qwen2_5_vl::prepareImage(image, *processor));
        rows.push_back(int(prepared.mergedTokens(processor->mergeSize)));
        prompt.images.push_back(std::move(prepared));
    }
    LACUNA_TRY(prompt.tokens, tokenizePrompt(tokenizer, source.which, source.text, rows));
    const bool cut = source.which == PromptTemplate::TextToImage;
    return qwen2_5_vl::encodePrompts(encoder, {&prompt, 1}, cut ? qwen2_5_vl::kMaxPromptRows : 0, type,
                                     cancel);
}

std::string PromptCache::keyOf(const PromptSource& source, const std::string& model) {
    std::string key = model;
    key += '\0';
    key += char('0' + int(source.which));
    key += source.text;
    for (const Image& image : source.images) {
        std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
        for (const std::byte byte : image.bytes())
            hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3u;
        key += '\0' + std::to_string(image.width()) + 'x' + std::to_string(image.height()) + ':' +
               std::to_string(hash);
    }
    return key;
}

const qwen2_5_vl::PromptEmbedding* PromptCache::find(const std::string& key) {
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found == entries_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found);
    return &entries_.front().embedding;
}

void PromptCache::insert(std::string key, qwen2_5_vl::PromptEmbedding embedding) {
    const std::size_t bytes = embedding.states.nbytes();
    entries_.push_front({std::move(key), std::move(embedding), bytes});
    bytes_ += bytes;
    while (bytes_ > mostBytes_ && entries_.size() > 1) {
        bytes_ -= entries_.back().bytes;
        entries_.pop_back();
    }
}

void PromptCache::clear() {
    entries_.clear();
    bytes_ = 0;
}

}  // namespace lacuna
