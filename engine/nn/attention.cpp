// See attention.h.
#include "engine/nn/attention.h"

#include <atomic>
#include <cmath>
#include <limits>

#include "engine/nn/cancel.h"
#include "engine/nn/training_work.h"

namespace lacuna::nn {
namespace {

std::atomic<AttentionKernel> chosen{AttentionKernel::Fused};

constexpr std::int64_t kQueriesPerBlock = 512, kHeadsPerBlock = 4;
/// Score operations (2 B H S L D, twice) between two questions to the CancelScope.
constexpr double kOperationsPerChunk = 20e9;

torch::Tensor sdpa(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                   const torch::Tensor& mask, bool causal) {
    const auto given = mask.defined() ? std::optional<torch::Tensor>(mask) : std::nullopt;
    return at::scaled_dot_product_attention(q, k, v, given, /*dropout_p=*/0.0, causal);
}

/// The mask's rows for queries [first, first + count): masks of one row serve all queries.
torch::Tensor maskRows(const torch::Tensor& mask, std::int64_t first, std::int64_t count) {
    return !mask.defined() || mask.size(-2) == 1 ? mask : mask.narrow(-2, first, count);
}

torch::Tensor additive(const torch::Tensor& mask, torch::ScalarType type) {
    if (!mask.defined() || mask.scalar_type() != torch::kBool) return mask;
    return torch::zeros(mask.sizes(), mask.options().dtype(type))
        .masked_fill_(mask.logical_not(), -std::numeric_limits<float>::infinity());
}

/// Softmax attention of all heads of one sample for a range of queries, written where it belongs: scores of 4
/// heads and 512 queries are small enough to stay near the cores.
torch::Tensor blocked(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                      const torch::Tensor& givenMask, bool causal) {
    const auto batch = q.size(0), heads = q.size(1), queries = q.size(2), keys = k.size(2);
    const double scale = 1.0 / std::sqrt(double(q.size(3)));
    auto mask = additive(givenMask, q.scalar_type());
    if (causal) {
        const auto lower = torch::ones({queries, keys}, q.options().dtype(torch::kBool)).tril_();
        const auto triangle = additive(lower, q.scalar_type()).view({1, 1, queries, keys});
        mask = mask.defined() ? mask + triangle : triangle;
    }
    auto out = torch::empty({batch, heads, queries, v.size(3)}, q.options());
    for (std::int64_t b = 0; b < batch; ++b) {
        const auto sampleMask = mask.defined() ? mask[mask.size(0) == 1 ? 0 : b] : mask;  // [1, S or 1, L]
        for (std::int64_t h = 0; h < heads; h += kHeadsPerBlock) {
            const auto hs = std::min(kHeadsPerBlock, heads - h);
            const auto kt = k[b].narrow(0, h, hs).transpose(1, 2), vs = v[b].narrow(0, h, hs);
            for (std::int64_t s = 0; s < queries; s += kQueriesPerBlock) {
                throwIfCancelled();
                const auto count = std::min(kQueriesPerBlock, queries - s);
                auto scores =
                    torch::bmm(q[b].narrow(0, h, hs).narrow(1, s, count), kt).mul_(scale);  // [hs, count, L]
                if (sampleMask.defined()) scores.add_(maskRows(sampleMask, s, count));
                const auto weights = torch::softmax(scores, -1);
                auto target = out[b].narrow(0, h, hs).narrow(1, s, count);
                target.copy_(torch::bmm(weights, vs));
            }
        }
    }
    return out;
}

/// The fused kernel over ranges of queries, so that a long one hears a cancel.
torch::Tensor fusedInChunks(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                            const torch::Tensor& mask) {
    const auto queries = q.size(2);
    const double perQuery = 4.0 * double(q.size(0) * q.size(1) * k.size(2) * q.size(3));
    const auto atOnce = std::max(kQueriesPerBlock, std::int64_t(kOperationsPerChunk / perQuery));
    if (queries <= atOnce) return sdpa(q, k, v, mask, false);
    const auto chunks = (queries + atOnce - 1) / atOnce, chunk = (queries + chunks - 1) / chunks;
    std::vector<torch::Tensor> parts;
    for (std::int64_t s = 0; s < queries; s += chunk) {
        throwIfCancelled();
        const auto count = std::min(chunk, queries - s);
        parts.push_back(sdpa(q.narrow(2, s, count), k, v, maskRows(mask, s, count), false));
    }
    return torch::cat(parts, 2);
}

}  // namespace

void setAttentionKernel(AttentionKernel kernel) {
    chosen.store(kernel, std::memory_order_relaxed);
}
AttentionKernel attentionKernel() {
    return chosen.load(std::memory_order_relaxed);
}

torch::Tensor attentionWith(AttentionKernel kernel, const torch::Tensor& q, const torch::Tensor& k,
                            const torch::Tensor& v, const torch::Tensor& mask, bool causal) {
    if (torch::GradMode::is_enabled()) return sdpa(q, k, v, mask, causal);
    if (kernel == AttentionKernel::Blocked) return blocked(q, k, v, mask, causal);
    if (!causal && cancellable()) return fusedInChunks(q, k, v, mask);
    return sdpa(q, k, v, mask, causal);
}

torch::Tensor attention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                        const torch::Tensor& mask, bool causal) {
    const double scores = double(q.numel()) * double(k.size(2)),
                 sums = scores * double(v.size(3)) / double(q.size(3));
    countProduct(scores, q.requires_grad(), k.requires_grad());
    countProduct(sums, q.requires_grad() || k.requires_grad(), v.requires_grad());
    const auto kernel = q.device() == torch::kCPU ? attentionKernel() : AttentionKernel::Fused;
    return attentionWith(kernel, q, k, v, mask, causal);
}

}  // namespace lacuna::nn
