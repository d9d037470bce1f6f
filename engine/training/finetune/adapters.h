// Low-rank adapters on a model's linears: put in their places, trained, written in the naming that diffusers
// reads.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/training/tensor_file.h"

namespace lacuna::training {

struct AdapterOptions {
    std::vector<std::string> targets;  ///< see FinetuneConfig
    std::int64_t rank = 16;
    double alpha = 16;
    std::uint64_t seed = 1;
};

/// Freezes the model and gives every target a LowRank in float32: `down` normal with standard deviation 1 /
/// rank (peft's "gaussian"), `up` zero, so that the model starts as it was.
/// @return the trainable tensors, named "LAYER.lora_A.weight" and "LAYER.lora_B.weight". Error: BadFile when
/// a target fits no layer.
Result<NamedTensors> addAdapters(qwen_image::Transformer& transformer, const AdapterOptions& options);

/// Writes `pytorch_lora_weights.safetensors` as diffusers does: keys "transformer.LAYER.lora_A.weight". alpha
/// / rank is multiplied into B, so that programs which read an alpha and those which take alpha = rank agree.
/// @param type what is stored, kBFloat16 or kFloat. Error: CannotWrite.
Result<void> writeAdapters(const std::filesystem::path& file, const NamedTensors& adapters,
                           const AdapterOptions& options, torch::ScalarType type,
                           const std::map<std::string, std::string>& metadata = {});

}  // namespace lacuna::training
