// See background.h. All random numbers come from the scenes' seeds, so a poster does not depend on the batch
// it is painted in.
#include "engine/training/posters/background.h"

#include <array>
#include <cmath>

#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

namespace F = torch::nn::functional;

/// Three colours a palette: top, bottom, accent.
struct Palette {
    Rgb top, bottom, accent;
};
constexpr Rgb rgb(int hex) {
    return {float(hex >> 16 & 255) / 255, float(hex >> 8 & 255) / 255, float(hex & 255) / 255};
}
constexpr std::array<std::array<Palette, kPalettes>, kBackgrounds> kColours{{
    {{{rgb(0x3f8fdc), rgb(0xcdeafb), rgb(0xffffff)},
      {rgb(0x4a3a78), rgb(0xf5955a), rgb(0xffc98f)},
      {rgb(0xf3b6c8), rgb(0xfdeede), rgb(0xffffff)}}},
    {{{rgb(0x070c26), rgb(0x1f3a72), rgb(0xfff6d8)},
      {rgb(0x190a38), rgb(0x6a3a8c), rgb(0xffe3ff)},
      {rgb(0x04161e), rgb(0x0f4a4a), rgb(0x5bf0a0)}}},
    {{{rgb(0x0b1030), rgb(0x36386e), rgb(0xffd878)},
      {rgb(0x4c2c58), rgb(0xf08a56), rgb(0xffe0a0)},
      {rgb(0x9fc8ea), rgb(0xf6ead8), rgb(0xfff8e8)}}},
    {{{rgb(0x7fb2dc), rgb(0xe4f0f4), rgb(0x1f5a72)},
      {rgb(0xdfe4ea), rgb(0xf6f4ee), rgb(0x5c7484)},
      {rgb(0xf0a070), rgb(0xfbe0b8), rgb(0x8c2a34)}}},
    {{{rgb(0x9cd0ee), rgb(0x12488c), rgb(0xf4fbff)},
      {rgb(0xb8e6d8), rgb(0x0e5c5c), rgb(0xf2fff8)},
      {rgb(0xf6c88c), rgb(0x96242c), rgb(0xfff0d4)}}},
    {{{rgb(0xf1e7d2), rgb(0xe8dabf), rgb(0xb08a58)},
      {rgb(0xbe2a24), rgb(0x93171a), rgb(0xe8b24a)},
      {rgb(0xb98d5e), rgb(0x9a7048), rgb(0x5a3c22)}}},
    {{{rgb(0xf0803c), rgb(0xd85a28), rgb(0xf8b060)},
      {rgb(0x2f8a66), rgb(0x1c6450), rgb(0x63b88a)},
      {rgb(0x6a48a8), rgb(0x462c80), rgb(0x9a78d0)}}},
    {{{rgb(0x2a140c), rgb(0x6a3416), rgb(0xffbc60)},
      {rgb(0x081430), rgb(0x143a70), rgb(0x78c0ff)},
      {rgb(0x2c0c24), rgb(0x702c58), rgb(0xff9cc8)}}},
}};

/// What all families draw from: coordinates in page widths, the scenes' colours and random fields.
class Page {
  public:
    Page(std::span<const Scene* const> scenes, std::int64_t height, std::int64_t width, torch::Device device)
        : scenes_(scenes), height_(height), width_(width), device_(device) {
        const auto unit = 1.0 / double(width);
        x = ((torch::arange(width) + 0.5) * unit).to(device).view({1, 1, 1, width});
        y = ((torch::arange(height) + 0.5) * unit).to(device).view({1, 1, height, 1});
        bottom = double(height) * unit;
        for (const Scene* scene : scenes) random_.emplace_back(scene->seed, 0xBAC6);
    }
    std::int64_t count() const { return std::int64_t(scenes_.size()); }

