// See byte_level.h.
#include "engine/text/byte_level.h"

#include <array>

namespace lacuna {
namespace {

struct ByteTables {
    std::array<std::uint16_t, 256> character{};  // byte -> code point
    std::array<std::int16_t, 512> byte{};        // code point -> byte, or -1
};

constexpr ByteTables makeTables() {
    ByteTables tables;
    for (auto& entry : tables.byte) entry = -1;
    std::uint16_t next = 0x100;
    for (int b = 0; b < 256; ++b) {
        const bool itself = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
        const std::uint16_t character = itself ? std::uint16_t(b) : next++;
        tables.character[std::size_t(b)] = character;
        tables.byte[character] = std::int16_t(b);
    }
    return tables;
}
constexpr ByteTables kTables = makeTables();

}  // namespace

std::string spellBytes(std::string_view bytes) {
    std::string spelling;
    spelling.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const std::uint16_t character = kTables.character[static_cast<std::uint8_t>(c)];
        if (character < 0x80) {
            spelling.push_back(char(character));
        } else {  // all below U+0800: two bytes
            spelling.push_back(char(0xC0 | (character >> 6)));
            spelling.push_back(char(0x80 | (character & 0x3F)));
        }
    }
    return spelling;
}

bool appendSpelledBytes(std::string_view spelling, std::string& out) {
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        unsigned character = static_cast<std::uint8_t>(spelling[i]);
        if (character >= 0x80) {
            // U+0080..U+01FF: the lead byte is C2..C7.
            if (character < 0xC2 || character > 0xC7 || i + 1 == spelling.size()) return false;
            const unsigned low = static_cast<std::uint8_t>(spelling[++i]);
            if ((low & 0xC0) != 0x80) return false;
            character = ((character & 0x1F) << 6) | (low & 0x3F);
        }
        const std::int16_t byte = kTables.byte[character];
        if (byte < 0) return false;
        out.push_back(char(byte));
    }
    return true;
}

}  // namespace lacuna
