// See vision.h.
#include "engine/models/qwen2_5_vl/vision.h"

#include <algorithm>

#include "engine/nn/attention.h"
#include "engine/nn/cancel.h"
#include "engine/nn/rotary.h"

namespace lacuna::qwen2_5_vl {
namespace {

constexpr double kTheta = 10000.0, kNormEps = 1e-6;

/// Row and column of every patch, in the order of the merger: block by block, inside a block row by row. Each
/// [rows * columns].
std::pair<torch::Tensor, torch::Tensor> patchPlaces(std::int64_t rows, std::int64_t columns,
                                                    std::int64_t merge) {
    const auto inMergeOrder = [&](const torch::Tensor& grid) {
        return grid.reshape({rows / merge, merge, columns / merge, merge})
            .permute({0, 2, 1, 3})
            .reshape({-1});
    };
    const auto y = torch::arange(rows, torch::kFloat).unsqueeze(1).expand({rows, columns});
    const auto x = torch::arange(columns, torch::kFloat).unsqueeze(0).expand({rows, columns});
    return {inMergeOrder(y), inMergeOrder(x)};
}

/// The first quarter of a head's pairs turns with the row, the second with the column; both halves the same.
/// [N, 1, D], float32.
nn::RotaryTable rotaryTable(std::int64_t rows, std::int64_t columns, const VisionConfig& config,
                            torch::Device device) {
    const auto frequencies =
        nn::rotaryFrequencies(kTheta, config.headDim() / 2, config.bf16Frequencies);  // [D/4]
    const auto [y, x] = patchPlaces(rows, columns, config.spatialMergeSize);
    const auto quarter =
        torch::cat({torch::outer(y, frequencies), torch::outer(x, frequencies)}, 1);  // [N, D/2]
    const auto angles = torch::cat({quarter, quarter}, 1).unsqueeze(1).to(device);
    return {angles.cos(), angles.sin()};
}

}  // namespace

class VisionBlockImpl : public nn::Module {
  public:
    explicit VisionBlockImpl(const VisionConfig& c) : heads_(c.numHeads) {
        norm1 = attach("norm1", nn::RmsNorm(c.hiddenSize, kNormEps));
        norm2 = attach("norm2", nn::RmsNorm(c.hiddenSize, kNormEps));
        qkv = attach("attn.qkv", nn::Linear(c.hiddenSize, 3 * c.hiddenSize));
        proj = attach("attn.proj", nn::Linear(c.hiddenSize, c.hiddenSize));
        gate_proj = attach("mlp.gate_proj", nn::Linear(c.hiddenSize, c.intermediateSize));
        up_proj = attach("mlp.up_proj", nn::Linear(c.hiddenSize, c.intermediateSize));
        down_proj = attach("mlp.down_proj", nn::Linear(c.intermediateSize, c.hiddenSize));
    }

    /// @param x [N, d]. @param windows tokens of each stretch that attends to itself alone; they add up to N.
    torch::Tensor forward(const torch::Tensor& x, const nn::RotaryTable& rope,
                          const std::vector<std::int64_t>& windows) {
        const auto h = x + attend(norm1(x), rope, windows);
        const auto y = norm2(h);
        return h + down_proj(torch::silu(gate_proj(y)) * up_proj(y));
    }

  private:
    torch::Tensor attend(const torch::Tensor& x, const nn::RotaryTable& rope,
                         const std::vector<std::int64_t>& windows) {
        const auto parts = qkv(x).unflatten(-1, {3, heads_, -1}).unbind(1);  // three of [N, H, D]
        const auto turned = [&](const torch::Tensor& y) {
            return nn::rotateHalf(y.to(torch::kFloat), rope).to(y.scalar_type());
        };
        const auto headMajor = [](const torch::Tensor& y) {
            return y.transpose(0, 1).unsqueeze(0);
        };  // [1, H, N, D]
        const auto q = headMajor(turned(parts[0])), k = headMajor(turned(parts[1])), v = headMajor(parts[2]);
        std::vector<torch::Tensor> mixed;
        std::int64_t first = 0;
        for (const auto count : windows) {
            mixed.push_back(nn::attention(q.narrow(2, first, count), k.narrow(2, first, count),
                                          v.narrow(2, first, count)));
            first += count;
        }
        return proj(torch::cat(mixed, 2).squeeze(0).transpose(0, 1).flatten(1));
    }

