// See picture_scores.h.
#include "engine/training/evaluation/picture_scores.h"

#include "engine/training/posters/painter.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {
namespace {

torch::Tensor inside(const torch::Tensor& mask) {
    return (mask.dim() == 3 ? mask.squeeze(0) : mask) > 0.5;
}

/// Sums over the pairs (y, x), (y + 1, x) of a picture [H, W] of squared differences and the mask [H, W].
struct PairSums {
    double across = 0, beside = 0;
    std::int64_t acrossCount = 0, besideCount = 0;
};

void addPairsDown(PairSums& sums, const torch::Tensor& picture, const torch::Tensor& in) {
    const auto steps = picture.diff(1, 1).pow(2).mean(0);    // [H - 1, W]
    const auto edge = in.slice(0, 1) != in.slice(0, 0, -1);  // [H - 1, W]
    auto near = torch::zeros_like(edge);  // a pair next to an edge pair, in the direction of the step
    near.slice(0, 1).logical_or_(edge.slice(0, 0, -1));
    near.slice(0, 0, -1).logical_or_(edge.slice(0, 1));
    near.logical_and_(edge.logical_not());
    sums.across += steps.masked_select(edge).sum().item<double>();
    sums.acrossCount += edge.sum().item<std::int64_t>();
    sums.beside += steps.masked_select(near).sum().item<double>();
    sums.besideCount += near.sum().item<std::int64_t>();
}

}  // namespace

double psnrInside(const torch::Tensor& picture, const torch::Tensor& truth, const torch::Tensor& mask) {
    const auto in = inside(mask).expand_as(picture);
    return psnr(picture.masked_select(in), truth.masked_select(in));
}

double seamEnergy(const torch::Tensor& picture, const torch::Tensor& mask) {
    const auto in = inside(mask);
    const auto pixels = picture.to(torch::kDouble);
    PairSums sums;
    addPairsDown(sums, pixels, in);
    addPairsDown(sums, pixels.transpose(1, 2), in.t());
    if (sums.acrossCount == 0 || sums.besideCount == 0) return 1;
    constexpr double kOneStep = 4.0 / (255 * 255);  // a difference of one 8-bit step: noise, not a seam
    return (sums.across / double(sums.acrossCount) + kOneStep) /
           (sums.beside / double(sums.besideCount) + kOneStep);
}

double seamRatio(const torch::Tensor& picture, const torch::Tensor& truth, const torch::Tensor& mask) {
    return seamEnergy(picture, mask) / seamEnergy(truth, mask);
}

KeptPixels keptPixels(const torch::Tensor& picture, const torch::Tensor& source, const torch::Tensor& mask) {
    const auto out = inside(mask).logical_not();
    const auto equal = (toBytes(picture) == toBytes(source)).all(2);  // [H, W]
    return {out.sum().item<std::int64_t>(), (out & equal).sum().item<std::int64_t>()};
}

double differenceOutside(const torch::Tensor& picture, const torch::Tensor& source,
                         const torch::Tensor& mask) {
    const auto out = inside(mask).logical_not();
    if (!out.any().item<bool>()) return 0;
    const auto steps = (picture - source).abs().mean(0) * 127.5;
    return steps.masked_select(out).mean().item<double>();
}

}  // namespace lacuna::training
