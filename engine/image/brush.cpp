// See brush.h. A dab's edge is a table over squared distance, so that no pixel costs a square root.
#include "engine/image/brush.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace lacuna {
namespace {

constexpr double kSmallestRadiusPx = 0.5;

Dab dabAt(const Brush& brush, double x, double y, double pressure) {
    pressure = std::clamp(pressure, 0.0, 1.0);
    const double size = brush.sizePx * (brush.pressureChangesSize ? pressure : 1.0);
    return {x, y, std::max(kSmallestRadiusPx, size / 2), std::clamp(brush.hardness, 0.0, 1.0),
            std::clamp(brush.opacity * (brush.pressureChangesOpacity ? pressure : 1.0), 0.0, 1.0)};
}

/// From where to where the edge falls: at least one pixel, centred on the radius when the brush is hard.
struct Edge {
    double solid, end;
    explicit Edge(const Dab& dab) : solid(dab.radiusPx * dab.hardness), end(dab.radiusPx) {
        if (end - solid < 1) {
            const double middle = std::max(0.5, (solid + end) / 2);
            solid = middle - 0.5, end = middle + 0.5;
        }
    }
};

double fall(double t) {
    const double s = 1 - t * t;
    return s * s;
}

/// Coverage by squared distance as a table: 0..255 levels of `opacity`, so that the inner loop has no square
/// root.
class Profile {
  public:
    explicit Profile(const Dab& dab) : edge_(dab), opacity_(dab.opacity) {
        const bool hard = edge_.end - edge_.solid <= 1.0 + 1e-9;
        for (int i = 0; i <= kSteps; ++i) {
            // Evenly spaced in squared distance between the solid part and the end.
            const double d2 = solidSquared() + (endSquared() - solidSquared()) * i / kSteps;
            const double t = std::clamp((std::sqrt(d2) - edge_.solid) / (edge_.end - edge_.solid), 0.0, 1.0);
            table_[std::size_t(i)] = float(opacity_ * (hard ? 1 - t : fall(t)));
        }
        scale_ = float(kSteps / (endSquared() - solidSquared()));
    }
    double solidSquared() const { return edge_.solid * edge_.solid; }
    double endSquared() const { return edge_.end * edge_.end; }
    double opacity() const { return opacity_; }
    /// For squared distances between the two.
    float at(float squared) const {
        return table_[std::size_t((squared - float(solidSquared())) * scale_ + 0.5f)];
    }

  private:
    static constexpr int kSteps = 1024;
    Edge edge_;
    double opacity_;
    float scale_ = 1;
    std::array<float, kSteps + 1> table_{};
};

/// Calls span(y, x0, x1) for runs of full coverage and pixel(x, y, coverage) for the edge, clipped to `area`.
template <class Span, class Pixel>
void forEachCovered(const Dab& dab, const Rect& area, Span span, Pixel pixel) {
    const Profile profile(dab);
    for (int y = area.y; y < area.bottom(); ++y) {
        const double dy = y + 0.5 - dab.y, dy2 = dy * dy;
        if (dy2 >= profile.endSquared()) continue;
        const double half = std::sqrt(profile.endSquared() - dy2);
        const int first = std::max(area.x, int(std::ceil(dab.x - half - 0.5)));
        const int last = std::min(area.right(), int(std::floor(dab.x + half - 0.5)) + 1);
        int solidFirst = last, solidLast = last;
        if (dy2 < profile.solidSquared()) {
            const double solid = std::sqrt(profile.solidSquared() - dy2);
            solidFirst = std::clamp(int(std::ceil(dab.x - solid - 0.5)), first, std::max(first, last));
            solidLast =
                std::clamp(int(std::floor(dab.x + solid - 0.5)) + 1, solidFirst, std::max(solidFirst, last));
        }
        const auto edge = [&](int from, int to) {
            for (int x = from; x < to; ++x) {
                const double dx = x + 0.5 - dab.x, squared = dx * dx + dy2;
                if (squared >= profile.endSquared()) continue;
                pixel(x, y, profile.at(float(std::max(squared, profile.solidSquared()))));
            }
        };
        edge(first, solidFirst);
        if (solidLast > solidFirst) span(y, solidFirst, solidLast);
        edge(solidLast, last);
    }
}

template <class T>
void blendColour(T* pixel, const T (&colour)[4], float coverage) {
    constexpr float full = float(T(~T{0}));
    const float source = coverage * float(colour[3]) / full, backdrop = float(pixel[3]) / full;
    const float alpha = source + backdrop * (1 - source);
    if (alpha <= 0) return;
    for (int c = 0; c < 3; ++c) {
        const float mixed = (float(colour[c]) * source + float(pixel[c]) * backdrop * (1 - source)) / alpha;
        pixel[c] = T(mixed + 0.5f);
    }
    pixel[3] = T(alpha * full + 0.5f);
}

template <class T>
void paintColour(View pixels, const Rect& area, const Dab& dab, Colour colour, DabMode mode) {
    const auto part = [](std::uint16_t v) {
        return sizeof(T) == 2 ? T(v) : T((std::uint32_t(v) * 255 + 32895) >> 16);
    };
    const T value[4] = {part(colour.red), part(colour.green), part(colour.blue), part(colour.alpha)};
    const auto paint = [&](int x, int y, float coverage) {
        T* pixel = pixels.row<T>(y) + 4 * std::size_t(x);
        if (mode == DabMode::Paint)
            blendColour(pixel, value, coverage);
        else
            pixel[3] = T(float(pixel[3]) * (1 - coverage) + 0.5f);
    };
    forEachCovered(
        dab, area,
        [&](int y, int from, int to) {
            for (int x = from; x < to; ++x) paint(x, y, float(dab.opacity));
        },
        paint);
}

}  // namespace

