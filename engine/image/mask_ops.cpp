// See mask_ops.h.
#include "engine/image/mask_ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lacuna {
namespace {

std::uint8_t combineOne(std::uint8_t a, std::uint8_t b, MaskCombine how) {
    switch (how) {
        case MaskCombine::Replace:
            return b;
        case MaskCombine::Add:
            return std::max(a, b);
        case MaskCombine::Subtract:
            return std::min(a, std::uint8_t(255 - b));
        case MaskCombine::Intersect:
            return std::min(a, b);
    }
    return b;
}

template <MaskCombine how>
void combineRow(std::uint8_t* a, const std::uint8_t* b, int count) {
    for (int x = 0; x < count; ++x) a[x] = combineOne(a[x], b[x], how);
}

void combineRow(std::uint8_t* a, const std::uint8_t* b, int count, MaskCombine how) {
    switch (how) {
        case MaskCombine::Replace:
            std::memcpy(a, b, std::size_t(count));
            break;
        case MaskCombine::Add:
            combineRow<MaskCombine::Add>(a, b, count);
            break;
        case MaskCombine::Subtract:
            combineRow<MaskCombine::Subtract>(a, b, count);
            break;
        case MaskCombine::Intersect:
            combineRow<MaskCombine::Intersect>(a, b, count);
            break;
    }
}

bool anyAbove(const std::uint8_t* row, int count, std::uint8_t threshold) {
    std::uint8_t highest = 0;  // no early exit within a block: the compiler turns this into wide maxima
    for (int x = 0; x < count; ++x) highest = std::max(highest, row[x]);
    return highest > threshold;
}

}  // namespace

Rect maskBounds(ConstView mask, std::uint8_t threshold) {
    LACUNA_CHECK(mask.empty() || mask.format() == PixelFormat::Gray8);
    const int w = mask.width(), h = mask.height();
    int top = 0, bottom = h;
    while (top < h && !anyAbove(mask.row<std::uint8_t>(top), w, threshold)) ++top;
    if (top == h) return {};
    while (!anyAbove(mask.row<std::uint8_t>(bottom - 1), w, threshold)) --bottom;
    int left = w, right = 0;
    for (int y = top; y < bottom; ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < left; ++x) {
            if (row[x] > threshold) left = x;
        }
        for (int x = w - 1; x >= right; --x) {
            if (row[x] > threshold) right = x + 1;
        }
    }
    return {left, top, right - left, bottom - top};
}

bool isBlank(ConstView mask) {
    for (int y = 0; y < mask.height(); ++y) {
        if (anyAbove(mask.row<std::uint8_t>(y), mask.width(), 0)) return false;
    }
    return true;
}

std::int64_t maskArea(ConstView mask) {
    std::int64_t area = 0;
    for (int y = 0; y < mask.height(); ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        int inRow = 0;
        for (int x = 0; x < mask.width(); ++x) inRow += row[x] >> 7;
        area += inRow;
    }
    return area;
}

void setAll(View mask, std::uint8_t value) {
    for (int y = 0; y < mask.height(); ++y)
        std::memset(mask.row<std::uint8_t>(y), value, std::size_t(mask.width()));
}

void invert(View mask) {
    for (int y = 0; y < mask.height(); ++y) {
        auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x) row[x] = std::uint8_t(255 - row[x]);
    }
}

void binarize(View mask, std::uint8_t lowest) {
    for (int y = 0; y < mask.height(); ++y) {
        auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x) row[x] = row[x] >= lowest ? 255 : 0;
    }
}

void combine(View mask, ConstView other, MaskCombine how) {
    LACUNA_CHECK(mask.size() == other.size() && other.format() == PixelFormat::Gray8);
    for (int y = 0; y < mask.height(); ++y) {
        combineRow(mask.row<std::uint8_t>(y), other.row<std::uint8_t>(y), mask.width(), how);
    }
}

Rect fillRectangle(View mask, double left, double top, double right, double bottom, MaskCombine how) {
    LACUNA_CHECK(mask.format() == PixelFormat::Gray8);
    const int w = mask.width(), h = mask.height();
    if (left > right) std::swap(left, right);
    if (top > bottom) std::swap(top, bottom);
    left = std::clamp(left, 0.0, double(w)), right = std::clamp(right, 0.0, double(w));
    top = std::clamp(top, 0.0, double(h)), bottom = std::clamp(bottom, 0.0, double(h));
    const int x0 = int(std::floor(left)), x1 = int(std::ceil(right)), y0 = int(std::floor(top)),
              y1 = int(std::ceil(bottom));
    const bool everywhere = how == MaskCombine::Replace || how == MaskCombine::Intersect;
    const Rect shape = right > left && bottom > top ? Rect{x0, y0, x1 - x0, y1 - y0} : Rect{};
    const Rect changed = everywhere ? boundsOf(mask.size()) : shape;
    // One row of horizontal coverage, scaled by each row's vertical coverage: at most three different rows
    // exist.
    const auto overlap = [](double from, double to, int pixel) {
        return std::max(0.0, std::min(to, pixel + 1.0) - std::max(from, double(pixel)));
    };
    std::vector<std::uint8_t> row(std::size_t(changed.width));
    double rowCoverage = -1;
    for (int y = changed.y; y < changed.bottom(); ++y) {
        const double vertical = shape.empty() ? 0 : overlap(top, bottom, y);
        if (vertical != rowCoverage) {
            for (int x = changed.x; x < changed.right(); ++x) {
                row[std::size_t(x - changed.x)] =
                    std::uint8_t(std::lround(255 * vertical * overlap(left, right, x)));
            }
            rowCoverage = vertical;
        }
        combineRow(mask.row<std::uint8_t>(y) + changed.x, row.data(), changed.width, how);
    }
    return changed;
}

}  // namespace lacuna
