// See vae_norm.h: one plain loop for inference, compiled for several instruction sets, and operators for
// autograd.
#include "engine/models/qwen_image/vae_norm.h"

#include <ATen/Parallel.h>

#include <bit>
#include <cmath>
#include <cstring>

// One source, compiled for three instruction sets and chosen when the program starts: the loops below are
// written for the compiler's vectoriser.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define LACUNA_VECTOR_CLONES \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), optimize("O3")))
#else
#define LACUNA_VECTOR_CLONES
#endif
#define LACUNA_ALWAYS_INLINE inline __attribute__((always_inline))

namespace lacuna::qwen_image {
namespace {

constexpr std::int64_t kLanes = 16;
constexpr std::int64_t kMaxFusedChannels = 4096;

/// e^x for x in [-87, 88], relative error under 2e-7: 2^n times a polynomial of degree 6 on [-ln2/2, ln2/2].
LACUNA_ALWAYS_INLINE float fastExp(float x) {
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    const float shifted = x * 1.44269504f + 12582912.0f;  // 1.5 * 2^23: rounds to the nearest integer
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    return std::bit_cast<float>(std::bit_cast<std::int32_t>(p) + (std::int32_t(n) << 23));
}

LACUNA_ALWAYS_INLINE float sumOfSquares(const float* x, std::int64_t channels) {
    float lanes[kLanes] = {};
    std::int64_t c = 0;
    for (; c + kLanes <= channels; c += kLanes) {
        for (std::int64_t k = 0; k < kLanes; ++k) lanes[k] += x[c + k] * x[c + k];
    }
    float sum = 0;
    for (; c < channels; ++c) sum += x[c] * x[c];
    for (std::int64_t k = 0; k < kLanes; ++k) sum += lanes[k];
    return sum;
}

LACUNA_ALWAYS_INLINE void normRow(const float* x, float* y, const float* gamma, std::int64_t channels,
                                  bool silu) {
    const float length = std::sqrt(sumOfSquares(x, channels));
    const float scale = std::sqrt(float(channels)) / (length > 1e-12f ? length : 1e-12f);
    if (silu) {
        for (std::int64_t c = 0; c < channels; ++c) {
            const float v = x[c] * scale * gamma[c];
            y[c] = v / (1.0f + fastExp(-v));
        }
    } else {
        for (std::int64_t c = 0; c < channels; ++c) y[c] = x[c] * scale * gamma[c];
    }
}

LACUNA_VECTOR_CLONES
void normRowsFloat(const float* x, float* y, const float* gamma, std::int64_t rows, std::int64_t channels,
                   bool silu) {
    for (std::int64_t r = 0; r < rows; ++r)
        normRow(x + r * channels, y + r * channels, gamma, channels, silu);
}

/// bfloat16 as its 16 bits: the upper half of a float. The sums stay in float; one rounding (to nearest even)
/// at the end.
LACUNA_VECTOR_CLONES
void normRowsBfloat16(const std::uint16_t* x, std::uint16_t* y, const float* gamma, std::int64_t rows,
                      std::int64_t channels, bool silu) {
    float row[kMaxFusedChannels];
    for (std::int64_t r = 0; r < rows; ++r) {
        const std::uint16_t* in = x + r * channels;
        std::uint16_t* out = y + r * channels;
        for (std::int64_t c = 0; c < channels; ++c) row[c] = std::bit_cast<float>(std::uint32_t(in[c]) << 16);
        normRow(row, row, gamma, channels, silu);
        for (std::int64_t c = 0; c < channels; ++c) {
            const auto bits = std::bit_cast<std::uint32_t>(row[c]);
            const std::uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
            const bool nan = (bits & 0x7fffffff) > 0x7f800000;
            out[c] = std::uint16_t(nan ? 0x7fc0 : rounded);
        }
    }
}

torch::Tensor fused(torch::Tensor x, const torch::Tensor& gamma, bool silu, bool overwrite) {
    const std::int64_t channels = x.size(1);
    const std::int64_t rows = x.numel() / channels;
    const bool laidOut = x.is_contiguous(at::MemoryFormat::ChannelsLast);
    if (!laidOut) x = x.contiguous(at::MemoryFormat::ChannelsLast);
    auto y = overwrite || !laidOut ? x : at::empty_like(x, at::MemoryFormat::ChannelsLast);
    const auto weights = gamma.to(at::kFloat).contiguous();
    const auto* g = weights.const_data_ptr<float>();
    const std::int64_t grain = std::max<std::int64_t>(1, 32768 / channels);
    const bool isFloat = x.scalar_type() == at::kFloat;
    const auto* in = static_cast<const char*>(x.const_data_ptr());
    auto* out = static_cast<char*>(y.mutable_data_ptr());
    at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
        const std::int64_t offset = begin * channels;
        if (isFloat) {
            normRowsFloat(reinterpret_cast<const float*>(in) + offset, reinterpret_cast<float*>(out) + offset,
                          g, end - begin, channels, silu);
        } else {
            normRowsBfloat16(reinterpret_cast<const std::uint16_t*>(in) + offset,
                             reinterpret_cast<std::uint16_t*>(out) + offset, g, end - begin, channels, silu);
        }
    });
    return y;
}

torch::Tensor composed(const torch::Tensor& x, const torch::Tensor& gamma, bool silu) {
    const auto wide = x.to(at::kFloat);
    const auto length =
        at::linalg_vector_norm(wide, 2, {1}, /*keepdim=*/true).clamp_min(1e-12);  // [B, 1, H, W]
    const auto weight = (gamma * std::sqrt(double(x.size(1)))).view({1, -1, 1, 1});
    const auto y = (wide / length).to(x.scalar_type()) * weight.to(x.scalar_type());
    return silu ? at::silu(y) : y;
}

}  // namespace

torch::Tensor channelNorm(torch::Tensor x, const torch::Tensor& gamma, bool silu, bool overwrite) {
    const bool recorded = at::GradMode::is_enabled() && (x.requires_grad() || gamma.requires_grad());
    const bool type = x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16;
    if (!recorded && type && x.is_cpu() && x.dim() == 4 && x.size(1) <= kMaxFusedChannels && x.numel() > 0) {
        return fused(std::move(x), gamma, silu, overwrite);
    }
    return composed(x, gamma, silu);
}

}  // namespace lacuna::qwen_image
