// A vocabulary small enough to make in a test, and the reference's real one where it is at hand.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/text/bpe_trainer.h"
#include "engine/text/tokenizer.h"

namespace lacuna::tests {

/// Trained on a few captions; special tokens <|endoftext|>, <|im_start|>, <|im_end|>, <|vision_start|>,
/// <|vision_end|>, <|image_pad|>.
BpeVocabulary smallVocabulary(bool splitQuoted = false);
std::shared_ptr<const Tokenizer> smallTokenizer(bool splitQuoted = false);

/// tests/reference/tiny-t2i/tokenizer, or an empty path.
std::filesystem::path realTokenizerFolder();

}  // namespace lacuna::tests
