// See rope.h.
#include "engine/models/qwen_image/rope.h"

#include <algorithm>
#include <cmath>

namespace lacuna::qwen_image {
namespace {

constexpr double kTheta = 10000.0;
constexpr std::size_t kRemembered = 8;

/// Positions of `count` tokens on one axis, to be combined into a row of angles.
using Positions = std::vector<float>;

struct TokenPositions {
    Positions frame, row, column;
    void add(std::int64_t f, std::int64_t r, std::int64_t c) {
        frame.push_back(float(f));
        row.push_back(float(r));
        column.push_back(float(c));
    }
};

/// angle = position * theta^(-2j / axis), j = 0 .. axis / 2 - 1, the three axes side by side. @return
/// [tokens, head / 2].
nn::RotaryTable tableOf(const TokenPositions& positions, const std::array<std::int64_t, 3>& axes) {
    std::vector<torch::Tensor> angles;
    const std::array<const Positions*, 3> columns{&positions.frame, &positions.row, &positions.column};
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        angles.push_back(torch::outer(torch::tensor(*columns[axis], torch::kFloat),
                                      nn::rotaryFrequencies(kTheta, axes[axis])));
    }
    const auto joined = torch::cat(angles, 1);
    return {joined.cos(), joined.sin()};
}

}  // namespace

RopeTables makeRopeTables(const std::vector<Grid>& grids, std::int64_t textTokens,
                          const std::array<std::int64_t, 3>& axes, bool layered) {
    TokenPositions image, text;
    std::int64_t beyond = 0;  // the first position that no picture reaches
    for (std::size_t n = 0; n < grids.size(); ++n) {
        const Grid& grid = grids[n];
        const bool condition = layered && n + 1 == grids.size();
        for (std::int64_t f = 0; f < grid.frames; ++f) {
            for (std::int64_t y = 0; y < grid.rows; ++y) {
                for (std::int64_t x = 0; x < grid.columns; ++x) {
                    image.add(condition ? -1 : std::int64_t(n) + f, y - (grid.rows - grid.rows / 2),
                              x - (grid.columns - grid.columns / 2));
                }
            }
        }
        beyond = std::max({beyond, grid.rows / 2, grid.columns / 2});
    }
    if (layered) beyond = std::max(beyond, std::int64_t(grids.size()) - 1);
    for (std::int64_t s = 0; s < textTokens; ++s) text.add(beyond + s, beyond + s, beyond + s);
    return {tableOf(text, axes), tableOf(image, axes)};
}

RopeTables RopeCache::get(const std::vector<Grid>& grids, std::int64_t textTokens, torch::Device device) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.textTokens == textTokens && entry.device == device && entry.grids == grids;
    });
    if (found != entries_.end()) {
        std::rotate(entries_.begin(), found, found + 1);
        return entries_.front().tables;
    }
    // Made outside InferenceMode, so that a table remembered while generating may be used by training.
    const c10::InferenceMode off(false);
    const torch::NoGradGuard noGrad;
    RopeTables tables = makeRopeTables(grids, textTokens, axes_, layered_);
    for (auto* table : {&tables.text, &tables.image}) *table = {table->cos.to(device), table->sin.to(device)};
    if (entries_.size() == kRemembered) entries_.pop_back();
    entries_.insert(entries_.begin(), Entry{grids, textTokens, device, tables});
    return tables;
}

}  // namespace lacuna::qwen_image
