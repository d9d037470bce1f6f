// See mpe.h. Distances are exact Euclidean ones on the token grid (a few thousand cells), computed on the CPU
// once a request.
#include "engine/models/qwen_image/mpe.h"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace lacuna::qwen_image {
namespace {

/// The token grid: coverage of the hole, and hole = coverage of at least a half.
struct Grid {
    std::int64_t rows = 0, columns = 0;
    std::vector<float> coverage;
    std::vector<char> hole;
    std::size_t at(std::int64_t y, std::int64_t x) const { return std::size_t(y * columns + x); }
};

Grid gridOf(const torch::Tensor& mask) {
    TORCH_CHECK(mask.dim() == 2 && mask.size(0) % 2 == 0 && mask.size(1) % 2 == 0,
                "mpeFeatures: the mask must be [2n, 2m] latent cells");
    const auto tokens =
        torch::avg_pool2d(mask.detach().to(torch::kCPU, torch::kFloat).unsqueeze(0).unsqueeze(0), 2)[0][0]
            .contiguous();
    Grid grid{tokens.size(0), tokens.size(1), {}, {}};
    const float* values = tokens.data_ptr<float>();
    grid.coverage.assign(values, values + tokens.numel());
    for (const float value : grid.coverage) grid.hole.push_back(value >= 0.5f);
    return grid;
}

/// Distance from each token's centre to the nearest token with hole == value, in tokens; infinity when there
/// is none. Two passes: along columns by a sweep, then along rows by taking the best column (exact, O(rows *
/// columns^2)).
std::vector<float> distanceTo(const Grid& grid, bool value) {
    constexpr float kFar = std::numeric_limits<float>::infinity();
    std::vector<float> vertical(grid.hole.size(), kFar), distance(grid.hole.size(), kFar);
    for (std::int64_t x = 0; x < grid.columns; ++x) {
        const auto sweep = [&](std::int64_t from, std::int64_t to, std::int64_t step) {
            float d = kFar;
            for (std::int64_t y = from; y != to; y += step) {
                d = bool(grid.hole[grid.at(y, x)]) == value ? 0.0f : d + 1.0f;
                vertical[grid.at(y, x)] = std::min(vertical[grid.at(y, x)], d);
            }
        };
        sweep(0, grid.rows, 1);
        sweep(grid.rows - 1, -1, -1);
    }
    for (std::int64_t y = 0; y < grid.rows; ++y) {
        for (std::int64_t x = 0; x < grid.columns; ++x) {
            for (std::int64_t other = 0; other < grid.columns; ++other) {
                const float d = std::hypot(float(x - other), vertical[grid.at(y, other)]);
                distance[grid.at(y, x)] = std::min(distance[grid.at(y, x)], d);
            }
        }
    }
    return distance;
}

/// Positive inside the hole, negative outside, zero on the line between the two; +-infinity when there is no
/// edge at all.
std::vector<float> signedDistance(const Grid& grid) {
    const auto toKept = distanceTo(grid, false), toHole = distanceTo(grid, true);
    std::vector<float> result(toKept.size());
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = grid.hole[i] ? toKept[i] - 0.5f : 0.5f - toHole[i];
    return result;
}

/// 1 for tokens whose region (4-connected, of equal value) reaches the picture's border.
std::vector<char> touchesBorder(const Grid& grid) {
    std::vector<char> open(grid.hole.size(), 0);
    std::vector<std::array<std::int64_t, 2>> queue;
    const auto reach = [&](std::int64_t y, std::int64_t x) {
        if (open[grid.at(y, x)]) return;
        open[grid.at(y, x)] = 1;
        queue.push_back({y, x});
    };
    for (std::int64_t x = 0; x < grid.columns; ++x) reach(0, x), reach(grid.rows - 1, x);
    for (std::int64_t y = 0; y < grid.rows; ++y) reach(y, 0), reach(y, grid.columns - 1);
    while (!queue.empty()) {
        const auto [y, x] = queue.back();
        queue.pop_back();
        constexpr std::array<std::array<int, 2>, 4> kNeighbours{{{0, 1}, {0, -1}, {1, 0}, {-1, 0}}};
        for (const auto& [dy, dx] : kNeighbours) {
            const auto ny = y + dy, nx = x + dx;
            if (ny < 0 || nx < 0 || ny >= grid.rows || nx >= grid.columns) continue;
            if (grid.hole[grid.at(ny, nx)] == grid.hole[grid.at(y, x)]) reach(ny, nx);
        }
    }
    return open;
}

/// Half-open bounding box of the kept tokens; empty when nothing is kept.
struct Box {
    std::int64_t left = 0, top = 0, right = 0, bottom = 0;
};
Box keptBox(const Grid& grid) {
    Box box{grid.columns, grid.rows, 0, 0};
    for (std::int64_t y = 0; y < grid.rows; ++y) {
        for (std::int64_t x = 0; x < grid.columns; ++x) {
            if (grid.hole[grid.at(y, x)]) continue;
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                   std::max(box.bottom, y + 1)};
        }
    }
    return box;
}

