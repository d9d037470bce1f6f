// The lasso: exact signed area a pixel, accumulated edge by edge, then summed along each row. Time is
// proportional to the outline's length plus the shape's bounds; no sampling, so thin slivers keep their
// weight.
#include <algorithm>
#include <cmath>

#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

class CoverageBuffer {
  public:
    explicit CoverageBuffer(Rect area)
        : area_(area), cells_(std::size_t(area.width + 2) * std::size_t(area.height)) {}

    /// An edge in coordinates of the whole mask. What lies left of the area still counts for every pixel to
    /// its right.
    void addEdge(PointF from, PointF to) {
        from = {from.x - area_.x, from.y - area_.y};
        to = {to.x - area_.x, to.y - area_.y};
        if (from.y == to.y) return;
        const double sign = from.y < to.y ? 1 : -1;
        if (sign < 0) std::swap(from, to);
        // Split where the edge crosses the left and right side, so that each piece is inside or a vertical
        // line on a side.
        double cuts[4] = {0, 1, 1, 1};
        int count = 1;
        for (const double side : {0.0, double(area_.width)}) {
            const double t = (side - from.x) / (to.x - from.x);
            if (t > 0 && t < 1) cuts[count++] = t;
        }
        if (count == 3 && cuts[1] > cuts[2]) std::swap(cuts[1], cuts[2]);
        cuts[count] = 1;
        for (int i = 0; i < count; ++i) {
            const auto at = [&](double t) {
                return t >= 1 ? to : PointF{from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
            };
            PointF a = at(cuts[i]), b = at(cuts[i + 1]);
            const double middle = (a.x + b.x) / 2, width = area_.width;
            if (middle <= 0 || middle >= width) a.x = b.x = middle <= 0 ? 0 : width;
            a.x = std::clamp(a.x, 0.0, width), b.x = std::clamp(b.x, 0.0, width);
            addInside(a, b, sign);
        }
    }

    /// Coverage of row y as 0..255.
    void readRow(int y, std::uint8_t* out) const {
        const float* cell = cells_.data() + std::size_t(y) * std::size_t(area_.width + 2);
        float winding = 0;
        for (int x = 0; x < area_.width; ++x) {
            winding += cell[x];
            out[x] = std::uint8_t(std::min(1.0f, std::abs(winding)) * 255 + 0.5f);
        }
    }

  private:
    void addInside(PointF a, PointF b, double sign) {
        if (b.y <= 0 || a.y >= area_.height || b.y <= a.y) return;
        const double slope = (b.x - a.x) / (b.y - a.y);
        const int last = std::min(area_.height, int(std::ceil(b.y)));
        for (int y = std::max(0, int(std::floor(a.y))); y < last; ++y) {
            const double top = std::max(double(y), a.y), bottom = std::min(y + 1.0, b.y);
            if (bottom <= top) continue;
            addSpan(y, a.x + slope * (top - a.y), a.x + slope * (bottom - a.y), sign * (bottom - top));
        }
    }

    /// A piece of an edge within one row, from x0 to x1, `height` tall: what it adds to its cells and to all
    /// cells to the right.
    void addSpan(int y, double x0, double x1, double height) {
        if (x0 > x1) std::swap(x0, x1);
        float* cell = cells_.data() + std::size_t(y) * std::size_t(area_.width + 2);
        const int first = std::min(int(x0), area_.width), last = std::min(int(x1), area_.width);
        if (first == last) {
            const double passed = (x0 + x1) / 2 - first;
            cell[first] += float(height * (1 - passed));
            cell[first + 1] += float(height * passed);
            return;
        }
        const double perPixel = height / (x1 - x0);
        double before = 0;  // area right of the edge so far, which later cells inherit
        for (int x = first; x <= last; ++x) {
            const double from = std::max(x0, double(x)), to = std::min(x1, x + 1.0);
            const double tall = perPixel * (to - from), reachedBefore = perPixel * (from - x0);
            const double covered = reachedBefore + tall * (x + 1 - (from + to) / 2);
            cell[x] += float(covered - before);
            before = covered;
        }
        cell[last + 1] += float(height - before);
    }

    Rect area_;
    std::vector<float> cells_;
};

}  // namespace

Rect fillPolygon(View mask, std::span<const PointF> points, MaskCombine how) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    const Rect all = boundsOf(mask.size());
    const bool everywhere = how == MaskCombine::Replace || how == MaskCombine::Intersect;
    Rect area;
    if (points.size() >= 3) {
        double left = points[0].x, right = left, top = points[0].y, bottom = top;
        for (const PointF& p : points) {
            if (!std::isfinite(p.x) || !std::isfinite(p.y)) return {};
            left = std::min(left, p.x), right = std::max(right, p.x);
            top = std::min(top, p.y), bottom = std::max(bottom, p.y);
        }
        const auto inside = [](double v, int limit) { return std::clamp(v, -1.0, limit + 1.0); };
        const int x0 = int(std::floor(inside(left, all.width))),
                  x1 = int(std::ceil(inside(right, all.width)));
        const int y0 = int(std::floor(inside(top, all.height))),
                  y1 = int(std::ceil(inside(bottom, all.height)));
        area = Rect{x0, y0, x1 - x0, y1 - y0}.intersected(all);
    }
    if (area.empty()) {
        if (everywhere) setAll(mask, 0);
        return everywhere ? all : Rect{};
    }
    CoverageBuffer coverage(area);
    for (std::size_t i = 0; i < points.size(); ++i)
        coverage.addEdge(points[i], points[(i + 1) % points.size()]);
    const Rect changed = everywhere ? all : area;
    std::vector<std::uint8_t> row(std::size_t(all.width), 0);
    for (int y = changed.y; y < changed.bottom(); ++y) {
        const bool touched = y >= area.y && y < area.bottom();
        if (touched) {
            coverage.readRow(y - area.y, row.data() + area.x);
        } else {
            std::fill(row.begin(), row.end(), std::uint8_t{0});
        }
        const ConstView shape(reinterpret_cast<const std::byte*>(row.data() + changed.x), {changed.width, 1},
                              PixelFormat::Gray8, row.size());
        combine(mask.part({changed.x, y, changed.width, 1}), shape, how);
    }
    return changed;
}

}  // namespace lacuna
