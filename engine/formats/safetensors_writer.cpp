// Writing safetensors: the header is made first, in the order of the data, then the bytes follow as they lie
// in memory.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/formats/atomic_file.h"
#include "engine/formats/safetensors.h"

namespace lacuna {
namespace {

constexpr std::size_t kAlignment = 64;

/// Negative sides and products that overflow are refused as a reader would refuse them.
bool bytesMatchShape(const TensorView& tensor) {
    std::uint64_t bytes = byteSize(tensor.dtype);
    for (const std::int64_t side : tensor.shape) {
        if (side < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes)) return false;
    }
    return bytes == tensor.bytes.size() && tensor.shape.size() <= kMaxTensorDimensions;
}

}  // namespace

Result<void> writeSafetensors(const std::filesystem::path& path, std::span<const TensorToWrite> tensors,
                              const std::map<std::string, std::string>& metadata) {
    const auto bad = [&](const std::string& what) {
        return fail(
            ErrorKind::BadRequest,
            "These tensors cannot be saved: " + what + ". This is a mistake of the program; report it.",
            path.string());
    };
    std::vector<const TensorToWrite*> order;
    std::set<std::string_view> names;
    for (const TensorToWrite& entry : tensors) {
        if (entry.name == "__metadata__") return bad("a tensor may not be called __metadata__");
        if (!names.insert(entry.name).second) return bad("\"" + entry.name + "\" is there twice");
        if (!bytesMatchShape(entry.tensor))
            return bad("the bytes of \"" + entry.name + "\" do not match its shape");
        order.push_back(&entry);
    }
    std::ranges::sort(order, [](const TensorToWrite* a, const TensorToWrite* b) {
        const std::size_t sizeA = byteSize(a->tensor.dtype), sizeB = byteSize(b->tensor.dtype);
        return sizeA != sizeB ? sizeA > sizeB : a->name < b->name;
    });

    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t position = 0;
    for (const TensorToWrite* entry : order) {
        const TensorView& tensor = entry->tensor;
        const std::uint64_t end = position + tensor.bytes.size();
        // Appended directly: operator[] of an ordered object searches all earlier keys.
        header.get_ref<nlohmann::ordered_json::object_t&>().emplace_back(
            entry->name, nlohmann::ordered_json{{"dtype", std::string(name(tensor.dtype))},
                                                {"shape", tensor.shape},
                                                {"data_offsets", std::vector<std::uint64_t>{position, end}}});
        position = end;
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) {
        return bad("a name is not UTF-8");
    }
    text.resize((8 + text.size() + kAlignment - 1) / kAlignment * kAlignment - 8, ' ');
    if (text.size() > kMaxSafetensorsHeaderBytes) return bad("there are too many");

    LACUNA_TRY(AtomicFile file, AtomicFile::create(path));
    const std::uint64_t headerBytes = text.size();
    LACUNA_TRY_VOID(file.write(std::as_bytes(std::span(&headerBytes, 1))));
    LACUNA_TRY_VOID(file.write(text));
    for (const TensorToWrite* entry : order) LACUNA_TRY_VOID(file.write(entry->tensor.bytes));
    return file.commit();
}

}  // namespace lacuna
