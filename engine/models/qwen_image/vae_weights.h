// Where a VAE's weights come from: the published checkpoints hold 3-D kernels over time, of which one frame
// only ever meets the last temporal slice; ours hold the 2-D kernels themselves.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/models/qwen_image/vae.h"
#include "engine/models/weights.h"

namespace lacuna::qwen_image {

/// A stored key -> the module's key; empty for what a single frame never uses (time_conv).
std::string vaeKey(std::string_view stored);

/// A stored tensor -> the module's: kernels [o, i, t, k, k] lose all but the last temporal slice (the frames
/// before the first are zeros), gamma of any shape becomes [C]; kernels that are 4-D already stay as they
/// are.
torch::Tensor foldOneFrame(const std::string& key, torch::Tensor stored);

/// Reads config.json and the weights of `folder` (vae/ of a model folder), ready to run in
/// options.computeType, or to train when options.trainable. options.rename, .adapt and .widen are set here.
/// Errors: those of readVaeConfig, Checkpoint::open, loadWeights.
Result<Vae> loadVae(const std::filesystem::path& folder, LoadOptions options = {});

}  // namespace lacuna::qwen_image
