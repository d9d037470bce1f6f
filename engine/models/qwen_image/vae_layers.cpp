// See vae_layers.h.
#include "engine/models/qwen_image/vae_layers.h"

#include <cmath>

#include "engine/models/qwen_image/vae_norm.h"
#include "engine/nn/cancel.h"
#include "engine/nn/training_work.h"

namespace lacuna::qwen_image {
namespace {

constexpr std::int64_t kQueryBlock = 512;

bool recordsGradients(const torch::Tensor& x) {
    return at::GradMode::is_enabled() && x.requires_grad();
}

}  // namespace

ChannelNormImpl::ChannelNormImpl(std::int64_t channels) {
    declare("gamma", gamma, {channels}, nn::Init::Ones);
}

torch::Tensor ChannelNormImpl::forward(const torch::Tensor& x, bool silu, bool overwrite) {
    return channelNorm(x, gamma, silu, overwrite);
}

ConvolutionImpl::ConvolutionImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                                 std::int64_t padding)
    : stride_(stride), padding_(padding) {
    declare("weight", weight, {out, in, kernel, kernel}, nn::Init::Linear);
    declare("bias", bias, {out}, nn::Init::Zeros);
}

torch::Tensor ConvolutionImpl::forward(const torch::Tensor& x) {
    nn::throwIfCancelled();
    auto y = at::conv2d(x, weight, bias, {stride_, stride_}, {padding_, padding_});
    nn::countProduct(double(y.numel()) * double(weight.numel() / weight.size(0)), x.requires_grad(),
                     weight.requires_grad());
    return y;
}

ResidualBlockImpl::ResidualBlockImpl(std::int64_t in, std::int64_t out) {
    norm1 = attach("norm1", ChannelNorm(in));
    conv1 = attach("conv1", Convolution(in, out, 3, 1, 1));
    norm2 = attach("norm2", ChannelNorm(out));
    conv2 = attach("conv2", Convolution(out, out, 3, 1, 1));
    if (in != out) conv_shortcut = attach("conv_shortcut", Convolution(in, out, 1, 1, 0));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x) {
    auto h = conv1(norm1(x, true));
    h = norm2(h, true, /*overwrite=*/true);
    h = conv2(h);
    const auto shortcut = conv_shortcut ? conv_shortcut(x) : x;
    return recordsGradients(h) ? h + shortcut : h.add_(shortcut);
}

MidAttentionImpl::MidAttentionImpl(std::int64_t channels) {
    norm = attach("norm", ChannelNorm(channels));
    to_qkv = attach("to_qkv", Convolution(channels, 3 * channels, 1, 1, 0));
    proj = attach("proj", Convolution(channels, channels, 1, 1, 0));
}

torch::Tensor MidAttentionImpl::forward(const torch::Tensor& x) {
    const auto batch = x.size(0), channels = x.size(1), height = x.size(2), width = x.size(3);
    const auto positions = height * width;
    const auto qkv = to_qkv(norm(x, false)).permute({0, 2, 3, 1}).reshape({batch, positions, 3 * channels});
    const auto parts = qkv.chunk(3, 2);  // each [B, HW, C]
    const auto query = parts[0] * (1.0 / std::sqrt(double(channels)));
    const auto keys = parts[1].transpose(1, 2), values = parts[2];

    torch::Tensor mixed;  // [B, HW, C]
    if (recordsGradients(qkv)) {
        const double scores = double(query.numel()) * double(positions);
        nn::countProduct(scores, true, true);  // queries, keys
        nn::countProduct(scores, true, true);  // weights, values
        mixed = at::bmm(at::softmax(at::bmm(query, keys), -1), values);
    } else {
        mixed = at::empty_like(query);
        for (std::int64_t begin = 0; begin < positions; begin += kQueryBlock) {
            nn::throwIfCancelled();
            const auto rows = std::min(kQueryBlock, positions - begin);
            const auto weights =
                at::softmax(at::bmm(query.narrow(1, begin, rows), keys), -1);  // [B, rows, HW]
            mixed.narrow(1, begin, rows).copy_(at::bmm(weights, values));
        }
    }
    return x + proj(mixed.view({batch, height, width, channels}).permute({0, 3, 1, 2}));
}

MidBlockImpl::MidBlockImpl(std::int64_t channels) {
    first_ = attach("resnets.0", ResidualBlock(channels, channels));
    attention_ = attach("attentions.0", MidAttention(channels));
    second_ = attach("resnets.1", ResidualBlock(channels, channels));
}

torch::Tensor MidBlockImpl::forward(torch::Tensor x) {
    return second_(attention_(first_(x)));
}

ResampleImpl::ResampleImpl(std::int64_t channels, Direction direction) : direction_(direction) {
    const bool down = direction == Direction::Down;
    convolution_ = attach(
        "resample.1", Convolution(channels, down ? channels : channels / 2, 3, down ? 2 : 1, down ? 0 : 1));
}

torch::Tensor ResampleImpl::forward(const torch::Tensor& x) {
    if (direction_ == Direction::Down) return convolution_(at::constant_pad_nd(x, {0, 1, 0, 1}));
    return convolution_(at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2}));
}

}  // namespace lacuna::qwen_image
