// The autoencoder between pixels and latents: AutoencoderKLQwenImage as the 2-D network that it is for a
// single frame. It serves inference (fused, channels last) and training (under autograd) alike.
#pragma once

#include <torch/torch.h>

#include <optional>
#include <vector>

#include "engine/models/qwen_image/config.h"
#include "engine/models/qwen_image/vae_layers.h"

namespace lacuna::qwen_image {

/// The encoder's normal distribution over raw latents, each [B, z, h, w]; logvar is clamped to [-30, 20].
struct Moments {
    torch::Tensor mean;
    torch::Tensor logvar;
    /// mean + exp(logvar / 2) * n, n drawn from `generator` in the moments' own type: the reference's
    /// "sample".
    torch::Tensor sample(const std::optional<at::Generator>& generator) const;
    /// From what quant_conv gives, [B, 2z, h, w].
    static Moments of(const torch::Tensor& both);
};

/// conv_in, down_blocks (a flat list: residual blocks and resamplers), mid_block, norm_out, conv_out.
class VaeEncoderImpl : public nn::Module {
  public:
    explicit VaeEncoderImpl(const VaeConfig& config);
    /// [B, input_channels, H, W] -> [B, 2z, H/8, W/8].
    torch::Tensor forward(torch::Tensor x);

  private:
    Convolution conv_in{nullptr}, conv_out{nullptr};
    std::vector<std::shared_ptr<nn::Module>> down_blocks;  // ResidualBlock or Resample
    MidBlock mid_block{nullptr};
    ChannelNorm norm_out{nullptr};
};
TORCH_MODULE(VaeEncoder);

/// One level of the decoder: resnets and, but for the last, upsamplers.0.
class UpBlockImpl : public nn::Module {
  public:
    UpBlockImpl(std::int64_t in, std::int64_t out, std::int64_t blocks, bool upsample);
    torch::Tensor forward(torch::Tensor x);

  private:
    std::vector<ResidualBlock> resnets;
    Resample upsampler_{nullptr};  // upsamplers.0
};
TORCH_MODULE(UpBlock);

/// conv_in, mid_block, up_blocks, norm_out, conv_out.
class VaeDecoderImpl : public nn::Module {
  public:
    explicit VaeDecoderImpl(const VaeConfig& config);
    /// [B, z, h, w] -> [B, input_channels, 8h, 8w].
    torch::Tensor forward(torch::Tensor x);

  private:
    Convolution conv_in{nullptr}, conv_out{nullptr};
    MidBlock mid_block{nullptr};
    std::vector<UpBlock> up_blocks;
    ChannelNorm norm_out{nullptr};
};
TORCH_MODULE(VaeDecoder);

/// Parameters are meta tensors until loadVae() (vae_weights.h) or nn::initialize(). Pictures are in [-1, 1].
/// All functions run under autograd as well as under InferenceMode, and ask the current nn::CancelScope
/// before each convolution.
class VaeImpl : public nn::Module {
  public:
    explicit VaeImpl(const VaeConfig& config);

    /// Puts every kernel into the channels-last layout, which convolutions are fastest in, and every
    /// parameter into `type`; gradients are recorded afterwards only if they were before. Call it after
    /// loading or initialising.
    void prepare(at::ScalarType type);

    /// @param pixels [B, input_channels, H, W] in [-1, 1], H and W multiples of spatialFactor().
    Moments encode(const torch::Tensor& pixels);
    /// The same as one tensor [B, 2z, h, w]: means, then log variances, not clamped.
    torch::Tensor encodeMoments(const torch::Tensor& pixels);
    /// @param raw [B, z, h, w], latents not normalised.
    /// @return [B, input_channels, 8h, 8w], not clamped.
    torch::Tensor decode(const torch::Tensor& raw);

    /// (raw - mean) * (1 / std), a channel each: what the transformer works on. [B, z, h, w], or [B, z, 1, h,
    /// w].
    torch::Tensor normalise(const torch::Tensor& raw) const;
    /// z / (1 / std) + mean, the inverse, with the reference's rounding.
    torch::Tensor denormalise(const torch::Tensor& latents) const;

    const VaeConfig& config() const { return config_; }
    /// The parameters' type; inputs are converted to it.
    at::ScalarType type() const { return quant_conv->weight.scalar_type(); }

  private:
    torch::Tensor perChannel(const std::vector<float>& values, const torch::Tensor& like) const;

    VaeConfig config_;
    VaeEncoder encoder{nullptr};
    Convolution quant_conv{nullptr}, post_quant_conv{nullptr};
    VaeDecoder decoder{nullptr};
};
TORCH_MODULE(Vae);

}  // namespace lacuna::qwen_image