Dab firstDab(const Brush& brush, PointerSample at) {
    return dabAt(brush, at.x, at.y, at.pressure);
}

DabRun dabsBetween(const Brush& brush, PointerSample from, PointerSample to, double sinceLastPx) {
    DabRun run{{}, sinceLastPx};
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (!(length > 0) || !std::isfinite(length)) return run;
    double travelled = 0;
    for (;;) {
        // Spacing follows the size that the brush has here, so that a lightly pressed pen leaves no gaps.
        const double t = travelled / length;
        const double pressure = from.pressure + t * (to.pressure - from.pressure);
        const double gap = std::max(0.5, 2 * dabAt(brush, 0, 0, pressure).radiusPx * brush.spacing);
        const double next = travelled + std::max(0.0, gap - run.sinceLastPx);
        if (next > length) break;
        const double u = next / length;
        run.dabs.push_back(dabAt(brush, from.x + u * dx, from.y + u * dy,
                                 from.pressure + u * (to.pressure - from.pressure)));
        travelled = next;
        run.sinceLastPx = 0;
    }
    run.sinceLastPx += length - travelled;
    return run;
}

Rect boundsOf(const Dab& dab) {
    const double end = Edge(dab).end;
    // A pointer far off the page stays within what an int can say.
    const auto whole = [](double v) { return int(std::clamp(v, -1e9, 1e9)); };
    const int left = whole(std::floor(dab.x - end)), top = whole(std::floor(dab.y - end));
    return {left, top, whole(std::ceil(dab.x + end)) - left, whole(std::ceil(dab.y + end)) - top};
}

double coverage(const Dab& dab, double px, double py) {
    const Edge edge(dab);
    const double t = (std::hypot(px - dab.x, py - dab.y) - edge.solid) / (edge.end - edge.solid);
    if (t <= 0) return dab.opacity;
    if (t >= 1) return 0;
    return dab.opacity * (edge.end - edge.solid <= 1.0 + 1e-9 ? 1 - t : fall(t));
}

Rect paintDab(View mask, int originX, int originY, const Dab& dab, DabMode mode) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    Dab local = dab;
    local.x -= originX, local.y -= originY;
    const Rect area = boundsOf(local).intersected(boundsOf(mask.size()));
    const auto level = [](float c) { return std::uint8_t(c * 255 + 0.5f); };
    const auto put = [mode](std::uint8_t& m, std::uint8_t value) {
        m = mode == DabMode::Paint ? std::max(m, value) : std::min(m, std::uint8_t(255 - value));
    };
    const std::uint8_t full = level(float(std::clamp(local.opacity, 0.0, 1.0)));
    forEachCovered(
        local, area,
        [&](int y, int from, int to) {
            auto* row = mask.row<std::uint8_t>(y);
            if (full == 255) {
                std::memset(row + from, mode == DabMode::Paint ? 255 : 0, std::size_t(to - from));
            } else {
                for (int x = from; x < to; ++x) put(row[x], full);
            }
        },
        [&](int x, int y, float c) { put(mask.row<std::uint8_t>(y)[x], level(c)); });
    return area.translated(area.empty() ? 0 : originX, area.empty() ? 0 : originY);
}

Rect paintDab(View pixels, int originX, int originY, const Dab& dab, Colour colour, DabMode mode) {
    LACUNA_CHECK(hasAlpha(pixels.format()));
    Dab local = dab;
    local.x -= originX, local.y -= originY;
    const Rect area = boundsOf(local).intersected(boundsOf(pixels.size()));
    if (isDeep(pixels.format()))
        paintColour<std::uint16_t>(pixels, area, local, colour, mode);
    else
        paintColour<std::uint8_t>(pixels, area, local, colour, mode);
    return area.translated(area.empty() ? 0 : originX, area.empty() ? 0 : originY);
}

}  // namespace lacuna
