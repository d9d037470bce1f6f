// The files that a vocabulary comes in: vocab.json with merges.txt, or tokenizer.json, and the added tokens
// beside them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/bpe_model.h"

namespace lacuna {

/// A token that is matched whole in the text, such as "<|im_start|>".
struct AddedToken {
    std::string content;  ///< UTF-8
    std::uint32_t id = 0;
    bool special = false;     ///< left out when decoding for people
    bool normalized = false;  ///< looked for after NFC instead of before
};

struct VocabularyFiles {
    BpeModel model;
    std::vector<AddedToken> added;
    bool splitQuoted = false;
};

/// No published vocabulary comes near.
inline constexpr std::uint32_t kMaxTokenId = 4'000'000;

/// Errors: ModelMissing, BadFile, Unsupported (another kind of tokenizer).
Result<VocabularyFiles> readVocabularyFiles(const std::filesystem::path& folder);

/// {"piece": id, ...} of vocab.json. `where` names the file in errors.
Result<PieceTable> parseVocabJson(std::string_view text, const std::string& where);
/// "left right" a line, in rank order; a first line "#version: ..." is skipped.
Result<void> parseMergesText(std::string_view text, const std::string& where, BpeModel& model);
/// The whole of tokenizer.json.
Result<VocabularyFiles> parseTokenizerJson(std::string_view text, const std::string& where);

}  // namespace lacuna
