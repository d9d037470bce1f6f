// See hex_number.h.
#include "engine/training/data/hex_number.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace lacuna::training::data {

std::string hexOf(std::uint64_t value) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

Result<std::uint64_t> hexFrom(const JsonObject& object, std::string_view key) {
    LACUNA_TRY(const auto text, object.text(key, 16));
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size())
        return fail(ErrorKind::BadFile, "The key \"" + std::string(key) + "\" must be a hexadecimal number.",
                    object.where());
    return value;
}

}  // namespace lacuna::training::data
