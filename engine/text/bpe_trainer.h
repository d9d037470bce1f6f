// Makes a byte-level BPE vocabulary from captions: how the draft model gets a small one of its own, in the
// files that Tokenizer reads. Algorithm: Sennrich, Haddow and Birch, "Neural Machine Translation of Rare
// Words with Subword Units", 2016, section 3.2.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/tokenizer.h"

namespace lacuna {

struct BpeTrainerOptions {
    /// Ids in all: 256 bytes, then merges, then the special tokens. Fewer merges are made when the text has
    /// no more pairs.
    int vocabularySize = 4096;
    /// A pair that occurs less often is not merged.
    std::int64_t minFrequency = 2;
    /// Get the last ids, in this order, and are never cut: "<|endoftext|>", "<|im_start|>", "[EDIT]", ...
    std::vector<std::string> specialTokens;
    /// Single characters inside quotation marks, as "lacuna_split_quoted".
    bool splitQuoted = false;
};

struct BpeVocabulary {
    std::vector<std::string> tokens;  ///< by id, in byte-character spelling; without the special tokens
    std::vector<std::pair<std::string, std::string>> merges;
    std::vector<std::string> specialTokens;  ///< ids tokens.size(), tokens.size() + 1, ...
    bool splitQuoted = false;
};

class BpeTrainer {
  public:
    explicit BpeTrainer(BpeTrainerOptions options);

    /// Counts the words of one caption; `times` = how often it occurs. Error: BadRequest for text that is not
    /// UTF-8.
    Result<void> add(std::string_view utf8, std::int64_t times = 1);
    /// Learns the merges; the same texts give the same vocabulary, in whatever order they came.
    /// Error: BadRequest when vocabularySize has no room for the bytes and special tokens.
    Result<BpeVocabulary> train() const;

  private:
    BpeTrainerOptions options_;
    std::unordered_map<std::string, std::int64_t> words_;  // raw bytes of a piece -> count
};

/// Writes vocab.json, merges.txt, added_tokens.json and tokenizer_config.json, each atomically. Error:
/// CannotWrite.
Result<void> writeTokenizer(const std::filesystem::path& folder, const BpeVocabulary& vocabulary);

}  // namespace lacuna