    torch::Tensor colour(Rgb Palette::*which) const {
        auto result = torch::empty({count(), 3, 1, 1});
        for (std::int64_t i = 0; i < count(); ++i) {
            const Rgb& c = kColours[std::size_t(scenes_[std::size_t(i)]->background)]
                                   [std::size_t(scenes_[std::size_t(i)]->palette)].*
                           which;
            result[i][0][0][0] = c.r, result[i][1][0][0] = c.g, result[i][2][0][0] = c.b;
        }
        return result.to(device_);
    }
    /// One number a scene, [n, 1, 1, 1].
    torch::Tensor draw(double low, double high) { return field(1, 1) * (high - low) + low; }
    /// Independent numbers in 0..1, [n, 1, rows, columns].
    torch::Tensor field(std::int64_t rows, std::int64_t columns) {
        auto values = torch::empty({count(), 1, rows, columns});
        float* out = values.data_ptr<float>();
        for (auto& random : random_) {
            for (std::int64_t i = 0; i < rows * columns; ++i) *out++ = float(random.uniform());
        }
        return values.to(device_);
    }
    torch::Tensor stretch(const torch::Tensor& values, bool smooth) const {
        if (smooth) return torch::upsample_bicubic2d(values, {height_, width_}, false);
        return torch::upsample_nearest2d(values, {height_, width_});
    }
    /// Clouds: four octaves of smooth noise, about 0.5 +- 0.25.
    torch::Tensor clouds(std::int64_t rows, std::int64_t columns) {
        auto sum = torch::zeros({count(), 1, height_, width_}, device_);
        double weight = 0.5, total = 0;
        for (int octave = 0; octave < 4; ++octave, weight *= 0.55) {
            sum += stretch(field(rows << octave, columns << octave), true) * weight;
            total += weight;
        }
        return sum / total;
    }
    torch::Tensor gradient() const {
        return torch::lerp(colour(&Palette::top), colour(&Palette::bottom),
                           (y / bottom).expand({count(), 3, height_, width_}));
    }

    torch::Tensor x, y;
    double bottom = 1;

  private:
    std::span<const Scene* const> scenes_;
    std::int64_t height_, width_;
    torch::Device device_;
    std::vector<Random> random_;
};

torch::Tensor mix(const torch::Tensor& under, const torch::Tensor& over, const torch::Tensor& alpha) {
    return under + (over - under) * alpha;
}
/// 0 below `edge`, 1 above it, over `soft` page widths.
torch::Tensor step(const torch::Tensor& value, double soft) {
    return (value / soft + 0.5).clamp(0, 1);
}

torch::Tensor sky(Page& page) {
    const auto cover = ((page.clouds(5, 3) - page.draw(0.46, 0.56)) * 5).clamp(0, 1);
    return mix(page.gradient(), page.colour(&Palette::accent), cover * 0.75);
}

torch::Tensor night(Page& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&Palette::accent);
    const auto veil = torch::exp(-((page.y - page.draw(0.3, 0.8) - (page.clouds(2, 3) - 0.5)) / 0.22).pow(2));
    picture = mix(picture, accent, veil * 0.22);
    const auto stars = page.stretch(torch::relu(page.field(72, 48) - 0.975) / 0.025, true).clamp(0, 1);
    return mix(picture, torch::ones_like(accent), stars * 0.9);
}

torch::Tensor skyline(Page& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&Palette::accent), dark = page.colour(&Palette::top) * 0.55;
    for (int row = 0; row < 2; ++row) {
        const std::int64_t towers = row ? 9 : 14;
        const auto roof = page.bottom - page.stretch(page.field(1, towers), false) * (row ? 0.38 : 0.62) -
                          (row ? 0.1 : 0.16);
        const auto building = step(page.y - roof, 0.01);
        const auto lit = page.stretch((page.field(54, 36) > 0.62).to(torch::kFloat), false);
        const auto panes = (torch::sin(page.x * (36 * 6.2832)).clamp_min(0) *
                            torch::sin(page.y * (36 * 6.2832)).clamp_min(0) * 3)
                               .clamp(0, 1);
        const auto wall = mix(dark * (row ? 0.7 : 1.25), accent, lit * panes * (row ? 0.85 : 0.5));
        picture = mix(picture, wall, building);
    }
    return picture;
}

