// The blocks that the VAE's encoder and decoder are built from. Members are spelled as their checkpoint keys.
// The published network is made of 3-D convolutions over time; for one frame each is the 2-D convolution kept
// here (see vae_weights.h).
#pragma once

#include <torch/torch.h>

#include "engine/nn/module.h"

namespace lacuna::qwen_image {

/// `gamma` [C], see vae_norm.h.
class ChannelNormImpl : public nn::Module {
  public:
    explicit ChannelNormImpl(std::int64_t channels);
    torch::Tensor forward(const torch::Tensor& x, bool silu, bool overwrite = false);
    torch::Tensor gamma;
};
TORCH_MODULE(ChannelNorm);

/// A square convolution, with its bias. Long runs of it are where a cancelled run leaves (nn::CancelScope).
class ConvolutionImpl : public nn::Module {
  public:
    ConvolutionImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                    std::int64_t padding);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight;  // [out, in, kernel, kernel]
    torch::Tensor bias;    // [out]

  private:
    std::int64_t stride_, padding_;
};
TORCH_MODULE(Convolution);

/// shortcut(x) + conv2(SiLU(norm2(conv1(SiLU(norm1(x)))))).
class ResidualBlockImpl : public nn::Module {
  public:
    ResidualBlockImpl(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& x);

  private:
    ChannelNorm norm1{nullptr}, norm2{nullptr};
    Convolution conv1{nullptr}, conv2{nullptr}, conv_shortcut{nullptr};
};
TORCH_MODULE(ResidualBlock);

/// One head as wide as the channels over all positions of a picture, plus its input. Without gradients it
/// runs over blocks of queries, so that memory grows with the area and not with its square.
class MidAttentionImpl : public nn::Module {
  public:
    explicit MidAttentionImpl(std::int64_t channels);
    torch::Tensor forward(const torch::Tensor& x);

  private:
    ChannelNorm norm{nullptr};
    Convolution to_qkv{nullptr}, proj{nullptr};
};
TORCH_MODULE(MidAttention);

/// resnets.0, attentions.0, resnets.1.
class MidBlockImpl : public nn::Module {
  public:
    explicit MidBlockImpl(std::int64_t channels);
    torch::Tensor forward(torch::Tensor x);

  private:
    ResidualBlock first_{nullptr}, second_{nullptr};  // resnets.0, resnets.1
    MidAttention attention_{nullptr};                 // attentions.0
};
TORCH_MODULE(MidBlock);

/// Halves (zeros added at the right and the bottom, 3 x 3, stride 2) or doubles (pixels repeated, 3 x 3 to
/// half the channels) both sides. Key: resample.1.
class ResampleImpl : public nn::Module {
  public:
    enum class Direction { Down, Up };
    ResampleImpl(std::int64_t channels, Direction direction);
    torch::Tensor forward(const torch::Tensor& x);

  private:
    Direction direction_;
    Convolution convolution_{nullptr};
};
TORCH_MODULE(Resample);

}  // namespace lacuna::qwen_image
