// See painter.h. Things are painted slot by slot: the k-th subject of every scene that has one is one gather,
// one warp, one blend.
#include "engine/training/posters/painter.h"

#include <cmath>
#include <map>

#include "engine/training/posters/background.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

/// Sprites are drawn for pages of about this width; smaller pages are painted at twice their size and
/// averaged.
constexpr std::int64_t kFullWidth = 224;

torch::Tensor column(const std::vector<float>& values, torch::Device device) {
    return torch::tensor(values).view({-1, 1, 1}).to(device);
}

class Painter {
  public:
    Painter(std::span<const Scene> scenes, std::int64_t height, std::int64_t width, const Atlas& atlas)
        : scenes_(scenes), atlas_(atlas), device_(atlas.sprites.device()), height_(height), width_(width) {
        x_ = ((torch::arange(width) + 0.5) / double(width)).to(device_).view({1, 1, width});
        y_ = ((torch::arange(height) + 0.5) / double(width)).to(device_).view({1, height, 1});
    }

    torch::Tensor paint() {
        page_ = torch::empty({std::int64_t(scenes_.size()), 3, height_, width_}, device_);
        paintGrounds();
        for (std::size_t slot = 0; paintSubjects(slot); ++slot) {
        }
        for (std::size_t slot = 0; paintLines(slot, false); ++slot) {
        }
        for (std::size_t slot = 0; paintLines(slot, true); ++slot) {
        }
        finish();
        return page_;
    }

  private:
    void paintGrounds() {
        std::map<Background, std::vector<std::int64_t>> families;
        for (std::size_t i = 0; i < scenes_.size(); ++i)
            families[scenes_[i].background].push_back(std::int64_t(i));
        for (const auto& [family, indices] : families) {
            std::vector<const Scene*> members;
            for (const auto i : indices) members.push_back(&scenes_[std::size_t(i)]);
            page_.index_copy_(0, torch::tensor(indices).to(device_),
                              paintBackground(members, height_, width_, device_));
        }
    }

    /// Lays colour (premultiplied, [n, 3, H, W]) with coverage [n, 1, H, W] over the pages `indices`.
    void blend(const torch::Tensor& indices, const torch::Tensor& colour, const torch::Tensor& alpha) {
        const auto under = page_.index_select(0, indices);
        page_.index_copy_(0, indices, under * (1 - alpha) + colour);
    }

