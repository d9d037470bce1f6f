// Grounds that people make: skyline, paper, stripes, lights out of focus, shapes, a room.
#include <algorithm>

#include "engine/training/posters/ground_page.h"

namespace lacuna::training {

torch::Tensor paintSkyline(GroundPage& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&GroundColours::accent), dark = page.colour(&GroundColours::top) * 0.55;
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

torch::Tensor paintPaper(GroundPage& page) {
    auto picture = page.gradient();
    const auto fibre =
        (page.stretch(page.field(220, 60), true) - 0.5) * 0.035 + (page.clouds(20, 14) - 0.5) * 0.06;
    picture = (picture + fibre).clamp(0, 1);
    const auto edge =
        torch::minimum(torch::minimum(page.x, 1 - page.x), torch::minimum(page.y, page.bottom - page.y));
    const auto frame = step(0.006 - (edge - 0.03).abs(), 0.006);
    return mix(picture, page.colour(&GroundColours::accent), frame * 0.8);
}

torch::Tensor paintStripes(GroundPage& page) {
    const auto angle = page.draw(0.4, 1.2), period = page.draw(0.1, 0.22);
    const auto phase = (page.x * torch::cos(angle) + page.y * torch::sin(angle)) / period;
    const auto band = step(torch::sin(phase * 6.2832) * period / 6.2832, 0.008);
    return mix(page.gradient(), page.colour(&GroundColours::accent), band * 0.55);
}

torch::Tensor paintBokeh(GroundPage& page) {
    auto picture = page.gradient() * (0.8 + 0.4 * page.clouds(3, 2));
    const auto accent = page.colour(&GroundColours::accent);
    Canvas canvas = page.canvasOf(picture);
    const double px = page.widthPx();
    for (int disc = 0; disc < 22; ++disc) {
        const auto cx = page.numbers(0, 1), cy = page.numbers(0, page.bottom),
                   radius = disc < 6 ? page.numbers(0.09, 0.17) : page.numbers(0.02, 0.08),
                   light = page.numbers(0.08, 0.34), white = page.numbers(0, 0.3);
        std::vector<WindowPlace> places;
        std::vector<float> radii, lights, whites;
        for (std::size_t i = 0; i < cx.size(); ++i) {
            places.push_back({std::int64_t(i), cx[i] * px, cy[i] * px});
            radii.push_back(float(radius[i]));
            lights.push_back(float(light[i]));
            whites.push_back(float(white[i]));
        }
        // At 1.5 radii the rim is gone; the edge is soft over 0.03.
        const double reach = 2 * (1.5 * std::ranges::max(radius) + 0.015) * px;
        const auto windows = canvas.windows(places, reach, reach);
        const auto distance = (windows.x.square() + windows.y.square()).sqrt() / px, r = canvas.column(radii);
        const auto rim = torch::exp(-((distance - r * 0.9) / (r * 0.14)).square()) * 0.12;
        const auto glow = (step(r - distance, 0.03) * canvas.column(lights) + rim) * (disc < 6 ? 0.5 : 1.0);
        const auto tint = accent + (1 - accent) * canvas.column(whites).unsqueeze(1);
        const auto under = canvas.read(windows);
        // Light adds up without burning out.
        canvas.write(windows, under + tint * glow.unsqueeze(1) * (1 - under));
    }
    return picture.clamp(0, 1);
}

torch::Tensor paintGeometric(GroundPage& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&GroundColours::accent), soft = page.colour(&GroundColours::bottom);
    const auto disc = [&](const torch::Tensor& cx, const torch::Tensor& cy) {
        return ((page.x - cx).pow(2) + (page.y - cy).pow(2)).sqrt();
    };
    const auto side = (page.draw(0, 1) > 0.5).to(torch::kFloat);
    const auto big = disc(0.02 + 0.96 * side, page.bottom * page.draw(0.62, 0.9));
    const auto radius = page.draw(0.34, 0.5);
    picture = mix(picture, torch::lerp(soft, accent, 0.55), step(radius - big, 0.005));
    picture = mix(picture, torch::lerp(soft, accent, 0.2), step(radius * 0.62 - big, 0.005));
    const auto small = disc(0.95 - 0.9 * side, page.bottom * page.draw(0.3, 0.5));
    picture = mix(picture, accent, step(page.draw(0.06, 0.1) - small, 0.005) * 0.9);
    const auto ring = (small - page.draw(0.14, 0.2)).abs();
    picture = mix(picture, accent, step(0.006 - ring, 0.005) * 0.7);
    // A field of dots, and a band rising across the foot.
    const auto cell = [](const torch::Tensor& v) { return (v * 26).frac() - 0.5; };
    const auto dot = (cell(page.x).pow(2) + cell(page.y).pow(2)).sqrt();
    const auto patch =
        ((page.x - (0.12 + 0.5 * side)).abs() < 0.12) & ((page.y - page.bottom * 0.86).abs() < 0.1);
    picture = mix(picture, accent, step(0.17 - dot, 0.12) * patch.to(torch::kFloat) * 0.8);
    const auto band = page.y + (page.x - 0.5) * (0.9 - 1.8 * side) - page.bottom * page.draw(0.98, 1.06);
    return mix(picture, accent * 0.82, step(0.05 - band.abs(), 0.005) * 0.85);
}

