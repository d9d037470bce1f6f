// How a draft model sees the picture around the hole: the source's latents with the hole neutral, and the
// mask, join the noisy latents as channels (16 + 16 + 1 = 33 latent channels, in_channels 132 after 2 x 2
// packing). Training and pipelines call the same functions.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "engine/messages/request.h"

namespace lacuna::qwen_image {

/// A latent cell (8 x 8 pixels) is generated when any of its pixels is.
/// @param mask [B, 1, H, W], 0..1, H and W multiples of 8. @return [B, 1, H/8, W/8] of 0 and 1, float32.
torch::Tensor latentMask(const torch::Tensor& mask);

/// The source as it is encoded: every pixel of a generated cell becomes mid-grey (0), so that nothing of the
/// hole reaches the latents.
/// @param image [B, 3, H, W] in [-1, 1]. @param mask [B, 1, H, W], 0..1.
torch::Tensor neutralHole(const torch::Tensor& image, const torch::Tensor& mask);

/// The transformer's input before packing. For text to image pass source = zeros and mask = ones.
/// @param noisy, source [B, 16, h, w] normalised latents; @param mask [B, 1, h, w] from latentMask.
/// @return [B, 33, h, w]: noisy, source * (1 - mask), mask. Packed as usual (feature 4c + 2dy + dx) this
/// gives in_channels 132.
torch::Tensor joinSource(const torch::Tensor& noisy, const torch::Tensor& source, const torch::Tensor& mask);

/// The operation in words of the vocabulary, put before the prompt of a model whose folder asks for it: ""
/// for text to image,
/// "[EDIT][INPAINT]", "[EDIT][OUTPAINT_LEFT_64][OUTPAINT_TOP_128]" (margins in model pixels, rounded up to
/// steps of 64, at most 1024).
std::string operationPrefix(Task task, const Margins& outpaint);

/// Every token that operationPrefix can write, in a fixed order: the vocabulary's special tokens.
std::vector<std::string> operationTokens();

}  // namespace lacuna::qwen_image