    bool paintSubjects(std::size_t slot) {
        std::vector<std::int64_t> pages, sprites;
        std::vector<float> x, y, cosine, sine, flip;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            if (scenes_[i].subjects.size() <= slot) continue;
            const SubjectOnPage& subject = scenes_[i].subjects[slot];
            const double angle = subject.angle * M_PI / 180, half = subject.side / 2;
            pages.push_back(std::int64_t(i));
            sprites.push_back(subject.sprite);
            x.push_back(float(subject.x)), y.push_back(float(subject.y));
            cosine.push_back(float(std::cos(angle) / half)), sine.push_back(float(std::sin(angle) / half));
            flip.push_back(subject.mirrored ? -1.0f : 1.0f);
        }
        if (pages.empty()) return false;
        const auto indices = torch::tensor(pages).to(device_);
        const auto picture = atlas_.sprites.index_select(0, torch::tensor(sprites).to(device_));
        const auto dx = x_ - column(x, device_), dy = y_ - column(y, device_);
        const auto c = column(cosine, device_), s = column(sine, device_);
        const auto grid = torch::stack({(dx * c + dy * s) * column(flip, device_), dy * c - dx * s},
                                       -1);  // [n, H, W, 2] in -1..1
        const auto sprite = torch::grid_sampler_2d(picture, grid, 0, 0, false);
        const auto alpha = sprite.slice(1, 3, 4);
        const std::int64_t radius = width_ / 32;  // a soft shadow, fallen to the lower right
        const auto shadow =
            torch::avg_pool2d(torch::roll(alpha, {radius, radius / 2}, {2, 3}), 2 * radius + 1, 1, radius) *
            0.35;
        blend(indices, torch::zeros_like(sprite.slice(1, 0, 3)), shadow);
        blend(indices, sprite.slice(1, 0, 3), alpha);
        return true;
    }

    /// The pixels of a line's characters side by side: indices of columns (or rows, when vertical) of the
    /// atlas.
    std::vector<std::int64_t> stripOf(const LineOnPage& line) const {
        const std::int64_t cell = atlas_.cellPx(),
                           face = std::min(line.face, int(atlas_.names.faces.size()) - 1);
        std::vector<std::int64_t> strip;
        for (const char32_t character : line.text) {
            const auto found = atlas_.glyphOf.find(character);
            if (found == atlas_.glyphOf.end()) continue;
            const std::int64_t glyph = face * atlas_.glyphsPerFace() + found->second;
            const std::int64_t advance =
                line.vertical ? cell : atlas_.advances[face][found->second].item<std::int64_t>();
            for (std::int64_t k = 0; k < advance; ++k) strip.push_back(glyph * cell + k);
        }
        return strip;
    }

    bool paintLines(std::size_t slot, bool vertical) {
        const std::int64_t cell = atlas_.cellPx();
        std::vector<std::int64_t> pages;
        std::vector<std::vector<std::int64_t>> strips;
        std::vector<float> x, y, scale, colours, halos;
        bool more = false;
        std::size_t longest = 1;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            if (scenes_[i].lines.size() <= slot) continue;
            more = true;
            const LineOnPage& line = scenes_[i].lines[slot];
            if (line.vertical != vertical) continue;
            pages.push_back(std::int64_t(i));
            strips.push_back(stripOf(line));
            longest = std::max(longest, strips.back().size());
            x.push_back(float(line.x)), y.push_back(float(line.y));
            scale.push_back(float(double(cell) / line.em));  // atlas pixels a page width
            colours.insert(colours.end(), {line.colour.r, line.colour.g, line.colour.b});
            halos.push_back(line.dark ? 1.0f : 0.0f);
        }
        if (pages.empty()) return more;

        const std::int64_t n = std::int64_t(pages.size()), length = std::int64_t(longest),
                           blank = atlas_.glyphs.size(0) * cell;
        auto index = torch::full({n, length}, blank, torch::kLong);
        std::vector<float> middle;
        for (std::int64_t i = 0; i < n; ++i) {
            const auto& strip = strips[std::size_t(i)];
            if (!strip.empty()) index[i].slice(0, 0, std::int64_t(strip.size())).copy_(torch::tensor(strip));
            middle.push_back(float(strip.size()) / 2);
        }
        const auto bands = (vertical ? atlas_.glyphs : atlas_.glyphs.transpose(1, 2)).reshape({-1, cell});
        const auto withBlank = torch::cat({bands, torch::zeros({1, cell}, device_)});
        auto strip = withBlank.index_select(0, index.flatten().to(device_))
                         .view({n, 1, length, cell});  // along, across
        if (!vertical) strip = strip.transpose(2, 3);

        const auto size = column(scale, device_);
        const auto along =
            (vertical ? y_ - column(y, device_) : x_ - column(x, device_)) * size + column(middle, device_);
        const auto across = (vertical ? x_ - column(x, device_) : y_ - column(y, device_)) * size;
        const auto u = (along * (2.0 / double(length)) - 1).expand({n, height_, width_});
        const auto v = (across * (2.0 / double(cell))).expand({n, height_, width_});
        const auto coverage = torch::grid_sampler_2d(
            strip, torch::stack(vertical ? std::vector{v, u} : std::vector{u, v}, -1), 0, 0, false);

        const auto indices = torch::tensor(pages).to(device_);
        const auto colour = torch::tensor(colours).view({n, 3, 1, 1}).to(device_);
        const auto halo = torch::avg_pool2d(torch::max_pool2d(coverage, 5, 1, 2), 5, 1, 2) * 0.5;
        blend(indices, halo * torch::tensor(halos).view({n, 1, 1, 1}).to(device_), halo);
        blend(indices, colour * coverage, coverage);
        return true;
    }

    /// Grain and a light fall-off to the corners.
    void finish() {
        const auto corner =
            ((x_ - 0.5).pow(2) + ((y_ - 0.5 * double(height_) / double(width_)) / 1.5).pow(2)).unsqueeze(0);
        std::vector<torch::Tensor> grain;
        for (const Scene& scene : scenes_) {
            auto generator = at::detail::createCPUGenerator(scene.seed);
            grain.push_back(torch::randn({1, 1, height_ / 2, width_ / 2}, generator));
        }
        const auto noise = torch::upsample_nearest2d(torch::cat(grain).to(device_), {height_, width_});
        page_ = ((page_ * (1 - 0.28 * corner) + 0.005 * noise).clamp(0, 1)) * 2 - 1;
    }

    std::span<const Scene> scenes_;
    const Atlas& atlas_;
    torch::Device device_;
    std::int64_t height_, width_;
    torch::Tensor x_, y_, page_;
};

}  // namespace

torch::Tensor paintPosters(std::span<const Scene> scenes, std::int64_t width, const Atlas& atlas) {
    torch::NoGradGuard noGrad;
    TORCH_CHECK(!scenes.empty() && width % 8 == 0, "paintPosters: no scenes, or a width off the grid");
    const auto height = std::int64_t(std::lround(double(width) * scenes.front().aspect / 8)) * 8;
    if (width >= kFullWidth) return Painter(scenes, height, width, atlas).paint();
    return torch::avg_pool2d(Painter(scenes, 2 * height, 2 * width, atlas).paint(), 2);
}

torch::Tensor toBytes(const torch::Tensor& image) {
    return (image.detach().to(torch::kCPU, torch::kFloat).clamp(-1, 1) * 127.5 + 127.5)
        .round()
        .to(torch::kUInt8)
        .movedim(-3, -1)
        .contiguous();
}

}  // namespace lacuna::training
