// The end of distillation into a LoRA: the file goes into the folder of the model that taught, whose index
// then offers it as its fast mode.
#pragma once

#include <filesystem>

#include "engine/base/result.h"

namespace lacuna::training {

/// Copies <output of the run>/fast.safetensors to `folder` and writes the key lacuna.fast of its
/// model_index.json; everything else of the index stays.
/// @param configFile of a `distill` run with "adapter_rank". Errors: BadFile (no such run, a LoRA that fits
/// another transformer), ModelMissing, CannotWrite.
Result<void> addFastMode(const std::filesystem::path& configFile, const std::filesystem::path& folder);

}  // namespace lacuna::training
