// The posters that the benchmark edits: made from a seed, so that every machine measures the same pixels.
#pragma once

#include "ui/document/picture.h"

namespace lacuna::bench {

enum class Content {
    Poster,  ///< a photograph, textures, soft light, cut-outs and type: what ten layers of a poster usually
             ///< are
    Dense,   ///< ten layers with a different colour in every pixel of the page: the most that ten layers can
             ///< be
};

Picture makePicture(Content content, Size size, double dpi);

}  // namespace lacuna::bench
