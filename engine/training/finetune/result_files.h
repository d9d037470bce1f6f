// What a fine-tuning run leaves: a LoRA file, or a model folder that every program of the family opens.
#pragma once

#include <filesystem>

#include "engine/formats/model_folder.h"
#include "engine/training/finetune/adapters.h"
#include "engine/training/finetune/config.h"

namespace lacuna::training {

/// <output>/pytorch_lora_weights.safetensors, in bfloat16; its metadata name the run and the model it was
/// made for.
/// @return the file. Error: CannotWrite.
Result<std::filesystem::path> writeLora(const FinetuneConfig& config, const ModelFolder& model,
                                        const NamedTensors& adapters, const AdapterOptions& options);

/// <output>/model: the trained parts ("transformer.…", "mpe.…") in bfloat16, the others copied once.
/// @return the folder. Error: CannotWrite.
Result<std::filesystem::path> writeModel(const FinetuneConfig& config, const ModelFolder& model,
                                         const NamedTensors& weights);

}  // namespace lacuna::training
