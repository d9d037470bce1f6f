// Integer rectangles in pixels, half-open: a rectangle of width 0 or height 0 is empty. x grows to the right,
// y downwards.
#pragma once

#include <algorithm>
#include <cstdint>

namespace lacuna {

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
    bool empty() const { return width <= 0 || height <= 0; }
    std::int64_t area() const { return empty() ? 0 : std::int64_t{width} * height; }
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Rect&) const = default;
    bool empty() const { return width <= 0 || height <= 0; }
    int right() const { return x + width; }    ///< one past the last column
    int bottom() const { return y + height; }  ///< one past the last row
    Size size() const { return {width, height}; }

    Rect translated(int dx, int dy) const { return {x + dx, y + dy, width, height}; }
    /// Grown by `margin` pixels on each side (shrunk when negative).
    Rect grown(int margin) const { return {x - margin, y - margin, width + 2 * margin, height + 2 * margin}; }
    bool contains(int px, int py) const { return px >= x && py >= y && px < right() && py < bottom(); }
    bool contains(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    Rect intersected(const Rect& other) const {
        const int left = std::max(x, other.x), top = std::max(y, other.y);
        const int r = std::min(right(), other.right()), b = std::min(bottom(), other.bottom());
        return r > left && b > top ? Rect{left, top, r - left, b - top} : Rect{};
    }
    Rect united(const Rect& other) const {
        if (empty()) return other;
        if (other.empty()) return *this;
        const int left = std::min(x, other.x), top = std::min(y, other.y);
        return {left, top, std::max(right(), other.right()) - left, std::max(bottom(), other.bottom()) - top};
    }
};

/// A point between pixels: (0, 0) is the corner of the first pixel, its centre is (0.5, 0.5).
struct PointF {
    double x = 0;
    double y = 0;
    bool operator==(const PointF&) const = default;
};

inline Rect boundsOf(Size size) {
    return {0, 0, size.width, size.height};
}

/// Pixels added outside each edge (outpainting), all >= 0.
struct Margins {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    bool operator==(const Margins&) const = default;
    bool empty() const { return left <= 0 && top <= 0 && right <= 0 && bottom <= 0; }
};

}  // namespace lacuna
