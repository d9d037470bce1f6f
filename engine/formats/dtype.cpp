// See dtype.h.
#include "engine/formats/dtype.h"

#include <array>
#include <utility>

namespace lacuna {
namespace {

struct Row {
    DType dtype;
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array kRows{
    Row{DType::F64, "F64", 8},   Row{DType::F32, "F32", 4},         Row{DType::F16, "F16", 2},
    Row{DType::BF16, "BF16", 2}, Row{DType::F8_E4M3, "F8_E4M3", 1}, Row{DType::F8_E5M2, "F8_E5M2", 1},
    Row{DType::I64, "I64", 8},   Row{DType::I32, "I32", 4},         Row{DType::I16, "I16", 2},
    Row{DType::I8, "I8", 1},     Row{DType::U8, "U8", 1},           Row{DType::Bool, "BOOL", 1},
};

const Row& rowOf(DType dtype) {
    for (const Row& row : kRows) {
        if (row.dtype == dtype) return row;
    }
    return kRows[1];
}

}  // namespace

std::size_t byteSize(DType dtype) {
    return rowOf(dtype).bytes;
}

std::string_view name(DType dtype) {
    return rowOf(dtype).name;
}

std::optional<DType> dtypeFromName(std::string_view name) {
    for (const Row& row : kRows) {
        if (row.name == name) return row.dtype;
    }
    return std::nullopt;
}

}  // namespace lacuna
