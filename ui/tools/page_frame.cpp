// See page_frame.h.
#include "ui/tools/page_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace lacuna {
namespace {

struct Ratio {
    const char* name;
    double value;  ///< width / height
};
constexpr double kRoot2 = 1.4142135623730951;
constexpr std::array kRatios = {
    Ratio{"1:1", 1.0},       Ratio{"4:5", 4.0 / 5}, Ratio{"5:4", 5.0 / 4}, Ratio{"3:4", 3.0 / 4},
    Ratio{"4:3", 4.0 / 3},   Ratio{"2:3", 2.0 / 3}, Ratio{"3:2", 3.0 / 2}, Ratio{"9:16", 9.0 / 16},
    Ratio{"16:9", 16.0 / 9}, Ratio{"1:2", 0.5},     Ratio{"2:1", 2.0},     Ratio{"1:√2", 1 / kRoot2},
    Ratio{"√2:1", kRoot2},
};

struct Paper {
    const char* name;
    double widthMm, heightMm;
};
constexpr std::array kPapers = {
    Paper{"A6", 105, 148},           Paper{"A5", 148, 210},           Paper{"A4", 210, 297},
    Paper{"A3", 297, 420},           Paper{"A2", 420, 594},           Paper{"A1", 594, 841},
    Paper{"A0", 841, 1189},          Paper{"B2", 500, 707},           Paper{"JIS B3", 364, 515},
    Paper{"JIS B2", 515, 728},       Paper{"JIS B1", 728, 1030},      Paper{"大度四开", 420, 570},
    Paper{"大度对开", 570, 840},     Paper{"11×17 in", 279.4, 431.8}, Paper{"18×24 in", 457.2, 609.6},
    Paper{"24×36 in", 609.6, 914.4}, Paper{"27×40 in", 685.8, 1016},
};

int pixels(double mm, double dpi) {
    return int(std::lround(mm / 25.4 * dpi));
}

struct Named {
    Size size;
    std::string label;
};

/// The frame in reach with a paper's size, in either orientation; an edge that is not held keeps its length.
std::optional<Named> paperNear(Size wanted, FrameHandle handle, const PullOptions& options) {
    std::optional<Named> best;
    double bestDistance = options.tolerancePx;
    const auto consider = [&](Size size, const char* name) {
        if ((handle.x == 0 && std::abs(size.width - wanted.width) > 1) ||
            (handle.y == 0 && std::abs(size.height - wanted.height) > 1))
            return;
        const double distance =
            std::max(std::abs(size.width - wanted.width), std::abs(size.height - wanted.height));
        if (distance > bestDistance) return;
        bestDistance = distance;
        // A pixel of rounding on the edge that is not held is left as it is.
        best = Named{{handle.x ? size.width : wanted.width, handle.y ? size.height : wanted.height}, name};
    };
    for (const Paper& paper : kPapers) {
        const Size upright{pixels(paper.widthMm, options.dpi), pixels(paper.heightMm, options.dpi)};
        consider(upright, paper.name);
        consider({upright.height, upright.width}, paper.name);
    }
    return best;
}

/// The frame in reach with a common ratio: of a corner the height gives way, of an edge its own side.
std::optional<Named> ratioNear(Size wanted, FrameHandle handle, const PullOptions& options) {
    std::optional<Named> best;
    double bestDistance = options.tolerancePx;
    for (const Ratio& ratio : kRatios) {
        const Size size = handle.y != 0 ? Size{wanted.width, int(std::lround(wanted.width / ratio.value))}
                                        : Size{int(std::lround(wanted.height * ratio.value)), wanted.height};
        const double distance =
            std::max(std::abs(size.width - wanted.width), std::abs(size.height - wanted.height));
        if (distance > bestDistance) continue;
        bestDistance = distance;
        best = Named{size, ratio.name};
    }
    return best;
}

/// One axis: the margins on its two sides so that the frame gets `length`, moving the held side (both when
/// symmetric).
struct Sides {
    int low = 0, high = 0;
};
Sides withLength(Sides before, int pageSide, int length, int held, bool both) {
    const int change = length - (pageSide + before.low + before.high);
    if (both || held == 0) {
        const int half = change / 2;
        return {before.low + half, before.high + change - half};
    }
    return held < 0 ? Sides{before.low + change, before.high} : Sides{before.low, before.high + change};
}

/// The length at which the held edge is back on the page's own, when that is in reach.
std::optional<int> ownLength(int length, int pageSide, Sides before, int held, const PullOptions& options) {
    const int other = held < 0 ? before.high : before.low;
    const int own = options.symmetric
                        ? pageSide + before.low + before.high - 2 * (held < 0 ? before.low : before.high)
                        : pageSide + other;
    return std::abs(length - own) <= options.tolerancePx ? std::optional(own) : std::nullopt;
}

int onGrid(int length, int grid) {
    return grid > 1 ? std::max(1, int(std::lround(double(length) / grid))) * grid : length;
}

}  // namespace

