// Outpainting is inpainting on a larger page: how the page grows, what of the old page is repainted with it,
// and in how many passes.
#pragma once

#include <vector>

#include "engine/image/inpaint_plan.h"

namespace lacuna {

/// One run of the model. Coordinates are of the page after this pass, whose (0, 0) is its new corner.
struct OutpaintPass {
    Margins margins;  ///< by how much this pass extends the page
    Size pageBefore;
    Size pageAfter;
    Rect kept;  ///< the old page without the overlap band: byte-identical afterwards
    BlendBands bands;
    ModelFrame frame;
};

struct OutpaintPlan {
    Margins margins;  ///< all passes together
    Size pageAfter;
    std::vector<OutpaintPass> passes;
};

/// max(64 px, 6 % of the side), at most half of the side; the default of the hatched band inside the old
/// page.
int defaultOverlapPx(int side);

/// One pass by `margins`, whatever their size; the plan's passes are made of it. Its frame is left empty.
OutpaintPass outpaintPass(Size page, const Margins& margins, int overlapPx = -1);

/// `overlapPx` < 0 takes the default for each side that grows; 0 repaints nothing of the old page. A page
/// whose width or height grows by more than half is extended in passes of at most half of what is there
/// ("middle-out": each goes on from what the one before made). Errors: BadRequest for no growth, negative
/// margins, an empty page, a page beyond `maxSide`.
Result<OutpaintPlan> planOutpaint(Size page, const Margins& margins, const PlanLimits& limits,
                                  int overlapPx = -1, int maxSide = 65535);

/// Gray8 of the size of `area` (in coordinates of the page after the pass): 255 outside pass.kept, 0 inside.
Bitmap outpaintMask(const OutpaintPass& pass, const Rect& area);

}  // namespace lacuna
