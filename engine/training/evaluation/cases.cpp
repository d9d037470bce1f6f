// See cases.h.
#include "engine/training/evaluation/cases.h"

#include <array>

#include "engine/image/mask_ops.h"
#include "engine/image/outpaint_plan.h"
#include "engine/pipeline/pictures.h"
#include "engine/training/evaluation/edit_cases.h"
#include "engine/training/posters/masks.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {
namespace {

constexpr std::int64_t kBatch = 16;

double aspectOf(Size size) {
    return double(size.height) / size.width;
}

/// In batches, so that memory does not grow with their number.
std::vector<torch::Tensor> paint(const std::vector<Scene>& scenes, Size size, const Atlas& atlas) {
    std::vector<torch::Tensor> pictures;
    for (std::size_t begin = 0; begin < scenes.size(); begin += kBatch) {
        const auto part =
            std::span(scenes).subspan(begin, std::min<std::size_t>(kBatch, scenes.size() - begin));
        for (const auto& picture : paintPosters(part, size.width, atlas).to(torch::kCPU).unbind(0))
            pictures.push_back(picture);
    }
    return pictures;
}

/// Where two pictures differ visibly, with room around it for soft edges. [1, H, W]
torch::Tensor differing(const torch::Tensor& a, const torch::Tensor& b) {
    constexpr double kVisible = 4.0 / 255;
    const auto differs = ((a - b).abs().amax(0, /*keepdim=*/true) > kVisible).to(torch::kFloat);
    return at::max_pool2d(differs.unsqueeze(0), {9, 9}, {1, 1}, {4, 4}).squeeze(0);
}

MaskKind maskKindOf(Task task, std::int64_t number) {
    constexpr std::array kKinds{MaskKind::Brush, MaskKind::Box, MaskKind::Object};
    return task == Task::Outpaint ? MaskKind::Border : kKinds[std::size_t(number) % kKinds.size()];
}

/// What the editor would send for a hole, and what may change of the page then.
void orderFilling(EvaluationCase& one, const Hole& hole, Size size) {
    const Margins& m = hole.outpaint;
    Bitmap mask = maskBitmap(hole.mask);
    one.order.outpaint = m;
    one.order.mask = one.changed = hole.mask;
    one.order.bands = bandsFor(maskBounds(mask), one.order.strength);
    if (!m.empty()) {
        const Size before{size.width - m.left - m.right, size.height - m.top - m.bottom};
        const OutpaintPass pass = outpaintPass(before, m);
        mask = outpaintMask(pass, boundsOf(size));
        one.order.mask = maskTensor(mask).squeeze(0);
        one.order.bands = pass.bands;
    }
    const auto shown = maskTensor(compositeMask(denoiseMask(mask, one.order.bands), one.order.bands));
    one.repainted = (shown.squeeze(0) > 0).to(torch::kFloat);
}

}  // namespace

std::vector<EvaluationCase> casesOf(Task task, std::uint64_t seed, std::int64_t first, std::int64_t count,
                                    Size size, const Atlas& atlas) {
    std::vector<EvaluationCase> cases;
    std::vector<Scene> scenes, before;
    for (std::int64_t number = first; number < first + count; ++number) {
        const auto posterSeed = Random(seed, std::uint64_t(number)).next();
        EvaluationCase one;
        one.language = number % 2 ? CaptionLanguage::Chinese : CaptionLanguage::English;
        if (task == Task::Edit) {
            auto edit = editCaseOf(posterSeed, aspectOf(size), atlas.names);
            one.scene = edit.after;
            one.before = edit.before;
            before.push_back(edit.before);
            one.order.prompt = number % 2 ? edit.instruction.chinese : edit.instruction.english;
        } else {
            one.scene = sceneOf(posterSeed, aspectOf(size), atlas.names);
        }
        one.caption = captionOf(one.scene, atlas.names, one.language, CaptionLength::Long);
        if (task != Task::Edit) one.order.prompt = one.caption;
        one.order.task = task;
        one.order.size = size;
        one.order.seed = posterSeed >> 1;
        if (task == Task::ImageToImage) one.order.strength = 0.6;
        if (task == Task::Inpaint || task == Task::Outpaint) {
            Random random(posterSeed, 0x401E);
            const auto hole = makeHole(maskKindOf(task, number), one.scene, size.height, size.width, random);
            orderFilling(one, hole, size);
        }
        scenes.push_back(one.scene);
        cases.push_back(std::move(one));
    }
    const auto truths = paint(scenes, size, atlas);
    const auto sources = task == Task::Edit ? paint(before, size, atlas) : truths;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        cases[i].truth = truths[i];
        if (task != Task::TextToImage) cases[i].order.source = sources[i];
        if (task == Task::Edit) cases[i].changed = differing(truths[i], sources[i]);
    }
    return cases;
}

torch::Tensor otherPosters(std::uint64_t seed, std::int64_t count, Size size, const Atlas& atlas) {
    std::vector<Scene> scenes;
    for (std::int64_t i = 0; i < count; ++i)
        scenes.push_back(sceneOf(Random(~seed, std::uint64_t(i)).next(), aspectOf(size), atlas.names));
    return torch::stack(paint(scenes, size, atlas));
}

}  // namespace lacuna::training
