// Grounds of the open air: sky, night, mountains, waves, garden, lake.
#include "engine/training/posters/ground_page.h"

namespace lacuna::training {

torch::Tensor paintSky(GroundPage& page) {
    const auto cover = ((page.clouds(5, 3) - page.draw(0.46, 0.56)) * 5).clamp(0, 1);
    return mix(page.gradient(), page.colour(&GroundColours::accent), cover * 0.75);
}

torch::Tensor paintNight(GroundPage& page) {
    auto picture = page.gradient();
    const auto accent = page.colour(&GroundColours::accent);
    const auto veil = torch::exp(-((page.y - page.draw(0.3, 0.8) - (page.clouds(2, 3) - 0.5)) / 0.22).pow(2));
    picture = mix(picture, accent, veil * 0.22);
    const auto stars = page.stretch(torch::relu(page.field(216, 144) - 0.991) / 0.009, true).clamp(0, 1);
    return mix(picture, torch::ones_like(accent), stars * 0.9);
}

torch::Tensor paintMountains(GroundPage& page) {
    auto picture = page.gradient();
    const auto sky = page.colour(&GroundColours::bottom), rock = page.colour(&GroundColours::accent);
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

torch::Tensor paintWaves(GroundPage& page) {
    auto picture =
        page.colour(&GroundColours::top).expand({page.count(), 3, page.y.size(2), page.x.size(3)}).clone();
    const auto deep = page.colour(&GroundColours::bottom), foam = page.colour(&GroundColours::accent),
               light = page.colour(&GroundColours::top);
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

torch::Tensor paintGarden(GroundPage& page) {
    auto picture = page.gradient(0.7);
    const auto cover = ((page.clouds(5, 3) - page.draw(0.5, 0.56)) * 5).clamp(0, 1);
    picture = mix(picture, torch::ones_like(picture), cover * 0.6);
    const auto grass = page.colour(&GroundColours::accent), haze = page.colour(&GroundColours::bottom);
    for (int hill = 0; hill < 3; ++hill) {
        const auto ridge = page.bottom * (0.6 + 0.11 * hill) +
                           0.05 * torch::sin(page.x * page.draw(2.5, 5) + page.draw(0, 6.28)) +
                           (page.stretch(page.field(1, 40), true) - 0.5) * 0.012;
        const auto depth = ((page.y - ridge) / 0.5).clamp(0, 1);
        const auto light = torch::lerp(haze, grass, 0.55 + 0.2 * hill) * (1.02 - 0.3 * depth);
        const auto blades = (page.stretch(page.field(160, 48), true) - 0.5) * 0.07;
        picture = mix(picture, (light + blades).clamp(0, 1), step(page.y - ridge, 0.008));
    }
    // Flowers: bright spots, denser and larger in the foreground.
    const auto near = ((page.y / page.bottom - 0.8) / 0.2).clamp(0, 1);
    const auto spots = page.stretch(torch::relu(page.field(90, 60) - 0.94) / 0.06, true).clamp(0, 1);
    const auto tint = page.stretch(page.field(15, 10), false);
    const auto petal = torch::cat({0.8 + 0.2 * tint, 0.45 + 0.5 * tint, 0.5 + 0.1 * tint}, 1);
    return mix(picture, petal, (spots * 1.6).clamp(0, 1) * near);
}

torch::Tensor paintLake(GroundPage& page) {
    const auto horizon = page.bottom * page.draw(0.56, 0.62);
    auto picture = page.gradient(0.6);
    const auto night = page.isPalette(0), accent = page.colour(&GroundColours::accent);
    const auto stars = page.stretch(torch::relu(page.field(216, 144) - 0.993) / 0.007, true).clamp(0, 1);
    picture = mix(picture, torch::ones_like(picture), stars * night * 0.9);
    const auto low = page.colour(&GroundColours::bottom), high = page.colour(&GroundColours::top);
    for (int layer = 0; layer < 2; ++layer) {
        const auto ridge = horizon -
                           (0.12 - 0.06 * layer) * page.stretch(page.field(1, 7), true).clamp(0, 1) -
                           0.012 * page.stretch(page.field(1, 30), true);
        picture = mix(picture, torch::lerp(low, high * 0.6, 0.35 + 0.4 * layer), step(page.y - ridge, 0.006));
    }
    const auto below = ((page.y - horizon) / (page.bottom - horizon)).clamp(0, 1);
    auto water = torch::lerp(low * 0.78, high * 0.82, below.expand({page.count(), 3, -1, page.x.size(3)}));
    const auto ripples = page.stretch(page.field(150, 9), true) - 0.5;
    water = water + ripples * 0.06 * (0.4 + below);
    const auto path = torch::exp(-((page.x - page.draw(0.35, 0.65)) / (0.1 + 0.14 * below)).pow(2));
    const auto glitter = ((page.stretch(page.field(110, 14), true) - 0.52) * 6).clamp(0, 1);
    water = mix(water, accent, path * glitter * 0.75);
    return mix(picture, water.clamp(0, 1), step(page.y - horizon, 0.004));
}

}  // namespace lacuna::training
