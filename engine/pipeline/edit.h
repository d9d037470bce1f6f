// A picture changed by an instruction (QwenImageEditPipeline): the picture is seen twice, by the text encoder
// beside the prompt and by the transformer as further tokens.
#pragma once

#include <span>

#include "engine/base/result.h"
#include "engine/image/image.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/networks.h"

namespace lacuna {

/// Pixels that a reference picture is scaled to (1024 x 1024), unless the model takes less.
inline constexpr std::int64_t kReferenceArea = 1024 * 1024;

/// A reference in the two forms it is seen in.
struct ReferencePicture {
    Image forText;           ///< what the text encoder's image processor gets
    torch::Tensor forModel;  ///< [1, 3, H, W] in [-1, 1], sides multiples of 32
};

/// One-picture editing: both are the same picture of about `area` pixels (Lanczos).
ReferencePicture editReference(const Image& picture, std::int64_t area = kReferenceArea);

/// Draws: the noise (references are encoded to their mean). @param references [1, 3, H, W] each, any
/// multiples of 16; at least one. Serves edit and edit plus alike.
/// @param source repaint only a part, putting the rest back each step (QwenImageEditInpaintPipeline); draws a
/// sample of its latents first. Null = everything.
/// Errors: those of makeSchedule and firstStep. Throws nn::Cancelled.
Result<DenoiseResult> edit(Networks& networks, const CoreRun& run, std::span<const torch::Tensor> references,
                           const InpaintSource* source = nullptr);

}  // namespace lacuna
