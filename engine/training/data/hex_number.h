// 64-bit numbers in JSON, as hexadecimal text: programs that read JSON's numbers as doubles would round them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/formats/json_file.h"

namespace lacuna::training::data {

/// Sixteen digits.
std::string hexOf(std::uint64_t value);
/// Error: BadFile naming the key.
Result<std::uint64_t> hexFrom(const JsonObject& object, std::string_view key);

}  // namespace lacuna::training::data
