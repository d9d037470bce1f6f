// The draft model's own vocabulary: byte-pair encoding learned from captions, with the words of the published
// prompt template as single tokens (so that the template's head has the 34 rows that every pipeline drops)
// and the operations as special tokens.
#pragma once

#include <filesystem>

#include "engine/base/result.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct VocabularyOptions {
    int size = 3072;
    int scenes = 4000;  ///< whose captions are read, in both languages and all lengths
    std::uint64_t seed = 1;
};

/// Trains and writes <folder>/{vocab.json, merges.txt, added_tokens.json, tokenizer_config.json}. Inside
/// quotation marks text is cut into single characters. @return the vocabulary's size. Errors: CannotWrite;
/// Internal when the template does not come out at 34 rows.
Result<std::int64_t> trainVocabulary(const std::filesystem::path& folder, const AtlasNames& names,
                                     const VocabularyOptions& options);

}  // namespace lacuna::training
