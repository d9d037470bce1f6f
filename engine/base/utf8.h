// UTF-8 and NFC, through ICU: prompts come from keyboards, files and other programs.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace lacuna {

bool isValidUtf8(std::string_view text);
/// Each ill-formed sequence becomes U+FFFD, as the Unicode Standard recommends (section 3.9, maximal
/// subparts).
std::string replaceInvalidUtf8(std::string_view text);
/// Normalisation form C (Unicode Standard Annex 15). `text` must be valid UTF-8. Errors: OutOfMemory,
/// Internal.
Result<std::string> toNfc(std::string_view text);

}  // namespace lacuna
