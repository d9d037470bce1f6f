// See outpaint.h.
#include "engine/pipeline/outpaint.h"

#include <algorithm>

#include "engine/image/infill.h"

namespace lacuna {

Bitmap outpaintMask(ConstView source, const Margins& margins) {
    Bitmap mask = unknownFromAlpha(source);
    const int keptRight = mask.width() - std::max(0, margins.right);
    const int keptBottom = mask.height() - std::max(0, margins.bottom);
    for (int y = 0; y < mask.height(); ++y) {
        auto* row = mask.row<std::uint8_t>(y);
        const bool newRow = y < margins.top || y >= keptBottom;
        for (int x = 0; x < mask.width(); ++x) {
            if (newRow || x < margins.left || x >= keptRight) row[x] = 255;
        }
    }
    return mask;
}

}  // namespace lacuna