torch::Tensor paintInterior(GroundPage& page) {
    const double table = 0.6 * page.bottom;
    const auto wall = page.colour(&GroundColours::top), lit = page.colour(&GroundColours::bottom),
               top = page.colour(&GroundColours::accent);
    const auto marble = page.isPalette(1), lamp = page.isPalette(2);
    // The room out of focus: a bright window, or a lamp's cone of light, and blurred shapes before it.
    const auto cx = page.draw(0.2, 0.8), half = page.draw(0.2, 0.3);
    const auto soft = [](const torch::Tensor& v) { return torch::sigmoid(v / 0.035); };
    const auto window =
        soft(half - (page.x - cx).abs()) * soft(page.y + 0.1) * soft(0.42 * page.bottom - page.y);
    const auto bars = 1 - 0.5 * torch::exp(-((page.x - cx) / 0.022).pow(2)) -
                      0.5 * torch::exp(-((page.y - 0.2 * page.bottom) / 0.022).pow(2));
    const auto cone = torch::exp(-(((page.x - cx) / 0.34).pow(2) + ((page.y - 0.1) / 0.5).pow(2)));
    const auto light = window * bars * (1 - lamp) + cone * lamp;
    auto picture =
        torch::lerp(wall, lit + (1 - lit) * 0.5 * (1 - lamp), light.expand({page.count(), 3, -1, -1}));
    for (int blur = 0; blur < 5; ++blur) {
        const auto bx = page.draw(0, 1), by = table - page.draw(0, 0.16), size = page.draw(0.05, 0.13);
        const auto distance = (((page.x - bx) / size).pow(2) + ((page.y - by) / (size * 1.3)).pow(2));
        const auto tone = torch::lerp(wall * 0.62, top, page.draw(0, 0.7));
        picture = mix(picture, tone, torch::exp(-distance.pow(2)) * 0.5);
    }
    // The table: grain that runs across, or veins; sharper and darker towards the front.
    const auto near = ((page.y - table) / (page.bottom - table)).clamp(0, 1);
    const auto wood = (page.stretch(page.field(90, 4), true) - 0.5) * 0.16 +
                      (page.stretch(page.field(220, 10), true) - 0.5) * 0.09;
    const auto veins =
        -torch::exp(-((page.clouds(4, 3) - 0.5) / 0.012).pow(2)) * 0.1 + (page.clouds(3, 2) - 0.5) * 0.06;
    const auto texture = (wood * (1 - marble) + veins * marble) * (0.35 + 0.65 * near);
    const auto sheen = torch::exp(-((page.x - cx) / 0.4).pow(2)) * (1 - near) * (0.26 - 0.12 * lamp);
    const auto surface = (top * (1.06 - 0.3 * near) + texture + sheen).clamp(0, 1);
    return mix(picture, surface, torch::sigmoid((page.y - table) / 0.006)).clamp(0, 1);
}

}  // namespace lacuna::training
