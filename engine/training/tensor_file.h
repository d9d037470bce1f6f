// Named torch tensors to and from safetensors files: run states and exported weights.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>

#include "engine/base/result.h"

namespace lacuna::training {

using NamedTensors = std::map<std::string, torch::Tensor>;

/// Writes atomically. Tensors may lie on any device; types F32, F64, BF16, F16, I64, I32, U8. Error:
/// CannotWrite.
Result<void> writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                          const std::map<std::string, std::string>& metadata = {});

struct TensorFile {
    NamedTensors tensors;  ///< on the CPU, copies
    std::map<std::string, std::string> metadata;
};
/// Errors: ModelMissing, BadFile.
Result<TensorFile> readTensors(const std::filesystem::path& path);

}  // namespace lacuna::training
