// Qwen-Image transformers are published in several wrappings that differ only in the names' prefix.
#pragma once

#include <string>
#include <string_view>

namespace lacuna::qwen_image {

/// A stored key of a diffusion model -> the name in transformer.h: prefixes `model.diffusion_model.`,
/// `diffusion_model.` and `transformer.` are removed; the marker `__index_timestep_zero__` gives an empty
/// string.
std::string transformerKey(std::string_view stored);

}  // namespace lacuna::qwen_image