torch::Tensor mountains(Page& page) {
    auto picture = page.gradient();
    const auto sky = page.colour(&Palette::bottom), rock = page.colour(&Palette::accent);
    for (int layer = 0; layer < 4; ++layer) {
        const double near = (layer + 1) / 4.0;
        const auto ridge = page.bottom * (0.38 + 0.17 * layer) -
                           (page.stretch(page.field(1, 5), true) - 0.5) * 0.5 -
                           (page.stretch(page.field(1, 24), true) - 0.5) * 0.08;
        const auto mist = ((page.y - ridge) / 0.5).clamp(0, 1) * 0.45;
        picture = mix(picture, mix(torch::lerp(sky, rock, near), sky, mist), step(page.y - ridge, 0.012));
    }
    return picture;
}

torch::Tensor waves(Page& page) {
    auto picture =
        page.colour(&Palette::top).expand({page.count(), 3, page.y.size(2), page.x.size(3)}).clone();
    const auto deep = page.colour(&Palette::bottom), foam = page.colour(&Palette::accent),
               light = page.colour(&Palette::top);
    const auto horizon = page.draw(0.35, 0.55) * page.bottom;
    for (int layer = 0; layer < 6; ++layer) {
        const auto crest =
            horizon + 0.17 * layer +
            0.035 * (1 + 0.25 * layer) * torch::sin(page.x * page.draw(7, 15) + page.draw(0, 6.28));
        const auto below = page.y - crest;
        const auto body = torch::lerp(light, deep, 0.35 + 0.13 * layer);
        picture =
            mix(picture, mix(body, foam, torch::exp(-below.clamp_min(0) / 0.018) * 0.8), step(below, 0.01));
    }
    return picture;
}

torch::Tensor paper(Page& page) {
    auto picture = page.gradient();
    const auto fibre =
        (page.stretch(page.field(96, 12), true) - 0.5) * 0.05 + (page.clouds(24, 16) - 0.5) * 0.1;
    picture = (picture + fibre).clamp(0, 1);
    const auto edge =
        torch::minimum(torch::minimum(page.x, 1 - page.x), torch::minimum(page.y, page.bottom - page.y));
    const auto frame = step(0.006 - (edge - 0.03).abs(), 0.006);
    return mix(picture, page.colour(&Palette::accent), frame * 0.8);
}

torch::Tensor stripes(Page& page) {
    const auto angle = page.draw(0.4, 1.2), period = page.draw(0.1, 0.22);
    const auto phase = (page.x * torch::cos(angle) + page.y * torch::sin(angle)) / period;
    const auto band = step(torch::sin(phase * 6.2832) * period / 6.2832, 0.008);
    return mix(page.gradient(), page.colour(&Palette::accent), band * 0.55);
}

torch::Tensor bokeh(Page& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&Palette::accent);
    for (int disc = 0; disc < 14; ++disc) {
        const auto cx = page.draw(0, 1), cy = page.draw(0, 1) * page.bottom, radius = page.draw(0.03, 0.12);
        const auto distance = ((page.x - cx).pow(2) + (page.y - cy).pow(2)).sqrt();
        const auto rim = torch::exp(-((distance - radius * 0.92) / 0.012).pow(2)) * 0.25;
        picture = picture + accent * (step(radius - distance, 0.02) * page.draw(0.12, 0.4) +
                                      rim * step(radius - distance, 0.03));
    }
    return picture.clamp(0, 1);
}

}  // namespace

torch::Tensor paintBackground(std::span<const Scene* const> scenes, std::int64_t height, std::int64_t width,
                              torch::Device device) {
    TORCH_CHECK(!scenes.empty(), "paintBackground: no scenes");
    Page page(scenes, height, width, device);
    switch (scenes.front()->background) {
        case Background::Sky:
            return sky(page);
        case Background::Night:
            return night(page);
        case Background::Skyline:
            return skyline(page);
        case Background::Mountains:
            return mountains(page);
        case Background::Waves:
            return waves(page);
        case Background::Paper:
            return paper(page);
        case Background::Stripes:
            return stripes(page);
        case Background::Bokeh:
            return bokeh(page);
    }
    return {};
}

}  // namespace lacuna::training
