// From finished runs to a model folder in the hub's layout, in bfloat16, as every loader of the family reads
// it.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace lacuna::training {

/// Packs the flow run that `configFile` describes, with the VAE that it was trained on, into `folder`:
/// model_index.json, scheduler, tokenizer, text_encoder, transformer, mpe, vae. Averaged weights. Errors:
/// ModelMissing when a run has not saved yet, CannotWrite.
Result<void> exportModel(const std::filesystem::path& configFile, const std::filesystem::path& folder);

/// Draws the run's sample sheet from its saved averages, or, with a prompt, one picture <output>/sample.png.
Result<void> sample(const std::filesystem::path& configFile, const std::string& prompt);

}  // namespace lacuna::training
