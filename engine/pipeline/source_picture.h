// What a request's crop becomes before the model sees it: filled where nobody knows, scaled to the model's
// size, with the two masks that say what the model may repaint and what of its result is put back.
#pragma once

#include <torch/torch.h>

#include "engine/base/result.h"
#include "engine/image/image.h"
#include "engine/messages/request.h"

namespace lacuna {

struct SourcePicture {
    // In the crop's own pixels.
    Bitmap original;   ///< Rgb8 or Rgb16: the crop, holes filled
    Bitmap denoise;    ///< Gray8: what the model repaints, soft; empty = everything
    Bitmap composite;  ///< Gray8: what is put back of the result; empty = everything
    // At the model's size.
    Bitmap start;          ///< Rgb8: what the model starts from
    torch::Tensor pixels;  ///< [1, 3, H, W] in [-1, 1]: start
    torch::Tensor mask;    ///< [1, 1, H, W] in [0, 1]: denoise; ones where everything is repainted
    torch::Tensor cells;   ///< [1, 1, h, w]: its latent cells

    bool masked() const { return !denoise.empty(); }
};

/// For requests with a source. What is repainted from pure noise (strength 1) is infilled first, so that
/// nothing of it shines through at its edge; transparent pixels are infilled always.
/// Errors: BadRequest when an outpaint has neither a mask nor anything new.
Result<SourcePicture> prepareSource(const GenerateRequest& request);

}  // namespace lacuna
