// See lettering.h. A line's glyphs are laid side by side in a strip of distances, which is sampled where the
// page's pixels lie (Green, Improved Alpha-Tested Magnification, SIGGRAPH 2007).
#include "engine/training/posters/lettering.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

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
    const auto advances = atlas.advances.accessor<std::int64_t, 2>();
    std::vector<std::pair<int, int>> placed;  // glyph, pen
    double pen = 0, end = 0;
    for (const char32_t character : line.text) {
        const auto found = atlas.glyphOf.find(character);
        if (found == atlas.glyphOf.end()) continue;
        placed.emplace_back(found->second, int(std::lround(pen)));
        pen += line.vertical ? cell : double(advances[face][found->second]);
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

/// Lines of different pages and the same direction, one row each.
class LineGroup {
  public:
    LineGroup(Canvas& canvas, const Atlas& atlas, std::vector<std::int64_t> pages,
              std::vector<LineOnPage> lines)
        : canvas_(canvas), atlas_(atlas), lines_(std::move(lines)), vertical_(lines_.front().vertical) {
        const auto width = double(canvas_.width()), margin = double(2 * reach() + 4);
        std::vector<WindowPlace> places;
        double along = 1, across = 1;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const LineOnPage& line = lines_[i];
            strips_.push_back(stripOf(line, atlas_));
            places.push_back({pages[i], line.x * width, line.y * width});
            const double em = line.em * width;
            along = std::max(along, strips_.back().length * em / atlas_.cellPx() + em * 0.2);
            across = std::max(across, em * 1.05);
        }
        windows_ = canvas_.windows(places, (vertical_ ? across : along) + margin,
                                   (vertical_ ? along : across) + margin);
        coverage_ = cover(width);
    }

    /// Darkens the ground around light lettering, lightens it around dark, as much as it asks for near the
    /// letters, fading out over twice the blur's width.
    void paintVeil() {
        std::vector<float> tone, bound;
        for (const LineOnPage& line : lines_) {
            const double ink = luminanceOf(line.colour) + 0.05,
                         contrast = line.em < kSmallEm ? kSmallLetteringContrast : kLetteringContrast;
            tone.push_back(line.dark ? 1.0f : 0.0f);
            const double luminance = line.dark ? ink * contrast - 0.05 : ink / contrast - 0.05;
            bound.push_back(float(std::pow(std::clamp(luminance, 0.0, 1.0), 1 / kGamma)));
        }
        const auto towards = canvas_.column(tone).unsqueeze(1), limit = canvas_.column(bound).unsqueeze(1);
        const auto under = canvas_.read(windows_);
        // Brightness as a grey of the same luminance, with the gamma 2 for cheapness: of greys it is exact.
        const auto square = under.square();
        const auto bright =
            (0.2126 * square.slice(1, 0, 1) + 0.7152 * square.slice(1, 1, 2) + 0.0722 * square.slice(1, 2, 3))
                .sqrt_();
        const auto lack = [&](const torch::Tensor& light) {
            return ((limit - light) / (towards - light + (towards - 0.5) * 1e-3)).clamp_(0, 1);
        };
        const auto needed = lack(bright);
        const std::int64_t step = std::min<std::int64_t>(2, std::min(windows_.width, windows_.height)),
                           close = std::max<std::int64_t>(1, around() / 4);
        const auto full = [&](const torch::Tensor& image) {
            return torch::upsample_bilinear2d(image, {windows_.height, windows_.width}, false);
        };
        const auto letters = torch::max_pool2d(coverage_, step, step, 0, 1, true);
        // What the ground asks for on average, far around the letters.
        auto wide = soften(torch::avg_pool2d(needed, step, step, 0, true, false), 2 * blur());
        wide = widen(wide * widen(letters, close), 3 * blur());
        for (int pass = 0; pass < 3; ++pass) wide = soften(wide, blur());
        auto veil = full(wide);
        // What single pixels ask for beyond that, a petal's or a wave's, just there.
        const auto veiled = bright + (towards - bright) * veil;
        veil = veil + (1 - veil) * lack(veiled) * full(soften(widen(letters, 2 * close), close));
        canvas_.write(windows_, under + (towards - under) * veil);
    }

    void paintLetters() {
        std::vector<float> colours;
        for (const LineOnPage& line : lines_)
            colours.insert(colours.end(), {line.colour.r, line.colour.g, line.colour.b});
        canvas_.blend(windows_, canvas_.colours(colours) * coverage_, coverage_);
    }

  private:
    /// A step of the veil's size, in pixels.
    std::int64_t around() const { return std::max<std::int64_t>(2, canvas_.width() / 64); }
    /// Radius of one of the blur's three passes, in pixels of half the page's size.
    std::int64_t blur() const { return std::max<std::int64_t>(1, around() / 2); }
    /// How far from a letter a veil ends, in pixels.
    std::int64_t reach() const { return 2 * (6 * blur() + around() / 4 + 2); }

    torch::Tensor cover(double width) const {
        const std::int64_t cell = atlas_.cellPx();
        std::int64_t longest = cell;
        for (const Strip& strip : strips_) longest = std::max(longest, strip.bytes.size(vertical_ ? 0 : 1));
        const auto n = std::int64_t(lines_.size());
        auto distances = vertical_ ? torch::zeros({n, 1, longest, cell}, torch::kUInt8)
                                   : torch::zeros({n, 1, cell, longest}, torch::kUInt8);
        std::vector<float> scale, middle, weight;
        for (std::int64_t i = 0; i < n; ++i) {
            const Strip& strip = strips_[std::size_t(i)];
            const double em = lines_[std::size_t(i)].em * width;
            distances[i][0]
                .slice(vertical_ ? 0 : 1, 0, strip.bytes.size(vertical_ ? 0 : 1))
                .copy_(strip.bytes);
            scale.push_back(float(double(cell) / em));
            middle.push_back(float(strip.length / 2 + (vertical_ ? 0 : kGlyphBearingPx)));
            // Strokes thinner than a pixel would be pale: they are widened.
            weight.push_back(float(0.5 + std::clamp(0.03 * (24 - em), 0.0, 0.3)));
        }
        const auto field = distances.to(canvas_.device()).to(torch::kFloat);
        const auto size = canvas_.column(scale);
        const auto along = (vertical_ ? windows_.y : windows_.x) * size + canvas_.column(middle);
        const auto across = (vertical_ ? windows_.x : windows_.y) * size;
        const auto u = (along * (2.0 / double(longest)) - 1).expand({n, windows_.height, windows_.width});
        const auto v = (across * (2.0 / double(cell))).expand({n, windows_.height, windows_.width});
        const auto grid = torch::stack(vertical_ ? std::vector{v, u} : std::vector{u, v}, -1);
        const auto signedPx =
            (torch::grid_sampler_2d(field, grid, 0, 0, false) - 127.5) * (kGlyphSpreadPx / 127.5);
        return (signedPx / size.unsqueeze(1) + canvas_.column(weight).unsqueeze(1)).clamp(0, 1);
    }

    Canvas& canvas_;
    const Atlas& atlas_;
    std::vector<LineOnPage> lines_;
    bool vertical_;
    std::vector<Strip> strips_;
    Windows windows_;
    torch::Tensor coverage_;
};

}  // namespace

void paintLines(Canvas& canvas, const Atlas& atlas, std::span<const LineOfPage> lines) {
    // The k-th rows of all pages that run in one direction are a group.
    struct Members {
        std::vector<std::int64_t> pages;
        std::vector<LineOnPage> rows;
    };
    std::map<std::pair<int, bool>, Members> members;
    std::map<std::int64_t, int> ranks;
    for (const auto& [page, line] : lines) {
        if (line->text.empty() || line->em <= 0) continue;
        for (auto& row : rowsOf(*line, atlas.names)) {
            Members& group = members[{ranks[page]++, row.vertical}];
            group.pages.push_back(page);
            group.rows.push_back(std::move(row));
        }
    }
    std::vector<LineGroup> groups;
    groups.reserve(members.size());
    for (auto& [key, group] : members)
        groups.emplace_back(canvas, atlas, std::move(group.pages), std::move(group.rows));
    for (LineGroup& group : groups) group.paintVeil();
    for (LineGroup& group : groups) group.paintLetters();
}

}  // namespace lacuna::training
