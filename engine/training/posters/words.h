// The words that posters carry: titles in both languages, and the characters that the atlas must therefore
// hold. No torch here, so that the program which draws the atlas can share the list.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace lacuna::training {

/// One title in both languages, UTF-8.
struct Title {
    const char* english;
    const char* chinese;
};

/// All titles in a fixed order.
std::span<const Title> titles();

/// Every character of the titles plus Latin letters, digits and simple punctuation: sorted, without
/// duplicates.
std::u32string titleCharacters();

/// UTF-8 to code points; bytes that are no UTF-8 become U+FFFD.
std::u32string codePoints(const std::string& utf8);
std::string utf8(const std::u32string& text);

}  // namespace lacuna::training