/// How far `position` lies outside [low, high), in units of its length: negative before it, positive after
/// it.
float offsetOutside(std::int64_t position, std::int64_t low, std::int64_t high) {
    if (high <= low) return 0.0f;
    const float centre = float(position) + 0.5f;
    const float outside = centre < float(low)    ? centre - float(low)
                          : centre > float(high) ? centre - float(high)
                                                 : 0.0f;
    return outside / float(high - low);
}

}  // namespace

torch::Tensor mpeFeatures(const torch::Tensor& mask, Task task) {
    const Grid grid = gridOf(mask);
    const auto distance = signedDistance(grid);
    const auto open = touchesBorder(grid);
    const Box kept = task == Task::Outpaint ? keptBox(grid) : Box{};
    const auto clipped = [](float value, float limit) { return std::clamp(value / limit, -1.0f, 1.0f); };

    auto features = torch::zeros({grid.rows * grid.columns, kMpeFeatures});
    float* row = features.data_ptr<float>();
    for (std::int64_t y = 0; y < grid.rows; ++y) {
        for (std::int64_t x = 0; x < grid.columns; ++x, row += kMpeFeatures) {
            const auto at = [&](std::int64_t yy, std::int64_t xx) {
                return distance[grid.at(std::clamp<std::int64_t>(yy, 0, grid.rows - 1),
                                        std::clamp<std::int64_t>(xx, 0, grid.columns - 1))];
            };
            const float here = at(y, x);
            row[0] = grid.coverage[grid.at(y, x)];
            row[1] = clipped(here, 2.0f);
            row[2] = clipped(here, 8.0f);
            if (std::isfinite(here)) {
                const float gx = at(y, x + 1) - at(y, x - 1), gy = at(y + 1, x) - at(y - 1, x);
                const float length = std::hypot(gx, gy);
                row[3] = length > 0 ? gx / length : 0.0f;
                row[4] = length > 0 ? gy / length : 0.0f;
            }
            row[5] = float(open[grid.at(y, x)]);
            row[6] = offsetOutside(x, kept.left, kept.right);
            row[7] = offsetOutside(y, kept.top, kept.bottom);
        }
    }
    return features;
}

MultimodalPositionalEncodingImpl::MultimodalPositionalEncodingImpl(const MpeConfig& config)
    : config_(config) {
    linear_1 = register_module("linear_1", torch::nn::Linear(kMpeFeatures, config.hidden));
    operation = register_module("operation", torch::nn::Embedding(config.operations, config.hidden));
    linear_2 = register_module("linear_2", torch::nn::Linear(config.hidden, config.width));
    time_linear = register_module("time_linear", torch::nn::Linear(config.hidden, config.width));
    for (auto& layer : {linear_2, time_linear}) {
        torch::nn::init::zeros_(layer->weight);
        torch::nn::init::zeros_(layer->bias);
    }
}

MpeBias MultimodalPositionalEncodingImpl::forward(const torch::Tensor& features,
                                                  const torch::Tensor& operations) {
    const auto& weight = linear_1->weight;
    const auto what = operation(operations.to(weight.device()));                      // [B, H]
    const auto where = linear_1(features.to(weight.device(), weight.scalar_type()));  // [B, N, H]
    return {linear_2(torch::silu(where + what.unsqueeze(1))), time_linear(torch::silu(what))};
}

}  // namespace lacuna::qwen_image
