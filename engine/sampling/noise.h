// The noise a run starts from. Drawn on the CPU whatever device computes, so that a seed means the same
// picture everywhere, and the same numbers as in the reference.
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace lacuna {

/// torch.Generator().manual_seed(seed).
at::Generator makeGenerator(std::uint64_t seed);

/// Latents of a picture of `height` x `width` pixels, drawn in `type` (a bfloat16 stream is not the rounded
/// float32 one). [1, channels, 2 (height / 16), 2 (width / 16)]; advances the generator.
torch::Tensor drawNoise(at::Generator generator, std::int64_t channels, std::int64_t height,
                        std::int64_t width, at::ScalarType type = at::kFloat);

}  // namespace lacuna
