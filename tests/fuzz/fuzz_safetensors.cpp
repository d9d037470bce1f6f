// Any bytes as a weight file: either refused, or every tensor lies inside the bytes and is as long as its
// shape says.
#include "engine/base/check.h"
#include "engine/formats/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lacuna;
    const std::span<const std::byte> file(reinterpret_cast<const std::byte*>(data), size);
    const auto header = parseSafetensors(file, "fuzz.safetensors");
    if (!header) {
        LACUNA_CHECK(!header.error().what.empty());
        return 0;
    }
    LACUNA_CHECK(header->names.size() == header->tensors.size());
    std::size_t bytes = 0;
    for (const auto& [name, tensor] : header->tensors) {
        LACUNA_CHECK(std::size_t(tensor.count()) * byteSize(tensor.dtype) == tensor.bytes.size());
        if (!tensor.bytes.empty()) {
            LACUNA_CHECK(tensor.bytes.data() >= file.data() &&
                         tensor.bytes.data() + tensor.bytes.size() <= file.data() + file.size());
        }
        bytes += tensor.bytes.size();
    }
    LACUNA_CHECK(bytes <= file.size());
    return 0;
}
