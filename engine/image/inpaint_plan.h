// From a mask on a page to what the model works on: which part of the page it sees, at which size, with which
// soft edges. The crop is chosen on the model's grid, so that in the usual case not one pixel is resampled.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/blend_bands.h"
#include "engine/image/geometry.h"

namespace lacuna {

/// What a model can work on; limitsOf(ModelInfo) in messages/plan_limits.h fills it.
struct PlanLimits {
    int grid = 16;  ///< sides must be multiples of this
    std::int64_t minPixels = 256 * 256;
    std::int64_t maxPixels = 1792 * 1024;
    Size preferred;  ///< the size it was trained for; empty when unknown
};

/// A part of the page that the model sees. crop * scale = modelSize exactly, on both axes.
struct ModelFrame {
    Rect crop;  ///< in page pixels; may reach outside the page, which is then padded (never resized to fit)
    Size modelSize;  ///< multiples of the grid
    bool oneToOne() const { return crop.size() == modelSize; }
    double scale() const { return crop.width > 0 ? double(modelSize.width) / crop.width : 1; }
    bool operator==(const ModelFrame&) const = default;
};

/// How much of the crop lies outside the page, each side.
Margins padOf(const Rect& crop, Size page);

/// D = diagonal of the mask's bounds, s = strength: feather f = max(floor(0.10 s D), round(32 s)), grow g = 4
/// + floor(f / 2), blend b = min(25, floor(0.02 D)), at least 1. (Formulas for f and g: krita-ai-diffusion.)
BlendBands bandsFor(const Rect& maskBounds, double strength);

struct InpaintPlan {
    BlendBands bands;
    Rect reach;    ///< the mask's bounds with the bands, inside the page: nothing outside it can change
    Rect context;  ///< what the model should see at least: the thin frame that can be dragged
    ModelFrame frame;
};

/// `maskBounds` as maskBounds() gives them; strength in (0, 1]. `bands` and `context` replace the computed
/// ones when given. Context: reach + max(longest side of the page / 16, average side of the reach / 2), the
/// long axis down to half of that, shifted inside the page. Errors: BadRequest for an empty mask, a mask
/// outside the page, an empty page, a strength out of range, limits that no size meets.
Result<InpaintPlan> planInpaint(const Rect& maskBounds, Size page, double strength, const PlanLimits& limits,
                                std::optional<BlendBands> bands = {}, std::optional<Rect> context = {});

/// The smallest frame on the grid that holds `context`: 1:1 when that is 0.25 to 1.8 megapixels (or what of
/// it lies within the model's own limits); a smaller context is grown while the page has room; else one
/// uniform factor n / grid.
Result<ModelFrame> frameFor(const Rect& context, Size page, const PlanLimits& limits);

/// A frame for the whole page (text to image, image to image, edit).
Result<ModelFrame> frameForPage(Size page, const PlanLimits& limits);

/// Explicit model sizes, e.g. typed by the person: the largest multiple of the grid that is not larger, at
/// least one grid step.
Size floorToGrid(Size size, int grid);
/// dims(A, r) of the edit pipelines: W = sqrt(A r), H = W / r, each rounded half to even to multiples of 32.
Size sizeForArea(std::int64_t area, double ratio, int multiple = 32);

}  // namespace lacuna
