// See vae.h. Encoder and decoder as their figures: levels of residual blocks, narrowing and widening.
#include "engine/models/qwen_image/vae.h"

namespace lacuna::qwen_image {

torch::Tensor Moments::sample(const std::optional<at::Generator>& generator) const {
    // A generator is a CPU's, so that a seed means the same everywhere.
    const auto options = generator ? mean.options().device(at::kCPU) : mean.options();
    const auto noise = at::randn(mean.sizes(), generator, options).to(mean.device());
    return mean + at::exp(0.5 * logvar) * noise;
}

Moments Moments::of(const torch::Tensor& both) {
    const auto halves = both.chunk(2, 1);
    return {halves[0].contiguous(), halves[1].clamp(-30.0, 20.0).contiguous()};
}

VaeEncoderImpl::VaeEncoderImpl(const VaeConfig& config) {
    std::int64_t channels = config.baseDim;  // whatever the first multiplier is
    conv_in = attach("conv_in", Convolution(config.inputChannels, channels, 3, 1, 1));
    const auto path = [this] { return "down_blocks." + std::to_string(down_blocks.size()); };
    for (std::size_t level = 0; level < config.dimMult.size(); ++level) {
        const std::int64_t wanted = config.baseDim * config.dimMult[level];
        for (std::int64_t i = 0; i < config.numResBlocks; ++i) {
            down_blocks.push_back(attach(path(), ResidualBlock(channels, wanted)).ptr());
            channels = wanted;
        }
        if (level + 1 < config.dimMult.size()) {
            down_blocks.push_back(attach(path(), Resample(channels, ResampleImpl::Direction::Down)).ptr());
        }
    }
    mid_block = attach("mid_block", MidBlock(channels));
    norm_out = attach("norm_out", ChannelNorm(channels));
    conv_out = attach("conv_out", Convolution(channels, 2 * config.zDim, 3, 1, 1));
}

torch::Tensor VaeEncoderImpl::forward(torch::Tensor x) {
    x = conv_in(x);
    for (const auto& block : down_blocks) {
        auto* residual = block->as<ResidualBlockImpl>();
        x = residual ? residual->forward(x) : block->as<ResampleImpl>()->forward(x);
    }
    x = mid_block(x);
    return conv_out(norm_out(x, true, /*overwrite=*/true));
}

UpBlockImpl::UpBlockImpl(std::int64_t in, std::int64_t out, std::int64_t blocks, bool upsample) {
    for (std::int64_t i = 0; i < blocks; ++i) {
        resnets.push_back(attach("resnets." + std::to_string(i), ResidualBlock(i == 0 ? in : out, out)));
    }
    if (upsample) upsampler_ = attach("upsamplers.0", Resample(out, ResampleImpl::Direction::Up));
}

torch::Tensor UpBlockImpl::forward(torch::Tensor x) {
    for (auto& block : resnets) x = block(x);
    return upsampler_ ? upsampler_(x) : x;
}

VaeDecoderImpl::VaeDecoderImpl(const VaeConfig& config) {
    const auto levels = config.dimMult.size();
    // Widths: base * [last multiplier, multipliers reversed]; from the second level on, the upsampler before
    // has halved the input.
    std::int64_t channels = config.baseDim * config.dimMult.back();
    conv_in = attach("conv_in", Convolution(config.zDim, channels, 3, 1, 1));
    mid_block = attach("mid_block", MidBlock(channels));
    for (std::size_t level = 0; level < levels; ++level) {
        const std::int64_t in = level == 0 ? channels : channels / 2;
        const std::int64_t out = config.baseDim * config.dimMult[levels - 1 - level];
        const auto path = "up_blocks." + std::to_string(level);
        up_blocks.push_back(attach(path, UpBlock(in, out, config.numResBlocks + 1, level + 1 < levels)));
        channels = out;
    }
    norm_out = attach("norm_out", ChannelNorm(channels));
    conv_out = attach("conv_out", Convolution(channels, config.inputChannels, 3, 1, 1));
}

torch::Tensor VaeDecoderImpl::forward(torch::Tensor x) {
    x = mid_block(conv_in(x));
    for (auto& block : up_blocks) x = block(x);
    return conv_out(norm_out(x, true, /*overwrite=*/true));
}

VaeImpl::VaeImpl(const VaeConfig& config) : config_(config) {
    encoder = attach("encoder", VaeEncoder(config));
    quant_conv = attach("quant_conv", Convolution(2 * config.zDim, 2 * config.zDim, 1, 1, 0));
    post_quant_conv = attach("post_quant_conv", Convolution(config.zDim, config.zDim, 1, 1, 0));
    decoder = attach("decoder", VaeDecoder(config));
}

void VaeImpl::prepare(at::ScalarType type) {
    const torch::NoGradGuard noGradients;
    for (const auto& [key, owner, slot] : nn::namedSlots(*this)) {
        const bool trainable = slot.tensor->requires_grad();
        auto value = slot.tensor->detach().to(type);
        if (value.dim() == 4) value = value.contiguous(at::MemoryFormat::ChannelsLast);
        owner->assign(slot, value, trainable);
    }
}

torch::Tensor VaeImpl::encodeMoments(const torch::Tensor& pixels) {
    const auto x = pixels.to(quant_conv->weight.options()).contiguous(at::MemoryFormat::ChannelsLast);
    return quant_conv(encoder(x));
}

Moments VaeImpl::encode(const torch::Tensor& pixels) {
    return Moments::of(encodeMoments(pixels));
}

torch::Tensor VaeImpl::decode(const torch::Tensor& raw) {
    const auto z = raw.to(quant_conv->weight.options()).contiguous(at::MemoryFormat::ChannelsLast);
    return decoder(post_quant_conv(z));
}

torch::Tensor VaeImpl::perChannel(const std::vector<float>& values, const torch::Tensor& like) const {
    std::vector<std::int64_t> shape(std::size_t(like.dim()), 1);
    shape[1] = config_.zDim;
    return torch::tensor(values).to(like.options()).view(shape);
}

torch::Tensor VaeImpl::normalise(const torch::Tensor& raw) const {
    return (raw - perChannel(config_.latentsMean, raw)) * (1.0 / perChannel(config_.latentsStd, raw));
}

torch::Tensor VaeImpl::denormalise(const torch::Tensor& latents) const {
    return latents / (1.0 / perChannel(config_.latentsStd, latents)) +
           perChannel(config_.latentsMean, latents);
}

}  // namespace lacuna::qwen_image
