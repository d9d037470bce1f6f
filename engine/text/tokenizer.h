// Prompt to token ids: the byte-level BPE of Qwen2, with the ids of the published tokenizer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace lacuna {

using TokenId = std::int64_t;

/// Immutable after loading and safe to use from several threads.
class Tokenizer {
  public:
    /// `folder` holds vocab.json and merges.txt (with added_tokens.json and tokenizer_config.json beside
    /// them), or tokenizer.json. The key "lacuna_split_quoted": true of tokenizer_config.json makes every
    /// character inside quotation marks a piece of its own. Errors: ModelMissing, BadFile.
    static Result<std::shared_ptr<const Tokenizer>> open(const std::filesystem::path& folder);
    ~Tokenizer();

    /// No special tokens are added; those written in the text become their ids. Text is normalised to NFC.
    /// Error: BadRequest for text that is not UTF-8 or is longer than kMaxTextBytes.
    Result<std::vector<TokenId>> encode(std::string_view utf8) const;

    /// The text of `ids`; unknown ids and bytes that form no UTF-8 become U+FFFD.
    std::string decode(std::span<const TokenId> ids, bool skipSpecial = false) const;

    /// The id of an added token such as "<|image_pad|>" or of a plain word of the vocabulary in its
    /// byte-character spelling.
    std::optional<TokenId> idOf(std::string_view token) const;
    /// One more than the largest id.
    TokenId vocabularySize() const;

    /// Prompts are short; this is room for a novel and a limit for an attacker.
    static constexpr std::size_t kMaxTextBytes = 1u << 20;

  private:
    struct Tables;
    explicit Tokenizer(std::unique_ptr<Tables> tables);
    std::unique_ptr<Tables> tables_;
};

}  // namespace lacuna
