// See utf8.h.
#include "app/cli/utf8.h"

#include <cstdint>

namespace lacuna::cli {

bool isValidUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = std::uint8_t(text[i]);
        if (lead == 0) return false;
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || i + std::size_t(more) >= text.size()) return false;
        std::uint32_t code = lead & (0x3fu >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = std::uint8_t(text[i + std::size_t(k)]);
            if ((next & 0xc0) != 0x80) return false;
            code = code << 6 | (next & 0x3fu);
        }
        constexpr std::uint32_t smallest[4] = {0, 0x80, 0x800, 0x10000};
        if (code < smallest[more] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
        i += std::size_t(more) + 1;
    }
    return true;
}

}  // namespace lacuna::cli
