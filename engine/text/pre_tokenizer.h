// Cuts text into the pieces inside which BPE may merge, as the regular expression of Qwen2 does:
//   (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|
//   ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
// Written by hand over ICU's character properties: a regular expression engine takes ten times as long.
#pragma once

#include <string_view>
#include <vector>

namespace lacuna {

/// The expression as tokenizer.json files spell it.
extern const std::string_view kQwen2SplitPattern;

/// Calls for text in NFC and valid UTF-8. Appends views into `text`, in order and without gaps.
void splitIntoPieces(std::string_view text, std::vector<std::string_view>& pieces);

/// The draft model's rule: quotation marks and each character between them are pieces of their own, the rest
/// as above. Marks are “ ” ‘ ’ 「 」 『 』 and the straight " and '. Apostrophes stay in their words: a
/// straight ' opens only where no letter or digit precedes it, and ' and ’ close only where none follows
/// (East Asian characters do not count, as they need no spaces). A mark without its partner within
/// kMaxQuotedCharacters is plain text.
void splitIntoPiecesQuoted(std::string_view text, std::vector<std::string_view>& pieces);

inline constexpr int kMaxQuotedCharacters = 256;

}  // namespace lacuna
