// See lettering.h. A line's glyphs are laid side by side in a strip of distances, which is sampled where the
// page's pixels lie (Green, Improved Alpha-Tested Magnification, SIGGRAPH 2007).
#include "engine/training/posters/lettering.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

constexpr double kGamma = 2.2;

/// Distances of a line's characters, [along, across] when vertical, else [across, along]: bytes as in the
/// atlas.
struct Strip {
    torch::Tensor bytes;
    double length = 0;  ///< of the lettering itself, without the bearings at both ends
};

Strip stripOf(const LineOnPage& line, const Atlas& atlas) {
    const int cell = atlas.cellPx();
    const auto face = std::clamp<std::int64_t>(line.face, 0, atlas.glyphs.size(0) - 1);
    std::vector<std::pair<int, int>> placed;  // glyph, pen
    double pen = 0, end = 0;
    for (const char32_t character : line.text) {
        const auto found = atlas.glyphOf.find(character);
        if (found == atlas.glyphOf.end()) continue;
        placed.emplace_back(found->second, int(std::lround(pen)));
        pen += line.vertical ? cell : double(atlas.advances[face][found->second].item<std::int64_t>());
        end = pen;
        pen += line.tracking * cell;
    }
    Strip strip;
    strip.length = end;
    const int bearing = line.vertical ? 0 : kGlyphBearingPx;
    const int total = int(std::ceil(end)) + cell + 2 * bearing;
    strip.bytes = line.vertical ? torch::zeros({total, cell}, torch::kUInt8)
                                : torch::zeros({cell, total}, torch::kUInt8);
    auto* out = strip.bytes.data_ptr<std::uint8_t>();
    const auto* glyphs = atlas.glyphs.data_ptr<std::uint8_t>() + face * atlas.glyphs.stride(0);
    for (const auto& [glyph, at] : placed) {
        const std::uint8_t* from = glyphs + std::ptrdiff_t(glyph) * cell * cell;
        for (int y = 0; y < cell; ++y) {
            std::uint8_t* row =
                line.vertical ? out + std::ptrdiff_t(at + y) * cell : out + std::ptrdiff_t(y) * total + at;
            for (int x = 0; x < cell; ++x) row[x] = std::max(row[x], from[y * cell + x]);
        }
    }
    return strip;
}

class LineGroup {
  public:
    LineGroup(Canvas& canvas, const Atlas& atlas, std::span<const LineOfPage> lines)
        : canvas_(canvas), atlas_(atlas), lines_(lines), vertical_(lines.front().line->vertical) {}

    void paint() {
        const auto width = double(canvas_.width());
        const auto margin = double(10 * around() + 4);
        std::vector<WindowPlace> places;
        double along = 1, across = 1;
        for (const auto& [page, line] : lines_) {
            strips_.push_back(stripOf(*line, atlas_));
            places.push_back({page, line->x * width, line->y * width});
            const double em = line->em * width;
            along = std::max(along, strips_.back().length * em / atlas_.cellPx() + em * 0.2);
            across = std::max(across, em * 1.05);
        }
        const auto windows = canvas_.windows(places, (vertical_ ? across : along) + margin,
                                             (vertical_ ? along : across) + margin);
        const auto coverage = cover(windows, width);
        makeReadable(windows, coverage);
        std::vector<float> colours;
        for (const auto& [page, line] : lines_)
            colours.insert(colours.end(), {line->colour.r, line->colour.g, line->colour.b});
        canvas_.blend(windows, canvas_.colours(colours) * coverage, coverage);
    }

  private:
    /// How far around a letter the ground is seen to, in pixels.
    std::int64_t around() const { return std::max<std::int64_t>(2, canvas_.width() / 64); }

    torch::Tensor cover(const Windows& windows, double width) const {
        const std::int64_t cell = atlas_.cellPx();
        std::int64_t longest = cell;
        for (const Strip& strip : strips_) longest = std::max(longest, strip.bytes.size(vertical_ ? 0 : 1));
        const auto n = std::int64_t(lines_.size());
        auto distances = vertical_ ? torch::zeros({n, 1, longest, cell}, torch::kUInt8)
                                   : torch::zeros({n, 1, cell, longest}, torch::kUInt8);
        std::vector<float> scale, middle;
        for (std::int64_t i = 0; i < n; ++i) {
            const Strip& strip = strips_[std::size_t(i)];
            distances[i][0]
                .slice(vertical_ ? 0 : 1, 0, strip.bytes.size(vertical_ ? 0 : 1))
                .copy_(strip.bytes);
            scale.push_back(float(double(cell) / (lines_[std::size_t(i)].line->em * width)));
            middle.push_back(float(strip.length / 2 + (vertical_ ? 0 : kGlyphBearingPx)));
        }
        const auto field = distances.to(canvas_.device()).to(torch::kFloat);
        const auto size = canvas_.column(scale);
        const auto along = (vertical_ ? windows.y : windows.x) * size + canvas_.column(middle);
        const auto across = (vertical_ ? windows.x : windows.y) * size;
        const auto u = (along * (2.0 / double(longest)) - 1).expand({n, windows.height, windows.width});
        const auto v = (across * (2.0 / double(cell))).expand({n, windows.height, windows.width});
        const auto grid = torch::stack(vertical_ ? std::vector{v, u} : std::vector{u, v}, -1);
        const auto signedPx =
            (torch::grid_sampler_2d(field, grid, 0, 0, false) - 127.5) * (kGlyphSpreadPx / 127.5);
        return (signedPx / size.unsqueeze(1) + 0.5).clamp(0, 1);
    }

    /// Darkens the ground around light lettering, lightens it around dark, only where the contrast asks for
    /// it.
    void makeReadable(const Windows& windows, const torch::Tensor& coverage) {
        const std::int64_t r = around();
        auto mask = torch::max_pool2d(coverage, 6 * r + 1, 1, 3 * r);
        mask = torch::avg_pool2d(torch::avg_pool2d(mask, 2 * r + 1, 1, r), 2 * r + 1, 1, r);
        mask = (mask * 1.6).clamp_max(1);
        std::vector<float> most, least;
        for (const auto& [page, line] : lines_) {
            const double ink = luminanceOf(line->colour);
            most.push_back(line->dark ? 1.0f : float((ink + 0.05) / kLetteringContrast - 0.05));
            least.push_back(line->dark ? float((ink + 0.05) * kLetteringContrast - 0.05) : 0.0f);
        }
        const auto under = canvas_.read(windows);
        const auto linear = under.clamp(0, 1).pow(kGamma);
        const auto luminance =
            0.2126 * linear.slice(1, 0, 1) + 0.7152 * linear.slice(1, 1, 2) + 0.0722 * linear.slice(1, 2, 3);
        const auto darker = (canvas_.column(most).unsqueeze(1) / luminance.clamp_min(1e-4)).clamp_max(1);
        const auto white =
            ((canvas_.column(least).unsqueeze(1) - luminance) / (1 - luminance).clamp_min(1e-4)).clamp(0, 1);
        const auto readable = (linear * darker + (1 - linear * darker) * white).pow(1 / kGamma);
        canvas_.write(windows, under + (readable - under) * mask);
    }

    Canvas& canvas_;
    const Atlas& atlas_;
    std::span<const LineOfPage> lines_;
    bool vertical_;
    std::vector<Strip> strips_;
};

}  // namespace

void paintLines(Canvas& canvas, const Atlas& atlas, std::span<const LineOfPage> lines) {
    if (!lines.empty()) LineGroup(canvas, atlas, lines).paint();
}

}  // namespace lacuna::training
