// See sprites.h. Stamps of one reduction are one gather, one warp and one blend.
#include "engine/training/posters/sprites.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lacuna::training {
namespace {

/// How far a light reaches from its middle, in sides.
constexpr double kGlowReach = 1.0;

std::vector<WindowPlace> placesOf(std::span<const Stamp> stamps, double width) {
    std::vector<WindowPlace> places;
    for (const Stamp& stamp : stamps) places.push_back({stamp.page, stamp.x * width, stamp.y * width});
    return places;
}

std::vector<float> tintsOf(std::span<const Stamp> stamps) {
    std::vector<float> channels;
    for (const Stamp& stamp : stamps)
        channels.insert(channels.end(), {stamp.tint.r, stamp.tint.g, stamp.tint.b});
    return channels;
}

double largestSide(std::span<const Stamp> stamps) {
    return std::ranges::max(stamps, {}, &Stamp::side).side;
}

/// Light added around the middle (screen blending), zero from kGlowReach sides on.
void paintGlows(Canvas& canvas, std::span<const Stamp> stamps) {
    std::vector<Stamp> lights;
    std::ranges::copy_if(stamps, std::back_inserter(lights), &Stamp::glows);
    if (lights.empty()) return;
    const auto width = double(canvas.width());
    const double reach = 2 * kGlowReach * largestSide(lights) * width;
    const auto windows = canvas.windows(placesOf(lights, width), reach, reach);
    std::vector<float> inverse;
    for (const Stamp& light : lights) inverse.push_back(float(1 / (kGlowReach * light.side * width)));
    const auto distance = (windows.x.square() + windows.y.square()).sqrt() * canvas.column(inverse);
    const auto strength = (1 - distance).clamp_min(0).square().unsqueeze(1) * 0.85;
    const auto tint = canvas.colours(tintsOf(lights));
    const auto light = (tint + (1 - tint) * 0.35) * strength;
    const auto under = canvas.read(windows);
    canvas.write(windows, under + light * (1 - under));
}

/// An ellipse under the feet, darkest in its middle.
void paintContactShadows(Canvas& canvas, std::span<const Stamp> stamps) {
    std::vector<Stamp> standing;
    std::ranges::copy_if(stamps, std::back_inserter(standing),
                         [](const Stamp& stamp) { return stamp.shadow == Shadow::Contact; });
    if (standing.empty()) return;
    const auto width = double(canvas.width());
    std::vector<float> inverse;
    auto places = placesOf(standing, width);
    for (std::size_t i = 0; i < standing.size(); ++i) {
        const double side = standing[i].side * width;
        places[i].x += 0.05 * side;
        places[i].y += 0.44 * side;
        inverse.push_back(float(1 / (0.62 * side)));
    }
    const double reach = 1.24 * largestSide(standing) * width;
    const auto windows = canvas.windows(places, reach, 0.3 * reach);
    const auto scale = canvas.column(inverse);
    const auto distance = ((windows.x * scale).square() + (windows.y * scale * 4.2).square()).sqrt();
    const auto darkness = (1 - distance).clamp_min(0).square().unsqueeze(1) * 0.75;
    canvas.write(windows, canvas.read(windows) * (1 - darkness));
}

class StampGroup {
  public:
    StampGroup(Canvas& canvas, const Atlas& atlas, std::span<const Stamp> stamps, std::size_t level)
        : canvas_(canvas), atlas_(atlas), stamps_(stamps), level_(level) {}

    void paint() {
        const auto width = double(canvas_.width());
        const std::int64_t soft = std::max<std::int64_t>(1, canvas_.width() / 40);
        const bool shadowed =
            std::ranges::any_of(stamps_, [](const Stamp& s) { return s.shadow == Shadow::Soft; });
        // Turned squares, and a shadow that falls by `soft` and is softened over 2 * `soft` pixels.
        double reach = 0;
        for (const Stamp& stamp : stamps_) {
            const double angle = stamp.angle * M_PI / 180;
            reach =
                std::max(reach, stamp.side * width * (std::abs(std::cos(angle)) + std::abs(std::sin(angle))));
        }
        reach += shadowed ? double(6 * soft) + 2 : 2;
        const auto windows = canvas_.windows(placesOf(stamps_, width), reach, reach);
        const auto planes = sample(windows, width);
        const auto alpha = planes.slice(1, 4, 5) * opacity();
        const auto colour =
            (planes.slice(1, 0, 3) + planes.slice(1, 3, 4) * canvas_.colours(tintsOf(stamps_))) * opacity();
        const auto bare = shadowed ? (1 - alpha) * (1 - shadow(alpha, soft)) : 1 - alpha;
        canvas_.write(windows, canvas_.read(windows) * bare + colour);
    }

  private:
    torch::Tensor opacity() const {
        std::vector<float> values;
        for (const Stamp& stamp : stamps_) values.push_back(float(stamp.opacity));
        return canvas_.column(values).unsqueeze(1);
    }
    torch::Tensor sample(const Windows& windows, double width) const {
        std::vector<std::int64_t> drawings;
        std::vector<float> cosine, sine, flip;
        for (const Stamp& stamp : stamps_) {
            const double angle = stamp.angle * M_PI / 180, half = stamp.side * width / 2;
            drawings.push_back(stamp.drawing);
            cosine.push_back(float(std::cos(angle) / half));
            sine.push_back(float(std::sin(angle) / half));
            flip.push_back(stamp.mirrored ? -1.0f : 1.0f);
        }
        const auto picture =
            atlas_.drawings[level_].index_select(0, torch::tensor(drawings).to(canvas_.device()));
        const auto c = canvas_.column(cosine), s = canvas_.column(sine);
        const auto grid = torch::stack(
            {(windows.x * c + windows.y * s) * canvas_.column(flip), windows.y * c - windows.x * s},
            -1);  // [n, h, w, 2] in -1..1
        return torch::grid_sampler_2d(picture, grid, 0, 0, false);
    }
    torch::Tensor shadow(const torch::Tensor& alpha, std::int64_t soft) const {
        std::vector<float> strength;
        for (const Stamp& stamp : stamps_) strength.push_back(stamp.shadow == Shadow::Soft ? 0.34f : 0.0f);
        const auto fallen = torch::constant_pad_nd(alpha, {soft / 2, -soft / 2, soft, -soft}, 0);
        return soften(soften(fallen, soft), soft) * canvas_.column(strength).unsqueeze(1);
    }

    Canvas& canvas_;
    const Atlas& atlas_;
    std::span<const Stamp> stamps_;
    std::size_t level_;
};

}  // namespace

void paintStamps(Canvas& canvas, const Atlas& atlas, std::span<const Stamp> stamps) {
    if (stamps.empty()) return;
    paintGlows(canvas, stamps);
    paintContactShadows(canvas, stamps);
    // Drawings much larger than their place are taken from a reduction, or their edges would be ragged.
    std::vector<std::vector<Stamp>> levels(atlas.drawings.size());
    for (const Stamp& stamp : stamps) {
        const double pixels = stamp.side * double(canvas.width());
        std::size_t level = 0;
        while (level + 1 < levels.size() && double(atlas.drawings[level].size(-1)) > 1.6 * pixels) ++level;
        levels[level].push_back(stamp);
    }
    for (std::size_t level = 0; level < levels.size(); ++level) {
        if (!levels[level].empty()) StampGroup(canvas, atlas, levels[level], level).paint();
    }
}

}  // namespace lacuna::training
