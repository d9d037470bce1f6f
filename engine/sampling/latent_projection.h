// The picture that forms, without a decoder: sixteen latent channels to three colours by one small matrix,
// fitted to the VAE at hand. It costs far less than a step, so that every step can be shown.
#pragma once

#include <torch/torch.h>

#include "engine/models/qwen_image/vae.h"

namespace lacuna {

/// rgb = latent . weight + bias, rgb in [0, 1].
struct LatentProjection {
    torch::Tensor weight;  ///< [z, 3] float32
    torch::Tensor bias;    ///< [3] float32
    double residual = 0;   ///< root mean square error of the fit, in units of rgb

    bool defined() const { return weight.defined(); }
};

/// Least squares of the 8 x 8 means of decoded pictures on their latents. The latents are those of painted
/// test pictures (flat colours, gradients, discs, textures) with some noise added: the region a picture's
/// latents lie in. Costs about as much as decoding 384 x 384 pixels, once a checkpoint (projection_cache.h).
/// @param vae ready to run, 3 or 4 channels (only colour is fitted).
LatentProjection fitProjection(qwen_image::Vae& vae, std::uint64_t seed = 0);

/// @param latents [1, z, h, w] normalised. @return [h, w, 3] uint8, lightly smoothed so that single cells do
/// not show.
torch::Tensor project(const LatentProjection& projection, const torch::Tensor& latents);

}  // namespace lacuna
