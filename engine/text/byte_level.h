// Byte-level BPE writes any byte as a printable character, so that vocabulary files are text: bytes 33-126,
// 161-172 and 174-255 stand for themselves, the other 68, in order, for U+0100, U+0101, ... (GPT-2,
// encoder.py, bytes_to_unicode).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lacuna {

/// The spelling of raw bytes, UTF-8: " a" -> "Ġa".
std::string spellBytes(std::string_view bytes);

/// Appends the bytes of a spelling; false if it holds a character that spells no byte (then `out` is left
/// part-way).
bool appendSpelledBytes(std::string_view spelling, std::string& out);

}  // namespace lacuna
