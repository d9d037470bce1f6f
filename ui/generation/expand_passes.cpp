// See expand_passes.h.
#include "ui/generation/expand_passes.h"

#include "engine/base/check.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "ui/document/render.h"

namespace lacuna {

Margins sumOf(const std::vector<OutpaintPass>& passes) {
    Margins sum;
    for (const OutpaintPass& pass : passes) {
        sum.left += pass.margins.left;
        sum.top += pass.margins.top;
        sum.right += pass.margins.right;
        sum.bottom += pass.margins.bottom;
    }
    return sum;
}

Snapshot afterPass(const Snapshot& before, const OutpaintPass& pass, const Candidate& candidate) {
    Snapshot after = before;
    after.size = pass.pageAfter;
    const int dx = pass.margins.left, dy = pass.margins.top;
    for (LayerPtr& layer : after.layers) {
        auto moved = std::make_shared<Layer>(*layer);
        moved->x += dx;
        moved->y += dy;
        layer = std::move(moved);
    }
    after.mask = before.mask.shifted(dx, dy);

    Layer added = makeLayer({});
    added.x = candidate.placement.x + dx;
    added.y = candidate.placement.y + dy;
    added.pixels = TileStore::fromImage(candidate.pixels, PixelFormat::Rgba8);
    if (candidate.mask) added.mask = TileStore::fromImage(candidate.mask, PixelFormat::Gray8);
    after.layers.push_back(std::make_shared<Layer>(std::move(added)));
    return after;
}

Candidate joinedPasses(const Snapshot& final, const std::vector<OutpaintPass>& passes,
                       const std::vector<Candidate>& candidates) {
    LACUNA_CHECK(!candidates.empty() && candidates.size() <= passes.size());
    // Where each pass's first page lies in the final one: the passes after it have moved it.
    const Margins all = sumOf(passes);
    Rect area;
    std::vector<Rect> places;
    int left = all.left, top = all.top;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        places.push_back(candidates[i].placement.translated(left, top));
        area = area.united(places.back());
        left -= passes[i].margins.left;
        top -= passes[i].margins.top;
    }
    area = area.intersected(final.page());

    Bitmap mask(area.size(), PixelFormat::Gray8);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Rect shown = places[i].intersected(area);
        if (shown.empty()) continue;
        const View part = View(mask).part(shown.translated(-area.x, -area.y));
        if (candidates[i].mask) {
            const Rect inside = shown.translated(-places[i].x, -places[i].y);
            combine(part, ConstView(candidates[i].mask).part(inside), MaskCombine::Add);
        } else {
            setAll(part, 255);
        }
    }

    Candidate joined = candidates.front();
    joined.pixels = renderRegion(final, area, PixelFormat::Rgba8);
    joined.pixels = converted(joined.pixels, PixelFormat::Rgb8);
    joined.mask = std::move(mask).freeze();
    joined.placement = area.translated(-all.left, -all.top);
    joined.recipe.outpaint = all;
    joined.recipe.modelSize = candidates.back().recipe.modelSize;
    return joined;
}

}  // namespace lacuna
