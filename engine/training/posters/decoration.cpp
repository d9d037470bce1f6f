// See decoration.h. Where ornaments lie comes from the scene's seed alone, so no edit of words or subjects
// moves them.
#include "engine/training/posters/decoration.h"

#include <algorithm>
#include <cmath>

#include "engine/training/posters/random.h"
#include "engine/training/posters/sprites.h"

namespace lacuna::training {
namespace {

constexpr double kFrameInset = 0.028;

Rgb between(const Rgb& a, const Rgb& b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

/// The palette's accent, moved away from the ground where the two are alike.
Rgb accentOf(const Scene& scene) {
    const GroundColours& colours = coloursOf(scene.background, scene.palette);
    const double ground = groundLuminance(scene.background, scene.palette, 0.2);
    if (contrastOf(luminanceOf(colours.accent), ground) > 1.35) return colours.accent;
    const float end = ground < 0.4 ? 1.0f : 0.25f;
    return between(colours.accent, {end, end, end}, 0.5f);
}

std::vector<Stamp> ornamentsOf(const Scene& scene, const Atlas& atlas) {
    std::vector<Stamp> stamps;
    if (atlas.ornaments.empty()) return stamps;
    Random random(scene.seed, 0xDEC0);
    const Rgb accent = accentOf(scene);
    const auto add = [&](Ornament ornament, const Rgb& tint, double x, double y, double side, double angle) {
        Stamp stamp;
        stamp.drawing = atlas.ornaments[std::size_t(ornament)];
        stamp.tint = tint;
        stamp.x = x;
        stamp.y = y;
        stamp.side = side;
        stamp.angle = angle;
        stamps.push_back(stamp);
        return &stamps.back();
    };
    switch (scene.decoration) {
        case Decoration::Clouds:
            for (int i = 0; i < 5; ++i) {
                const double side = random.uniform(0.2, 0.34),
                             x = i % 2 ? random.uniform(0.78, 1.02) : random.uniform(-0.02, 0.22);
                Stamp* stamp = add(Ornament::Cloud, accent, x,
                                   scene.aspect * (0.1 + 0.2 * i + random.uniform(-0.06, 0.06)), side, 0);
                stamp->mirrored = i % 2 == 1;
                stamp->opacity = 0.75;
            }
            break;
        case Decoration::Petals:
            for (int i = 0; i < 22; ++i) {
                const double x = random.uniform(), y = random.uniform() * scene.aspect;
                const Rgb tint = between({0.96f, 0.62f, 0.7f}, accent, float(random.uniform(0, 0.5)));
                add(Ornament::Petal, tint, x, y, random.uniform(0.03, 0.07), random.uniform(0, 360))
                    ->opacity = random.uniform(0.65, 1);
            }
            break;
        case Decoration::Stars:
            for (int i = 0; i < 18; ++i) {
                const double x = random.uniform(), y = random.uniform() * scene.aspect;
                add(Ornament::Star, between(accent, {1, 0.95f, 0.8f}, 0.3f), x, y,
                    random.uniform(0.025, 0.075), random.uniform(-15, 15));
            }
            break;
        case Decoration::Corners:
            for (int corner = 0; corner < 4; ++corner) {
                const double side = 0.2, inset = 0.025 + side / 2;
                const bool right = corner % 2 == 1, low = corner >= 2;
                // The drawing fills the upper left corner; a quarter turn brings it to the next one.
                add(Ornament::Corner, accent, right ? 1 - inset : inset, low ? scene.aspect - inset : inset,
                    side, right ? (low ? 180 : 90) : (low ? 270 : 0));
            }
            break;
        default:
            break;
    }
    return stamps;
}

/// 1 inside, 0 outside, over one pixel.
torch::Tensor edge(const torch::Tensor& pixels) {
    return (pixels + 0.5).clamp(0, 1);
}

void paintFormula(Canvas& canvas, const Scene& scene, std::int64_t page) {
    const auto width = double(canvas.width()), height = double(canvas.height());
    const auto windows = canvas.windows({{page, width / 2, height / 2}}, width, height);
    const Rgb accent = accentOf(scene);
    const auto colour = canvas.colours({accent.r, accent.g, accent.b});
    torch::Tensor alpha;
    if (scene.decoration == Decoration::Frame) {
        // A broad line and a thin one inside it.
        const auto toEdge = torch::minimum(width / 2 - windows.x.abs(), height / 2 - windows.y.abs());
        const auto line = [&](double inset, double half) {
            return edge(half * width - (toEdge - inset * width).abs());
        };
        alpha = torch::maximum(line(kFrameInset, 0.0045), line(kFrameInset + 0.013, 0.0014)) * 0.92;
    } else {
        Random random(scene.seed, 0xA1A5);
        const double x = random.uniform(-0.3, 0.3) * width, y = random.uniform(-0.1, 0.12) * height;
        const double count = 9 + random.below(6), phase = random.uniform(0, 2 * M_PI);
        const auto angle = torch::atan2(windows.y - y, windows.x - x);
        const auto ray = (torch::sin(angle * count + phase) * 3 + 0.5).clamp(0, 1);
        const auto distance = ((windows.x - x).square() + (windows.y - y).square()).sqrt();
        alpha = ray * (1 - distance / (1.1 * std::hypot(width, height))).clamp_min(0) * 0.26;
    }
    alpha = alpha.unsqueeze(1);
    canvas.blend(windows, colour * alpha, alpha);
}

}  // namespace

void paintDecorations(Canvas& canvas, const Atlas& atlas, std::span<const Scene> scenes) {
    std::vector<std::vector<Stamp>> ornaments;
    std::size_t most = 0;
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        ornaments.push_back(ornamentsOf(scenes[i], atlas));
        most = std::max(most, ornaments.back().size());
        if (scenes[i].decoration == Decoration::Frame || scenes[i].decoration == Decoration::Rays)
            paintFormula(canvas, scenes[i], std::int64_t(i));
    }
    for (std::size_t slot = 0; slot < most; ++slot) {
        std::vector<Stamp> stamps;
        for (std::size_t i = 0; i < ornaments.size(); ++i) {
            if (ornaments[i].size() <= slot) continue;
            stamps.push_back(ornaments[i][slot]);
            stamps.back().page = std::int64_t(i);
        }
        paintStamps(canvas, atlas, stamps);
    }
}

}  // namespace lacuna::training
