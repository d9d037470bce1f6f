// From the decoder's picture to one that fits into the page: scaled back, moved back if it drifted, its
// colours matched to the surroundings, with the mask that says what of it is shown.
#pragma once

#include <torch/torch.h>

#include "engine/base/result.h"
#include "engine/messages/event.h"
#include "engine/messages/request.h"
#include "engine/pipeline/source_picture.h"

namespace lacuna {

/// An Error when a decoded picture is none: numbers that are not finite, or nothing but black.
/// @param pixels [1, C, H, W] in [-1, 1].
Result<void> checkDecoded(const torch::Tensor& pixels);

/// @param source null for requests without one. @param seed the variant's own.
/// The candidate's mask is 0 wherever the document must stay as it is, byte for byte: outside the request's
/// mask, and for an edit without one where the model changed nothing (changedArea()).
Candidate makeCandidate(const GenerateRequest& request, const SourcePicture* source,
                        const torch::Tensor& pixels, std::uint64_t seed, const std::string& modelName,
                        bool partial);

}  // namespace lacuna
