// The judge: a small convolutional network that reads a poster's labels, and whose inner features say how far
// two pictures or two sets of pictures are from each other. Trained on painted posters (judge_trainer.h).
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <vector>

#include "engine/models/qwen_image/vae_layers.h"
#include "engine/nn/module.h"
#include "engine/training/judge/labels.h"

namespace lacuna::training {

/// A judge's config.json.
struct JudgeConfig {
    std::vector<std::int64_t> widths{24, 48, 96, 128};  ///< channels at 1/2, 1/4, 1/8, 1/16
    std::int64_t width = 128;                           ///< pictures are scaled to this many pixels across
    LabelSpace labels;

    /// Errors: ModelMissing, BadFile.
    static Result<JudgeConfig> read(const std::filesystem::path& file);
    Json json() const;
};

/// N pictures, S subjects, C colours, h x w the map at 1/16. All but `stages` are logits.
struct JudgeOutput {
    std::vector<torch::Tensor> stages;  ///< features at 1/2, 1/4, 1/8, 1/16
    torch::Tensor features;             ///< [N, last width]: the last stage's mean over the page
    torch::Tensor ground;               ///< [N, kGrounds]
    torch::Tensor where;                ///< [N, S, h, w]: a subject's evidence, place by place
    torch::Tensor present;              ///< [N, S]: log-mean-exp of `where`
    torch::Tensor colour;               ///< [N, S, C]: colours at the places where the subject is
    torch::Tensor cell;                 ///< [N, S, kCells]
    torch::Tensor titlePlace;           ///< [N, kTitlePlaces]
    torch::Tensor scripts;              ///< [N, 2]
};

class JudgeImpl : public nn::Module {
  public:
    /// Parameters are meta tensors; see nn/module.h.
    explicit JudgeImpl(JudgeConfig config);
    /// @param pictures [N, 3, H, W] in [-1, 1] on the judge's device, any size; scaled to config().width.
    JudgeOutput forward(const torch::Tensor& pictures);
    const JudgeConfig& config() const { return config_; }

  private:
    JudgeConfig config_;
    std::vector<qwen_image::Convolution> down_;
    std::vector<qwen_image::ResidualBlock> block_;
    qwen_image::Convolution ground_{nullptr}, where_{nullptr}, colour_{nullptr}, title_{nullptr};
};
TORCH_MODULE(Judge);

/// Weights as training begins; drawn from `seed` alone.
Judge freshJudge(JudgeConfig config, std::uint64_t seed, torch::Device device);
/// Reads <folder>/config.json and its safetensors. Errors: ModelMissing, BadFile.
Result<Judge> loadJudge(const std::filesystem::path& folder, torch::Device device);

/// What the judge sees on each picture: subjects whose probability is at least one half.
std::vector<PosterLabels> readLabels(const JudgeOutput& output);

/// Learned perceptual distance of pairs of pictures (Zhang et al., "The unreasonable effectiveness of deep
/// features as a perceptual metric", 2018, equation 1), with the judge's features and weights of one: at each
/// stage channels are normalised, squared differences summed over channels, averaged over the places that
/// `mask` covers, and added up over stages. 0 = the same. Differentiable.
/// @param a, b [N, 3, H, W] in [-1, 1]. @param mask [N, 1, H, W] of 0..1, or undefined for the whole picture.
/// @return [N]
torch::Tensor perceptualDistance(Judge& judge, const torch::Tensor& a, const torch::Tensor& b,
                                 const torch::Tensor& mask = {});

}  // namespace lacuna::training
