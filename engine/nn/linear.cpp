// The linear layer: chunks of rows so that a cancel is heard, blocks of weight rows when the stored type is
// not the computed one.
#include <ATen/autocast_mode.h>

#include "engine/nn/cancel.h"
#include "engine/nn/layers.h"
#include "engine/nn/training_work.h"

namespace lacuna::nn {
namespace {

/// Weight elements widened at a time: 8 MB of float32, which stays in a processor's outer cache.
constexpr std::int64_t kWidenBlock = std::int64_t{2} << 20;
/// Work between two questions to the CancelScope: some 50 ms on a slow pair of cores, still large enough for
/// a full-speed product.
constexpr std::int64_t kOperationsPerChunk = std::int64_t{20'000'000'000};
constexpr std::int64_t kFewestRows = 128;

/// x [rows, in] times a weight of another type, a block of output columns after the other.
torch::Tensor widenedProduct(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    const auto out = weight.size(0);
    const auto rowsAtOnce = std::max<std::int64_t>(1, kWidenBlock / weight.size(1));
    auto result = torch::empty({x.size(0), out}, x.options());
    for (std::int64_t first = 0; first < out; first += rowsAtOnce) {
        throwIfCancelled();
        const auto count = std::min(rowsAtOnce, out - first);
        const auto block = weight.narrow(0, first, count).to(x.scalar_type());
        auto columns = result.narrow(1, first, count);
        if (bias.defined()) {
            torch::addmm_out(columns, bias.narrow(0, first, count).to(x.scalar_type()), x, block.t());
        } else {
            torch::mm_out(columns, x, block.t());
        }
    }
    return result;
}

torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    // Autocast chooses the type itself, and a weight that has it already is not copied.
    if (at::autocast::is_autocast_enabled(x.device().type()))
        return torch::nn::functional::linear(x, weight, bias);
    if (weight.scalar_type() == x.scalar_type()) {
        const auto sameType = bias.defined() ? bias.to(x.scalar_type()) : bias;
        return torch::nn::functional::linear(x, weight, sameType);
    }
    if (torch::GradMode::is_enabled() || x.device() != torch::kCPU) {
        const auto widened = bias.defined() ? bias.to(x.scalar_type()) : bias;
        return torch::nn::functional::linear(x, weight.to(x.scalar_type()), widened);
    }
    auto shape = x.sizes().vec();
    shape.back() = weight.size(0);
    return widenedProduct(x.reshape({-1, x.size(-1)}), weight, bias).view(shape);
}

}  // namespace

LinearImpl::LinearImpl(std::int64_t in, std::int64_t out, bool withBias) : in_(in), out_(out) {
    declare("weight", weight, {out, in}, Init::Linear);
    if (withBias) declare("bias", bias, {out}, Init::Zeros);
}

torch::Tensor LinearImpl::forward(const torch::Tensor& x) {
    const double rows = double(x.numel() / in_);
    countProduct(rows * double(in_) * double(out_), x.requires_grad(), weight.requires_grad());
    const auto y = withoutLowRank(x);
    if (!lowRank) return y;
    const auto& [down, up, scale] = *lowRank;
    countProduct(rows * double(down.numel()), x.requires_grad(), down.requires_grad());
    countProduct(rows * double(up.numel()), true, up.requires_grad());
    const auto inside = torch::nn::functional::linear(x.to(down.scalar_type()), down);
    return torch::add(y, torch::nn::functional::linear(inside, up).to(y.scalar_type()), scale);
}

torch::Tensor LinearImpl::withoutLowRank(const torch::Tensor& x) {
    const auto rows = x.numel() / in_;
    const auto atOnce = std::max(kFewestRows, kOperationsPerChunk / (2 * in_ * out_));
    // A weight to be widened asks between its own blocks: in row chunks it would be widened again for each.
    const bool whole = rows <= atOnce || weight.scalar_type() != x.scalar_type();
    if (torch::GradMode::is_enabled() || !cancellable() || whole) return product(x, weight, bias);

    // Equal chunks, not full ones and a sliver.
    auto shape = x.sizes().vec();
    shape.back() = out_;
    const auto flat = x.reshape({rows, in_});
    const auto chunks = (rows + atOnce - 1) / atOnce;
    const auto chunkRows = (rows + chunks - 1) / chunks;
    auto result = torch::empty({rows, out_}, x.options());
    for (std::int64_t first = 0; first < rows; first += chunkRows) {
        throwIfCancelled();
        const auto count = std::min(chunkRows, rows - first);
        result.narrow(0, first, count).copy_(product(flat.narrow(0, first, count), weight, bias));
    }
    return result.view(shape);
}

torch::Tensor LinearImpl::forwardGeluTanh(const torch::Tensor& x) {
    return torch::gelu(forward(x), "tanh");
}

}  // namespace lacuna::nn
