// See masks.h.
#include "engine/training/posters/masks.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

/// Page coordinates in page widths, [height, 1] and [1, width].
struct Grid {
    Grid(std::int64_t height, std::int64_t width)
        : x(((torch::arange(width) + 0.5) / double(width)).view({1, width})),
          y(((torch::arange(height) + 0.5) / double(width)).view({height, 1})) {}
    torch::Tensor x, y;
};

/// A wandering stroke of a round brush.
torch::Tensor brush(const Grid& grid, double aspect, Random& random) {
    const double radius = random.uniform(0.06, 0.16);
    double x = random.uniform(0.2, 0.8), y = random.uniform(0.2, 0.8) * aspect,
           heading = random.uniform(0, 2 * M_PI);
    auto mask = torch::zeros({grid.y.size(0), grid.x.size(1)}, torch::kBool);
    const int dabs = 4 + random.below(14);
    for (int dab = 0; dab < dabs; ++dab) {
        mask |= (grid.x - x).pow(2) + (grid.y - y).pow(2) < radius * radius;
        heading += random.uniform(-0.7, 0.7);
        x = std::clamp(x + std::cos(heading) * radius * 0.7, 0.05, 0.95);
        y = std::clamp(y + std::sin(heading) * radius * 0.7, 0.05, aspect - 0.05);
    }
    return mask;
}

torch::Tensor box(const Grid& grid, double left, double top, double right, double bottom) {
    return (grid.x >= left) & (grid.x < right) & (grid.y >= top) & (grid.y < bottom);
}

torch::Tensor randomBox(const Grid& grid, double aspect, Random& random) {
    const double width = random.uniform(0.25, 0.75),
                 height = random.uniform(0.25, 0.75) * std::min(aspect, 1.2);
    const double left = random.uniform(0, 1 - width), top = random.uniform(0, aspect - height);
    return box(grid, left, top, left + width, top + height);
}

/// A closed outline drawn by hand around a place: a disc whose radius wanders with the angle.
torch::Tensor lasso(const Grid& grid, double aspect, Random& random) {
    const double radius = random.uniform(0.14, 0.34) * std::min(1.0, aspect);
    const double x = random.uniform(0.2, 0.8), y = random.uniform(0.2, 0.8) * aspect;
    const auto dx = grid.x - x, dy = (grid.y - y) / random.uniform(0.7, 1.3);
    const auto angle = torch::atan2(dy, dx);
    auto outline = torch::full_like(angle, radius);
    for (int wave = 2; wave <= 5; ++wave) {
        const double height = random.uniform(0, 0.26) * radius / (wave - 1);
        outline += height * torch::sin(angle * wave + random.uniform(0, 2 * M_PI));
    }
    return dx * dx + dy * dy < outline * outline;
}

/// Whole steps of 16 pixels on one or two sides.
Margins randomMargins(std::int64_t height, std::int64_t width, Random& random) {
    Margins margins;
    const auto some = [&](std::int64_t length) {
        return 16 * (1 + random.below(std::size_t(std::max<std::int64_t>(1, length / 32))));
    };
    const int side = random.below(6);
    if (side == 0 || side == 4) margins.left = some(width);
    if (side == 1 || side == 4) margins.right = some(width) / 2 / 16 * 16 + (side == 1 ? 16 : 0);
    if (side == 2 || side == 5) margins.top = some(height);
    if (side == 3 || side == 5) margins.bottom = some(height) / 2 / 16 * 16 + (side == 3 ? 16 : 0);
    return margins;
}

}  // namespace

Hole makeHole(MaskKind kind, const Scene& scene, std::int64_t height, std::int64_t width, Random& random) {
    const Grid grid(height, width);
    const double aspect = double(height) / double(width);
    Hole hole;
    torch::Tensor mask;
    if (kind == MaskKind::Border) {
        hole.task = Task::Outpaint;
        hole.outpaint = randomMargins(height, width, random);
        const auto& m = hole.outpaint;
        mask = torch::ones({height, width}, torch::kBool);
        mask.slice(0, m.top, height - m.bottom).slice(1, m.left, width - m.right).fill_(false);
    } else if (kind == MaskKind::Object && !scene.subjects.empty()) {
        const auto& subject = random.pick(scene.subjects);
        const double half = subject.side * random.uniform(0.5, 0.62);
        mask = random.chance(0.5)
                   ? box(grid, subject.x - half, subject.y - half, subject.x + half, subject.y + half)
                   : (grid.x - subject.x).pow(2) + (grid.y - subject.y).pow(2) < half * half * 1.15;
    } else {
        mask = kind == MaskKind::Brush   ? brush(grid, aspect, random)
               : kind == MaskKind::Lasso ? lasso(grid, aspect, random)
                                         : randomBox(grid, aspect, random);
    }
    hole.mask = mask.to(torch::kFloat).unsqueeze(0);
    return hole;
}

}  // namespace lacuna::training
