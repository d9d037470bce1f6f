// How well words come back: lettering that was read against lettering that was asked for, and captions
// rebuilt from what is seen against the true ones. Strings are UTF-8; what is not becomes U+FFFD.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::training {

/// NFKC (Unicode Standard Annex 15), runs of white space as one space, none at the ends. Error: Internal.
Result<std::string> normalisedText(const std::string& text);

/// Levenshtein distance in code points between the normalised texts, divided by the truth's length; spaces
/// are left out when `ignoreSpaces` (Chinese has none that mean anything). 0 = equal; above 1 when much too
/// much was read. An empty truth gives 0 for nothing read, else 1.
Result<double> characterErrorRate(const std::string& read, const std::string& truth, bool ignoreSpaces);

/// 1 - character error rate, at least 0.
Result<double> textRenderScore(const std::string& read, const std::string& truth, bool ignoreSpaces);

/// English: words and punctuation marks in lower case; Chinese: characters. White space separates.
enum class CaptionTokens : std::uint8_t { Words, Characters };
std::vector<std::string> captionTokens(const std::string& caption, CaptionTokens kind);

/// Corpus BLEU-4 with one reference a candidate and the brevity penalty (Papineni, Roukos, Ward, Zhu, "BLEU:
/// a method for automatic evaluation of machine translation", 2002, section 2.3): exp(mean log p_n) * min(1,
/// exp(1 - r / c)), no smoothing: 0 when no 4-gram matches.
/// @param candidates, references of the same length.
double bleu4(std::span<const std::vector<std::string>> candidates,
             std::span<const std::vector<std::string>> references);

}  // namespace lacuna::training
