// See own_task.h.
#include "engine/training/flow/own_task.h"

#include <algorithm>

#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/mpe_source.h"
#include "engine/training/posters/masks.h"

namespace lacuna::training {
namespace {

MaskKind maskKind(Random& random) {
    const double draw = random.uniform();
    return draw < 0.35   ? MaskKind::Border
           : draw < 0.55 ? MaskKind::Object
           : draw < 0.7  ? MaskKind::Box
           : draw < 0.85 ? MaskKind::Brush
                         : MaskKind::Lasso;
}

/// A rough picture: small and blurred, as a sketch of colours is, with some noise.
torch::Tensor roughened(const torch::Tensor& picture, Random& random) {
    const auto height = picture.size(1), width = picture.size(2);
    const auto factor = std::int64_t(4) << random.below(3);  // 4, 8 or 16 pixels become one
    auto x = at::_upsample_bilinear2d_aa(
        picture.unsqueeze(0),
        {std::max<std::int64_t>(2, height / factor), std::max<std::int64_t>(2, width / factor)}, false);
    x = random.chance(0.3) ? torch::upsample_nearest2d(x, {height, width})
                           : torch::upsample_bilinear2d(x, {height, width}, false);
    if (random.chance(0.5)) x = x * random.uniform(0.7, 1.1) + random.uniform(-0.15, 0.15);
    return x[0].clamp(-1, 1);
}

}  // namespace

torch::Tensor bytesOf(const torch::Tensor& pixels) {
    return (pixels * 127.5 + 127.5).round().to(torch::kUInt8);
}

torch::Tensor pixelsOf(const torch::Tensor& bytes) {
    return bytes.to(torch::kFloat) / 127.5 - 1;
}

OwnTask holeTask(const torch::Tensor& picture, const Scene& scene, Random& random) {
    const Hole hole = makeHole(maskKind(random), scene, picture.size(1), picture.size(2), random);
    const auto mask = hole.mask.unsqueeze(0);
    OwnTask own;
    own.task = hole.task;
    own.hidden = qwen_image::latentMask(mask)[0];
    own.features = qwen_image::mpeFeatures(own.hidden[0], own.task);
    own.source = bytesOf(qwen_image::neutralHole(pixelsOf(picture).unsqueeze(0), mask)[0]);
    own.unchanged = 1 - own.hidden;
    own.prefix = qwen_image::operationPrefix(hole.task, hole.outpaint);
    return own;
}

OwnTask roughTask(const torch::Tensor& picture, Random& random) {
    OwnTask own;
    own.task = Task::ImageToImage;
    own.source = bytesOf(roughened(pixelsOf(picture), random));
    own.hidden = torch::ones({1, picture.size(1) / 8, picture.size(2) / 8});
    own.features = qwen_image::mpeFeatures(own.hidden[0], own.task);
    own.unchanged = torch::zeros_like(own.hidden);
    own.prefix = qwen_image::operationPrefix(own.task, {});
    return own;
}

}  // namespace lacuna::training
