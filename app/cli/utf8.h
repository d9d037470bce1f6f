// Is this text what a tokenizer may be given? Terminals and scripts in other encodings are found out here,
// with a sentence.
#pragma once

#include <string_view>

namespace lacuna::cli {

/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF, no NUL.
bool isValidUtf8(std::string_view text);

}  // namespace lacuna::cli