Pull pullEdges(Size page, const Margins& before, FrameHandle handle, double dx, double dy,
               const PullOptions& options) {
    const Size start = grownBy(page, before);
    const double both = options.symmetric ? 2 : 1;
    double width = start.width + handle.x * dx * both, height = start.height + handle.y * dy * both;
    if (options.keepRatio && !start.empty()) {
        const double byX = width / start.width, byY = height / start.height;
        const bool followX = handle.x != 0 && (handle.y == 0 || std::abs(byX - 1) >= std::abs(byY - 1));
        const double scale =
            std::max(followX ? byX : byY, double(kMinFrameSide) / std::min(start.width, start.height));
        width = start.width * scale;
        height = start.height * scale;
    }
    const auto side = [](double value) {
        return int(std::lround(std::clamp(value, double(kMinFrameSide), double(kMaxFrameSide))));
    };
    Size size{side(width), side(height)};
    const Sides beforeX{before.left, before.right}, beforeY{before.top, before.bottom};
    std::string label;
    if (options.snap && !options.keepRatio) {
        // The page's own edges come first, then sizes with a name, then the model's grid.
        const auto ownWidth = handle.x ? ownLength(size.width, page.width, beforeX, handle.x, options)
                                       : std::optional(size.width);
        const auto ownHeight = handle.y ? ownLength(size.height, page.height, beforeY, handle.y, options)
                                        : std::optional(size.height);
        std::optional<Named> named;
        if (ownWidth && ownHeight) {
            named = Named{{*ownWidth, *ownHeight}, {}};
        } else if (named = paperNear(size, handle, options); !named) {
            named = ratioNear(size, handle, options);
        }
        if (named) {
            size = named->size;
            label = named->label;
        } else {
            if (handle.x) size.width = ownWidth ? *ownWidth : onGrid(size.width, options.grid);
            if (handle.y) size.height = ownHeight ? *ownHeight : onGrid(size.height, options.grid);
        }
        size = {side(size.width), side(size.height)};
    }
    const Sides x = withLength(beforeX, page.width, size.width, handle.x, options.symmetric);
    const Sides y = withLength(beforeY, page.height, size.height, handle.y, options.symmetric);
    return {{x.low, y.low, x.high, y.high}, label};
}

Margins addedBy(const Margins& m) {
    return {std::max(0, m.left), std::max(0, m.top), std::max(0, m.right), std::max(0, m.bottom)};
}

Margins cutBy(const Margins& m) {
    return {std::min(0, m.left), std::min(0, m.top), std::min(0, m.right), std::min(0, m.bottom)};
}

std::string ratioName(Size size) {
    if (size.empty()) return {};
    const double ratio = double(size.width) / size.height;
    for (const Ratio& known : kRatios) {
        if (std::abs(ratio / known.value - 1) < 0.005) return known.name;
    }
    return {};
}

}  // namespace lacuna
