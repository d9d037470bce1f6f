// The number types of weight files, as safetensors spells them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lacuna {

/// F8_E4M3 is the "fn" kind (no infinities, one NaN pattern), as torch's float8_e4m3fn.
enum class DType : std::uint8_t { F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element.
std::size_t byteSize(DType dtype);
/// The spelling in a safetensors header: "F32", "BF16", "F8_E4M3", "BOOL", ...
std::string_view name(DType dtype);
std::optional<DType> dtypeFromName(std::string_view name);

}  // namespace lacuna
