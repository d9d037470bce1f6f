// The VAE on pictures of any size in bounded memory: overlapping tiles, blended where they meet, with the
// reference's arithmetic, so that a tiled picture here equals a tiled picture there.
#pragma once

#include <functional>

#include "engine/models/qwen_image/vae.h"

namespace lacuna::qwen_image {

/// In pixels; multiples of the VAE's spatial factor. The defaults are the reference's
/// (AutoencoderKLQwenImage.enable_tiling).
struct VaeTiling {
    std::int64_t tile = 256;
    std::int64_t stride = 192;  ///< tile - stride pixels are blended
};

/// Told before each tile: its number from 0, and how many there are. May throw to leave.
using OnTile = std::function<void(int tile, int tiles)>;

/// Whether a picture of H x W pixels is larger than one tile in width or height.
bool needsTiles(std::int64_t height, std::int64_t width, const VaeTiling& tiling);

/// @param pixels [B, C, H, W] in [-1, 1].
Moments encodeTiled(Vae& vae, const torch::Tensor& pixels, const VaeTiling& tiling = {},
                    const OnTile& onTile = {});
/// @param raw [B, z, h, w], not normalised.
/// @return [B, C, 8h, 8w], not clamped.
torch::Tensor decodeTiled(Vae& vae, const torch::Tensor& raw, const VaeTiling& tiling = {},
                          const OnTile& onTile = {});

}  // namespace lacuna::qwen_image