    std::int64_t heads_;
    nn::RmsNorm norm1{nullptr}, norm2{nullptr};
    nn::Linear qkv{nullptr}, proj{nullptr}, gate_proj{nullptr}, up_proj{nullptr}, down_proj{nullptr};
};
TORCH_MODULE(VisionBlock);

VisionTowerImpl::VisionTowerImpl(const VisionConfig& config) : config_(config) {
    const auto merged = config.hiddenSize * config.spatialMergeSize * config.spatialMergeSize;
    patch_embed =
        attach("patch_embed.proj", nn::Linear(config.patchFeatures(), config.hiddenSize, /*bias=*/false));
    for (std::int64_t i = 0; i < config.depth; ++i) {
        blocks.push_back(attach("blocks." + std::to_string(i), VisionBlock(config)).ptr());
    }
    ln_q = attach("merger.ln_q", nn::RmsNorm(config.hiddenSize, kNormEps));
    mlp_0 = attach("merger.mlp.0", nn::Linear(merged, merged));
    mlp_2 = attach("merger.mlp.2", nn::Linear(merged, config.outHiddenSize));
}

torch::Tensor VisionTowerImpl::forward(const torch::Tensor& patches, std::int64_t rows, std::int64_t columns,
                                       std::stop_token cancel) {
    const auto merge = config_.spatialMergeSize, unit = merge * merge;
    TORCH_CHECK(
        rows % merge == 0 && columns % merge == 0 && patches.dim() == 2 && patches.size(0) == rows * columns,
        "patches [", patches.sizes(), "] are not ", rows, " x ", columns);
    const nn::CancelScope scope(std::move(cancel));
    const auto windows =
        windowOrder(rows / merge, columns / merge, config_.windowSize / config_.patchSize / merge);
    const auto order = windows.order.to(patches.device());
    // Merged units move as wholes, and their rotary rows with them.
    const auto byWindow = [&](const torch::Tensor& x) {
        return x.unflatten(0, {-1, unit}).index_select(0, order).flatten(0, 1);
    };

    auto x = byWindow(patch_embed(patches));
    auto rope = rotaryTable(rows, columns, config_, patches.device());
    rope = {byWindow(rope.cos), byWindow(rope.sin)};
    std::vector<std::int64_t> windowTokens;
    for (const auto units : windows.lengths) windowTokens.push_back(units * unit);
    const std::vector<std::int64_t> everything{rows * columns};

    for (std::size_t i = 0; i < blocks.size(); ++i) {
        nn::throwIfCancelled();
        const auto& full = config_.fullAttention;
        const bool looksEverywhere = std::find(full.begin(), full.end(), std::int64_t(i)) != full.end();
        x = blocks[i]->forward(x, rope, looksEverywhere ? everything : windowTokens);
    }
    const auto units = ln_q(x).reshape({rows * columns / unit, -1});
    const auto merged = mlp_2(torch::gelu(mlp_0(units)));
    return merged.index_select(0, order.argsort());
}

WindowOrder windowOrder(std::int64_t rows, std::int64_t columns, std::int64_t window) {
    std::vector<std::int64_t> order;
    WindowOrder result;
    for (std::int64_t top = 0; top < rows; top += window) {
        for (std::int64_t left = 0; left < columns; left += window) {
            const auto bottom = std::min(top + window, rows), right = std::min(left + window, columns);
            for (auto y = top; y < bottom; ++y) {
                for (auto x = left; x < right; ++x) order.push_back(y * columns + x);
            }
            result.lengths.push_back((bottom - top) * (right - left));
        }
    }
    result.order = torch::tensor(order, torch::kLong);
    return result;
}

}  // namespace lacuna::qwen2_5_vl
