// See mpe_source.h.
#include "engine/models/qwen_image/mpe_source.h"

#include <algorithm>
#include <array>

namespace lacuna::qwen_image {
namespace {

constexpr int kOffsetStep = 64, kOffsetMost = 1024;
constexpr std::array<const char*, 4> kSides{"LEFT", "TOP", "RIGHT", "BOTTOM"};

std::string outpaintToken(const char* side, int offset) {
    return std::string("[OUTPAINT_") + side + "_" + std::to_string(offset) + "]";
}

}  // namespace

torch::Tensor latentMask(const torch::Tensor& mask) {
    return (torch::max_pool2d(mask.to(torch::kFloat), 8) > 0).to(torch::kFloat);
}

torch::Tensor neutralHole(const torch::Tensor& image, const torch::Tensor& mask) {
    const auto cells = latentMask(mask).to(image.device(), image.scalar_type());
    return image * (1 - torch::upsample_nearest2d(cells, {image.size(2), image.size(3)}));
}

torch::Tensor joinSource(const torch::Tensor& noisy, const torch::Tensor& source, const torch::Tensor& mask) {
    const auto hole = mask.to(noisy.device(), noisy.scalar_type());
    return torch::cat({noisy, source.to(noisy.device(), noisy.scalar_type()) * (1 - hole), hole}, 1);
}

std::string operationPrefix(Task task, const Margins& outpaint) {
    switch (task) {
        case Task::TextToImage:
            return {};
        case Task::ImageToImage:
            return "[EDIT][IMAGE_TO_IMAGE]";
        case Task::Inpaint:
            return "[EDIT][INPAINT]";
        case Task::Edit:
            return "[EDIT]";
        case Task::Outpaint:
            break;
    }
    std::string prefix = "[EDIT]";
    const std::array<int, 4> margins{outpaint.left, outpaint.top, outpaint.right, outpaint.bottom};
    for (std::size_t side = 0; side < margins.size(); ++side) {
        if (margins[side] <= 0) continue;
        const int steps = (margins[side] + kOffsetStep - 1) / kOffsetStep;
        prefix += outpaintToken(kSides[side], std::min(steps * kOffsetStep, kOffsetMost));
    }
    return prefix;
}

std::vector<std::string> operationTokens() {
    std::vector<std::string> tokens{"[EDIT]", "[IMAGE_TO_IMAGE]", "[INPAINT]"};
    for (const char* side : kSides) {
        for (int offset = kOffsetStep; offset <= kOffsetMost; offset += kOffsetStep)
            tokens.push_back(outpaintToken(side, offset));
    }
    return tokens;
}

}  // namespace lacuna::qwen_image
