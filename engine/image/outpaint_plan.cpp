// See outpaint_plan.h.
#include "engine/image/outpaint_plan.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

/// What one axis gains in this pass: at most half of what is there, shared between its ends as the whole
/// growth is.
struct Growth {
    int before = 0, after = 0;
};
Growth nextGrowth(int side, int before, int after) {
    const std::int64_t rest = std::int64_t{before} + after;
    if (rest == 0) return {};
    const std::int64_t step = std::min<std::int64_t>(rest, std::max(1, side / 2));
    const int first = int((step * before + rest / 2) / rest);
    return {first, int(step - first)};
}

int overlapFor(int side, int wanted) {
    return wanted < 0 ? defaultOverlapPx(side) : std::min(wanted, side / 2);
}

}  // namespace

int defaultOverlapPx(int side) {
    return std::min(side / 2, std::max(64, int(std::lround(0.06 * side))));
}

OutpaintPass outpaintPass(Size page, const Margins& m, int overlapPx) {
    OutpaintPass pass;
    pass.margins = m;
    pass.pageBefore = page;
    pass.pageAfter = {page.width + m.left + m.right, page.height + m.top + m.bottom};
    const int overlapX = overlapFor(page.width, overlapPx), overlapY = overlapFor(page.height, overlapPx);
    const Margins overlap{m.left ? overlapX : 0, m.top ? overlapY : 0, m.right ? overlapX : 0,
                          m.bottom ? overlapY : 0};
    pass.kept = {m.left + overlap.left, m.top + overlap.top, page.width - overlap.left - overlap.right,
                 page.height - overlap.top - overlap.bottom};
    // The overlap is the whole soft edge: nothing of the kept rectangle may change, so no growing and no
    // feather.
    const int widest = std::max({overlap.left, overlap.top, overlap.right, overlap.bottom});
    pass.bands.blendPx = std::min(64, widest / 2);
    return pass;
}

Result<OutpaintPlan> planOutpaint(Size page, const Margins& margins, const PlanLimits& limits, int overlapPx,
                                  int maxSide) {
    if (page.empty())
        return fail(ErrorKind::BadRequest,
                    "The page has no pixels. Try a document with a width and a height.");
    if (margins.left < 0 || margins.top < 0 || margins.right < 0 || margins.bottom < 0) {
        return fail(ErrorKind::BadRequest,
                    "The page cannot be extended by less than nothing. Try margins of 0 or more pixels.");
    }
    if (margins.empty())
        return fail(ErrorKind::BadRequest, "The page does not grow. Give at least one side some pixels.");
    const std::int64_t width = std::int64_t{page.width} + margins.left + margins.right;
    const std::int64_t height = std::int64_t{page.height} + margins.top + margins.bottom;
    if (width > maxSide || height > maxSide) {
        return fail(ErrorKind::BadRequest, "The page would become " + std::to_string(width) + " x " +
                                               std::to_string(height) + " pixels and " +
                                               std::to_string(maxSide) +
                                               " a side is the most. Try a smaller extension.");
    }
    OutpaintPlan plan{margins, {int(width), int(height)}, {}};
    Margins rest = margins;
    Size now = page;
    while (!rest.empty()) {
        const Growth x = nextGrowth(now.width, rest.left, rest.right),
                     y = nextGrowth(now.height, rest.top, rest.bottom);
        OutpaintPass pass = outpaintPass(now, {x.before, y.before, x.after, y.after}, overlapPx);
        // New pixels on one side need what lies next to them, on several sides all of the page.
        const bool onlyX = y.before + y.after == 0, onlyY = x.before + x.after == 0;
        Rect repainted = boundsOf(pass.pageAfter);
        if (onlyX && !x.after) repainted.width = pass.kept.x;
        if (onlyX && !x.before) repainted.x = pass.kept.right(), repainted.width -= repainted.x;
        if (onlyY && !y.after) repainted.height = pass.kept.y;
        if (onlyY && !y.before) repainted.y = pass.kept.bottom(), repainted.height -= repainted.y;
        LACUNA_TRY(const InpaintPlan inpaint,
                   planInpaint(repainted, pass.pageAfter, 1.0, limits, pass.bands));
        pass.frame = inpaint.frame;
        plan.passes.push_back(pass);
        rest = {rest.left - x.before, rest.top - y.before, rest.right - x.after, rest.bottom - y.after};
        now = pass.pageAfter;
    }
    return plan;
}

Bitmap outpaintMask(const OutpaintPass& pass, const Rect& area) {
    Bitmap mask(area.size(), PixelFormat::Gray8);
    setAll(mask, 255);
    fill(mask, pass.kept.translated(-area.x, -area.y), {0, 0, 0, 65535});
    return mask;
}

}  // namespace lacuna
