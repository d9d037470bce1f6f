// The page that a family of grounds is painted on: coordinates, the palette's colours, and random fields that
// come from the scenes' seeds alone, so a poster does not depend on the batch it is painted in.
#pragma once

#include <torch/torch.h>

#include <span>
#include <vector>

#include "engine/training/posters/canvas.h"
#include "engine/training/posters/random.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// What all families draw from: coordinates in page widths, the scenes' colours and random fields.
class GroundPage {
  public:
    GroundPage(std::span<const Scene* const> scenes, std::int64_t height, std::int64_t width,
               torch::Device device)
        : scenes_(scenes), height_(height), width_(width), device_(device) {
        const auto unit = 1.0 / double(width);
        x = ((torch::arange(width) + 0.5) * unit).to(device).view({1, 1, 1, width});
        y = ((torch::arange(height) + 0.5) * unit).to(device).view({1, 1, height, 1});
        bottom = double(height) * unit;
        for (const Scene* scene : scenes) random_.emplace_back(scene->seed, 0xBAC6);
    }
    std::int64_t count() const { return std::int64_t(scenes_.size()); }

    torch::Tensor colour(Rgb GroundColours::*which) const {
        auto result = torch::empty({count(), 3, 1, 1});
        for (std::int64_t i = 0; i < count(); ++i) {
            const Scene& scene = *scenes_[std::size_t(i)];
            const Rgb& c = coloursOf(scene.background, scene.palette).*which;
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
    /// Over the whole page; a single row of values stays one row, which spreads as it is used.
    torch::Tensor stretch(const torch::Tensor& values, bool smooth) const {
        return stretch(values, values.size(2) == 1 ? 1 : height_, width_, smooth);
    }
    /// Clouds: four octaves of smooth noise, about 0.5 +- 0.25.
    torch::Tensor clouds(std::int64_t rows, std::int64_t columns) {
        // Summed at the finest octave's size, so that only the sum is stretched over the page.
        auto sum = field(rows, columns) * 0.5;
        double weight = 0.5, total = 0.5;
        for (int octave = 1; octave < 4; ++octave) {
            weight *= 0.55;
            total += weight;
            sum = stretch(sum, rows << octave, columns << octave, true) +
                  field(rows << octave, columns << octave) * weight;
        }
        return stretch(sum / total, true);
    }
    /// From the palette's top colour to its bottom colour at `end`, a part of the page's height.
    torch::Tensor gradient(double end = 1) const {
        const auto way = (y / (bottom * end)).clamp(0, 1).expand({count(), 3, height_, width_});
        return torch::lerp(colour(&GroundColours::top), colour(&GroundColours::bottom), way);
    }
    /// 1 for the scenes of that palette, else 0. [n, 1, 1, 1]
    torch::Tensor isPalette(int palette) const {
        auto result = torch::empty({count(), 1, 1, 1});
        for (std::int64_t i = 0; i < count(); ++i)
            result[i].fill_(scenes_[std::size_t(i)]->palette == palette ? 1.0f : 0.0f);
        return result.to(device_);
    }

    /// The same as numbers, one a scene.
    std::vector<double> numbers(double low, double high) {
        std::vector<double> values;
        for (auto& random : random_) values.push_back(random.uniform(low, high));
        return values;
    }
    /// The scenes' pages as a canvas, to paint in windows what does not reach far.
    Canvas canvasOf(const torch::Tensor& picture) const {
        Canvas canvas(0, height_, width_, device_);
        canvas.pages = picture;
        return canvas;
    }
    double widthPx() const { return double(width_); }

    torch::Tensor x, y;
    double bottom = 1;

  private:
    static torch::Tensor stretch(const torch::Tensor& values, std::int64_t rows, std::int64_t columns,
                                 bool smooth) {
        if (smooth) return torch::upsample_bicubic2d(values, {rows, columns}, false);
        return torch::upsample_nearest2d(values, {rows, columns});
    }

    std::span<const Scene* const> scenes_;
    std::int64_t height_, width_;
    torch::Device device_;
    std::vector<Random> random_;
};

/// `over` laid on `under`.
inline torch::Tensor mix(const torch::Tensor& under, const torch::Tensor& over, const torch::Tensor& alpha) {
    return under + (over - under) * alpha;
}
/// 0 below `edge`, 1 above it, over `soft` page widths.
inline torch::Tensor step(const torch::Tensor& value, double soft) {
    return (value / soft + 0.5).clamp(0, 1);
}

/// The families, each for scenes of its own. @return [n, 3, height, width], 0..1
torch::Tensor paintSky(GroundPage& page);
torch::Tensor paintNight(GroundPage& page);
torch::Tensor paintMountains(GroundPage& page);
torch::Tensor paintWaves(GroundPage& page);
torch::Tensor paintGarden(GroundPage& page);
torch::Tensor paintLake(GroundPage& page);
torch::Tensor paintSkyline(GroundPage& page);
torch::Tensor paintPaper(GroundPage& page);
torch::Tensor paintStripes(GroundPage& page);
torch::Tensor paintBokeh(GroundPage& page);
torch::Tensor paintGeometric(GroundPage& page);
torch::Tensor paintInterior(GroundPage& page);

}  // namespace lacuna::training
