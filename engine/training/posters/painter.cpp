// See painter.h. On a CPU every poster is painted by itself, each by one thread, so that a poster's bits do
// not depend on its neighbours; on other devices the k-th thing of all posters is painted at once.
#include "engine/training/posters/painter.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <map>

#include "engine/training/posters/background.h"
#include "engine/training/posters/canvas.h"
#include "engine/training/posters/decoration.h"
#include "engine/training/posters/lettering.h"
#include "engine/training/posters/sprites.h"

namespace lacuna::training {
namespace {

/// Smaller pages are painted at twice their size and averaged.
constexpr std::int64_t kFullWidth = 224;

class Painter {
  public:
    Painter(std::span<const Scene> scenes, std::int64_t height, std::int64_t width, const Atlas& atlas)
        : scenes_(scenes),
          atlas_(atlas),
          canvas_(std::int64_t(scenes.size()), height, width, atlas.device()) {}

    torch::Tensor paint() {
        paintGrounds();
        paintDecorations(canvas_, atlas_, scenes_);
        for (std::size_t i = 0; i < scenes_.size(); ++i) paintPanel(scenes_[i], std::int64_t(i));
        for (std::size_t slot = 0; paintSubjects(slot); ++slot) {
        }
        paintWords();
        finish();
        return canvas_.pages;
    }

  private:
    void paintGrounds() {
        std::map<Background, std::vector<std::int64_t>> families;
        for (std::size_t i = 0; i < scenes_.size(); ++i)
            families[scenes_[i].background].push_back(std::int64_t(i));
        for (const auto& [family, indices] : families) {
            std::vector<const Scene*> members;
            for (const auto i : indices) members.push_back(&scenes_[std::size_t(i)]);
            canvas_.pages.index_copy_(
                0, torch::tensor(indices).to(canvas_.device()),
                paintBackground(members, canvas_.height(), canvas_.width(), canvas_.device()));
        }
    }

    void paintPanel(const Scene& scene, std::int64_t page) {
        if (!scene.panel) return;
        const auto pixel = [&](double v, std::int64_t most) {
            return std::clamp<std::int64_t>(std::llround(v * double(canvas_.width())), 0, most);
        };
        const Area& area = scene.panel->area;
        const Rgb& colour = scene.panel->colour;
        canvas_.pages[page]
            .slice(1, pixel(area.top, canvas_.height()), pixel(area.bottom, canvas_.height()))
            .slice(2, pixel(area.left, canvas_.width()), pixel(area.right, canvas_.width()))
            .copy_(torch::tensor({colour.r, colour.g, colour.b}).view({3, 1, 1}).to(canvas_.device()));
    }

    bool paintSubjects(std::size_t slot) {
        std::vector<Stamp> stamps;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            if (scenes_[i].subjects.size() <= slot) continue;
            const SubjectOnPage& subject = scenes_[i].subjects[slot];
            const auto sprite = std::size_t(subject.sprite);
            const bool glows = atlas_.names.sprites[sprite].glows;
            const bool stands = surfaceOf(scenes_[i].background).has_value();
            stamps.push_back({std::int64_t(i), atlas_.drawingOf[sprite], atlas_.names.sprites[sprite].tint,
                              subject.x, subject.y, subject.side, subject.angle, subject.mirrored, glows, 1,
                              stands  ? Shadow::Contact
                              : glows ? Shadow::None
                                      : Shadow::Soft});
        }
        paintStamps(canvas_, atlas_, stamps);
        return !stamps.empty();
    }

    void paintWords() {
        std::vector<LineOfPage> lines;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            for (const LineOnPage& line : scenes_[i].lines) lines.push_back({std::int64_t(i), &line});
        }
        paintLines(canvas_, atlas_, lines);
    }

    /// Grain, a light fall-off to the corners, and grey where the page is cropped.
    void finish() {
        const std::int64_t height = canvas_.height(), width = canvas_.width();
        const double aspect = double(height) / double(width);
        const auto x = ((torch::arange(width) + 0.5) / double(width) - 0.5).view({1, width});
        const auto y =
            (((torch::arange(height) + 0.5) / double(width) - aspect / 2) / aspect).view({height, 1});
        const auto corner = (x.square() + y.square()).to(canvas_.device());
        std::vector<torch::Tensor> grain;
        for (const Scene& scene : scenes_) {
            auto generator = at::detail::createCPUGenerator(scene.seed);
            grain.push_back(torch::randn({1, 1, (height + 1) / 2, (width + 1) / 2}, generator));
        }
        const auto noise = torch::upsample_nearest2d(torch::cat(grain).to(canvas_.device()), {height, width});
        canvas_.pages = ((canvas_.pages * (1 - 0.22 * corner) + 0.006 * noise).clamp(0, 1)) * 2 - 1;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            if (!scenes_[i].crop.whole()) cut(canvas_.pages[std::int64_t(i)], scenes_[i].crop);
        }
    }
    static void cut(const torch::Tensor& page, const Crop& crop) {
        const std::int64_t height = page.size(1), width = page.size(2);
        const auto of = [](double part, std::int64_t side) { return std::llround(part * double(side)); };
        page.slice(1, 0, of(crop.top, height)).zero_();
        page.slice(1, height - of(crop.bottom, height), height).zero_();
        page.slice(2, 0, of(crop.left, width)).zero_();
        page.slice(2, width - of(crop.right, width), width).zero_();
    }

    std::span<const Scene> scenes_;
    const Atlas& atlas_;
    Canvas canvas_;
};

torch::Tensor paintAll(std::span<const Scene> scenes, std::int64_t height, std::int64_t width,
                       const Atlas& atlas) {
    if (width >= kFullWidth) return Painter(scenes, height, width, atlas).paint();
    return torch::avg_pool2d(Painter(scenes, 2 * height, 2 * width, atlas).paint(), 2);
}

}  // namespace

torch::Tensor paintPosters(std::span<const Scene> scenes, std::int64_t width, const Atlas& atlas) {
    torch::NoGradGuard noGrad;
    TORCH_CHECK(!scenes.empty() && width % 8 == 0, "paintPosters: no scenes, or a width off the grid");
    const auto height = std::int64_t(std::lround(double(width) * scenes.front().aspect / 8)) * 8;
    if (!atlas.device().is_cpu()) return paintAll(scenes, height, width, atlas);
    const auto count = std::int64_t(scenes.size());
    auto pages = torch::empty({count, 3, height, width});
    // A range of two or more, so that a single poster too is painted inside a parallel region, where tensor
    // operations are not split among threads and have the same bits every time.
    at::parallel_for(0, std::max<std::int64_t>(2, count), 1, [&](std::int64_t begin, std::int64_t end) {
        torch::NoGradGuard inside;
        for (std::int64_t i = begin; i < std::min(end, count); ++i)
            pages[i].copy_(paintAll(scenes.subspan(std::size_t(i), 1), height, width, atlas)[0]);
    });
    return pages;
}

torch::Tensor toBytes(const torch::Tensor& image) {
    return (image.detach().to(torch::kCPU, torch::kFloat).clamp(-1, 1) * 127.5 + 127.5)
        .round()
        .to(torch::kUInt8)
        .movedim(-3, -1)
        .contiguous();
}

}  // namespace lacuna::training
