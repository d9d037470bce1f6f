// See tensor_file.h.
#include "engine/training/tensor_file.h"

#include <array>

#include "engine/formats/safetensors.h"

namespace lacuna::training {
namespace {

constexpr std::array<std::pair<torch::ScalarType, DType>, 8> kTypes{{{torch::kFloat, DType::F32},
                                                                     {torch::kDouble, DType::F64},
                                                                     {torch::kBFloat16, DType::BF16},
                                                                     {torch::kHalf, DType::F16},
                                                                     {torch::kLong, DType::I64},
                                                                     {torch::kInt, DType::I32},
                                                                     {torch::kByte, DType::U8},
                                                                     {torch::kChar, DType::I8}}};

}  // namespace

Result<void> writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                          const std::map<std::string, std::string>& metadata) {
    std::vector<torch::Tensor> kept;
    std::vector<TensorToWrite> entries;
    for (const auto& [name, tensor] : tensors) {
        kept.push_back(tensor.detach().to(torch::kCPU).contiguous());
        const auto type =
            std::ranges::find(kTypes, kept.back().scalar_type(), &std::pair<torch::ScalarType, DType>::first);
        if (type == kTypes.end())
            return fail(ErrorKind::Internal,
                        "The tensor \"" + name + "\" has a type that weight files do not hold.",
                        path.string());
        const auto bytes =
            std::span(static_cast<const std::byte*>(kept.back().const_data_ptr()), kept.back().nbytes());
        entries.push_back({name, {type->second, kept.back().sizes().vec(), bytes}});
    }
    return writeSafetensors(path, entries, metadata);
}

Result<TensorFile> readTensors(const std::filesystem::path& path) {
    LACUNA_TRY(const auto file, SafetensorsFile::open(path, kRestoreIt));
    TensorFile result;
    result.metadata = file->metadata();
    for (const auto& name : file->names()) {
        const TensorView& view = *file->find(name);
        const auto type = std::ranges::find(kTypes, view.dtype, &std::pair<torch::ScalarType, DType>::second);
        if (type == kTypes.end())
            return fail(ErrorKind::Unsupported,
                        "The tensor \"" + name + "\" has a type that training does not read.", path.string());
        auto tensor = torch::empty(view.shape, type->first);
        std::memcpy(tensor.mutable_data_ptr(), view.bytes.data(), view.bytes.size());
        result.tensors.emplace(name, std::move(tensor));
    }
    return result;
}

}  // namespace lacuna::training
