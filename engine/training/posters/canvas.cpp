// See canvas.h.
#include "engine/training/posters/canvas.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {

using torch::indexing::Slice;

// Columns, then rows: a square's cost would grow with its area.
torch::Tensor widen(const torch::Tensor& image, std::int64_t radius) {
    const auto columns = torch::max_pool2d(image, {2 * radius + 1, 1}, {1, 1}, {radius, 0});
    return torch::max_pool2d(columns, {1, 2 * radius + 1}, {1, 1}, {0, radius});
}

torch::Tensor soften(const torch::Tensor& image, std::int64_t radius) {
    const auto columns = torch::avg_pool2d(image, {2 * radius + 1, 1}, {1, 1}, {radius, 0});
    return torch::avg_pool2d(columns, {1, 2 * radius + 1}, {1, 1}, {0, radius});
}

Canvas::Canvas(std::int64_t count, std::int64_t height, std::int64_t width, torch::Device device)
    : pages(torch::empty({count, 3, height, width}, device)),
      height_(height),
      width_(width),
      device_(device) {}

Windows Canvas::windows(const std::vector<WindowPlace>& places, double width, double height) const {
    Windows result;
    result.width = std::clamp<std::int64_t>(std::int64_t(std::ceil(width)), 1, width_);
    result.height = std::clamp<std::int64_t>(std::int64_t(std::ceil(height)), 1, height_);
    std::vector<float> x, y;
    for (const WindowPlace& place : places) {
        const auto first = [](double middle, std::int64_t side, std::int64_t whole) {
            return std::clamp<std::int64_t>(std::llround(middle - double(side) / 2), 0, whole - side);
        };
        result.pages.push_back(place.page);
        result.left.push_back(first(place.x, result.width, width_));
        result.top.push_back(first(place.y, result.height, height_));
        x.push_back(float(double(result.left.back()) + 0.5 - place.x));
        y.push_back(float(double(result.top.back()) + 0.5 - place.y));
    }
    const auto steps = [&](std::int64_t count) { return torch::arange(count, torch::kFloat).to(device_); };
    result.x = steps(result.width).view({1, 1, -1}) + column(x);
    result.y = steps(result.height).view({1, -1, 1}) + column(y);
    return result;
}

torch::Tensor Canvas::indices(const std::vector<std::int64_t>& from, std::int64_t length) const {
    const auto start = torch::tensor(from).view({-1, 1});
    return (start + torch::arange(length).view({1, -1})).to(device_);
}

torch::Tensor Canvas::read(const Windows& w) const {
    if (w.pages.size() == 1) {
        return pages.slice(0, w.pages[0], w.pages[0] + 1)
            .slice(2, w.top[0], w.top[0] + w.height)
            .slice(3, w.left[0], w.left[0] + w.width);
    }
    const auto n = std::int64_t(w.pages.size());
    const auto rows = indices(w.top, w.height).view({n, w.height, 1}),
               columns = indices(w.left, w.width).view({n, 1, w.width}),
               which = torch::tensor(w.pages).to(device_).view({n, 1, 1});
    return pages.index({which, Slice(), rows, columns}).movedim(3, 1).contiguous();
}

void Canvas::write(const Windows& w, const torch::Tensor& pixels) {
    if (w.pages.size() == 1) {
        pages.slice(0, w.pages[0], w.pages[0] + 1)
            .slice(2, w.top[0], w.top[0] + w.height)
            .slice(3, w.left[0], w.left[0] + w.width)
            .copy_(pixels);
        return;
    }
    const auto n = std::int64_t(w.pages.size());
    const auto rows = indices(w.top, w.height).view({n, w.height, 1}),
               columns = indices(w.left, w.width).view({n, 1, w.width}),
               which = torch::tensor(w.pages).to(device_).view({n, 1, 1});
    pages.index_put_({which, Slice(), rows, columns}, pixels.movedim(1, 3));
}

torch::Tensor Canvas::column(const std::vector<float>& values) const {
    return torch::tensor(values).view({-1, 1, 1}).to(device_);
}

torch::Tensor Canvas::colours(const std::vector<float>& channels) const {
    return torch::tensor(channels).view({-1, 3, 1, 1}).to(device_);
}

}  // namespace lacuna::training
