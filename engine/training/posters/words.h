// The words that posters carry: titles in both languages with what belongs to them, and the characters that
// the atlas must therefore hold. No torch here, so that the program which draws the atlas can share the list.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lacuna::training {

enum class Category : std::uint8_t { Festival, Season, Trade, Event, Daily };
inline constexpr int kCategories = 5;

/// One title in both languages, UTF-8, with the line under it and subjects that suit it (English names; null
/// when there are fewer than four).
struct Title {
    const char* english;
    const char* chinese;
    Category category;
    const char* subtitleEnglish;
    const char* subtitleChinese;
    std::array<const char*, 4> subjects;
};

/// All titles in a fixed order.
std::span<const Title> titles();

/// A place where an event is held.
struct Venue {
    const char* english;
    const char* chinese;
};
std::span<const Venue> venues();

/// Every character of titles, subtitles, venues and dates, frequent ones of festivals, seasons, trade and
/// events, Latin letters, digits and simple punctuation: sorted, without duplicates.
std::u32string titleCharacters();

/// UTF-8 to code points; bytes that are no UTF-8 become U+FFFD.
std::u32string codePoints(const std::string& utf8);
std::string utf8(const std::u32string& text);

}  // namespace lacuna::training
