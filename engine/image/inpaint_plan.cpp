// See inpaint_plan.h. Scales are grid / step: sides are multiples of the grid, so every crop is whole pixels.
#include "engine/image/inpaint_plan.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lacuna {
namespace {

constexpr std::int64_t kOneToOneFrom = 250'000, kOneToOneTo = 1'800'000;

int roundedUp(std::int64_t value, int grid) {
    return int((value + grid - 1) / grid * grid);
}

std::string text(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

Result<void> check(Size page, const PlanLimits& limits) {
    if (page.empty())
        return fail(ErrorKind::BadRequest,
                    "The page has no pixels. Try a document with a width and a height.");
    if (limits.grid < 1 || limits.grid > 4096 || limits.minPixels > limits.maxPixels ||
        limits.maxPixels < std::int64_t{limits.grid} * limits.grid) {
        return fail(ErrorKind::BadRequest,
                    "The model asks for sizes that no picture can have. Try another model.");
    }
    return {};
}

/// The picture areas that are taken 1:1.
struct Range {
    std::int64_t low, high;
};
Range oneToOneRange(const PlanLimits& limits) {
    std::int64_t low = kOneToOneFrom;
    if (!limits.preferred.empty()) low = std::min(low, limits.preferred.area());
    return {std::clamp(low, limits.minPixels, limits.maxPixels),
            std::clamp(kOneToOneTo, limits.minPixels, limits.maxPixels)};
}

/// Model sizes at a scale of grid / step: since sides are multiples of the grid, crops of side * step / grid
/// are whole pixels.
Size modelSizeAt(Size context, int step, int grid) {
    const auto side = [&](int length) {
        return roundedUp((std::int64_t{length} * grid + step - 1) / step, grid);
    };
    return {side(context.width), side(context.height)};
}

ModelFrame placed(Rect context, Size page, Size modelSize, int step, int grid) {
    const auto place = [](int from, int length, int crop, int side) {
        if (crop >= side) return -((crop - side) / 2);
        return std::clamp(from - (crop - length) / 2, 0, side - crop);
    };
    const int width = int(std::int64_t{modelSize.width} * step / grid),
              height = int(std::int64_t{modelSize.height} * step / grid);
    return {{place(context.x, context.width, width, page.width),
             place(context.y, context.height, height, page.height), width, height},
            modelSize};
}

/// Grown about its centre towards `area` pixels, keeping the ratio while the page allows it, then filling the
/// other axis.
Rect grownTo(std::int64_t area, Rect context, Size page, int grid) {
    const double factor = std::sqrt(double(area) / double(context.size().area()));
    // To the grid within the page where that is possible, so that a page with a little room needs no padding.
    const auto fitted = [&](double wanted, int now, int side) {
        const int whole = roundedUp(std::int64_t(std::ceil(wanted)), grid);
        return std::max(now, std::min(whole, side >= grid ? side / grid * grid : side));
    };
    int width = fitted(context.width * factor, context.width, page.width);
    const int height = fitted(double(area) / width, context.height, page.height);
    width = std::max(width, fitted(double(area) / height, context.width, page.width));
    const auto from = [](int at, int length, int now, int side) {
        return std::clamp(at - (now - length) / 2, 0, side - now);
    };
    return {from(context.x, context.width, width, page.width),
            from(context.y, context.height, height, page.height), width, height};
}

}  // namespace

Margins padOf(const Rect& crop, Size page) {
    return {std::max(0, -crop.x), std::max(0, -crop.y), std::max(0, crop.right() - page.width),
            std::max(0, crop.bottom() - page.height)};
}

BlendBands bandsFor(const Rect& maskBounds, double strength) {
    const double diagonal = std::hypot(double(maskBounds.width), double(maskBounds.height));
    BlendBands bands;
    bands.featherPx = std::max(int(0.10 * strength * diagonal), int(std::lround(32 * strength)));
    bands.growPx = 4 + bands.featherPx / 2;
    bands.blendPx = std::max(1, std::min(25, int(0.02 * diagonal)));
    return bands;
}

Result<InpaintPlan> planInpaint(const Rect& maskBounds, Size page, double strength, const PlanLimits& limits,
                                std::optional<BlendBands> bands, std::optional<Rect> context) {
    LACUNA_TRY_VOID(check(page, limits));
    if (maskBounds.empty())
        return fail(ErrorKind::BadRequest, "The mask is empty. Paint over what should change.");
    const Rect whole = boundsOf(page), inside = maskBounds.intersected(whole);
    if (inside.empty()) {
        return fail(ErrorKind::BadRequest,
                    "The mask lies outside the page (" + text(page) + "). Paint on the page.");
    }
    if (!(strength > 0 && strength <= 1)) {
        return fail(ErrorKind::BadRequest,
                    "The strength must be above 0 and at most 1. Try 1 to repaint all of the mask.");
    }
    InpaintPlan plan;
    plan.bands = bands.value_or(bandsFor(inside, strength));
    plan.reach = inside.grown(std::clamp(reachPx(plan.bands), 0, 1 << 20)).intersected(whole);
    if (context) {
        plan.context = context->intersected(whole).united(plan.reach);
    } else {
        const int width = plan.reach.width, height = plan.reach.height;
        const int pad = std::max(std::max(page.width, page.height) / 16, (width + height) / 4);
        const auto padOfAxis = [&](int mine, int other) {
            return std::clamp(pad - std::max(0, mine - other) / 2, pad / 2, pad);
        };
        const auto along = [](int from, int length, int padding, int side) {
            const int wanted = std::min(side, length + 2 * padding);
            return std::pair(std::clamp(from - padding, 0, side - wanted), wanted);
        };
        const auto [x, w] = along(plan.reach.x, width, padOfAxis(width, height), page.width);
        const auto [y, h] = along(plan.reach.y, height, padOfAxis(height, width), page.height);
        plan.context = {x, y, w, h};
    }
    LACUNA_TRY(plan.frame, frameFor(plan.context, page, limits));
    return plan;
}

Result<ModelFrame> frameFor(const Rect& wanted, Size page, const PlanLimits& limits) {
    LACUNA_TRY_VOID(check(page, limits));
    Rect context = wanted.intersected(boundsOf(page));
    if (context.empty())
        return fail(ErrorKind::BadRequest, "The area to work on is empty. Choose a part of the page.");
    const int grid = limits.grid;
    const auto [low, high] = oneToOneRange(limits);

    Size size = modelSizeAt(context.size(), grid, grid);
    if (size.area() < low) {
        context = grownTo(low, context, page, grid);
        size = modelSizeAt(context.size(), grid, grid);
    }
    int step = grid;
    if (size.area() < low) {
        // The page itself is too small: enlarge, by the least factor that reaches the model's range.
        for (int smaller = grid - 1; smaller >= 1 && size.area() < low; --smaller) {
            const Size larger = modelSizeAt(context.size(), smaller, grid);
            if (larger.area() > high) break;
            size = larger, step = smaller;
        }
        if (size.area() < limits.minPixels) {
            // Steps of the grid are too coarse for this page: pad instead, to the smallest square that the
            // model takes.
            const int side = roundedUp(std::int64_t(std::ceil(std::sqrt(double(limits.minPixels)))), grid);
            size = {std::max(size.width, side), std::max(size.height, side)};
        }
    }
    // What must be reduced anyway is reduced to the size that the model was trained for.
    const std::int64_t target =
        limits.preferred.empty() ? high : std::clamp(limits.preferred.area(), limits.minPixels, high);
    while (size.area() > (step > grid ? target : high)) {
        const double factor = std::sqrt(double(size.area()) / double(target));
        step = std::max(step + 1, int(step * factor));
        size = modelSizeAt(context.size(), step, grid);
        if (size == Size{grid, grid}) break;
    }
    if (size.area() > limits.maxPixels || size.area() < limits.minPixels) {
        return fail(ErrorKind::BadRequest, "No size that the model takes holds an area of " +
                                               text(context.size()) +
                                               " pixels. Choose an area that is less long and narrow.");
    }
    return placed(context, page, size, step, grid);
}

Result<ModelFrame> frameForPage(Size page, const PlanLimits& limits) {
    return frameFor(boundsOf(page), page, limits);
}

Size floorToGrid(Size size, int grid) {
    return {std::max(grid, size.width / grid * grid), std::max(grid, size.height / grid * grid)};
}

Size sizeForArea(std::int64_t area, double ratio, int multiple) {
    const double width = std::sqrt(double(area) * ratio), height = width / ratio;
    const auto rounded = [&](double v) {
        return std::max(multiple, int(std::nearbyint(v / multiple)) * multiple);
    };
    return {rounded(width), rounded(height)};
}

}  // namespace lacuna
