// See grounds.h.
#include "engine/training/posters/grounds.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lacuna::training {
namespace {

constexpr Rgb rgb(int hex) {
    return {float(hex >> 16 & 255) / 255, float(hex >> 8 & 255) / 255, float(hex & 255) / 255};
}

struct Ground {
    const char* english;
    const char* chinese;
    GroundColours colours;
    Rgb upper, lower;  ///< what the painted page looks like at its top and bottom, on average
};

Ground ground(const char* english, const char* chinese, int top, int bottom, int accent, int upper,
              int lower) {
    return {english, chinese, {rgb(top), rgb(bottom), rgb(accent)}, rgb(upper), rgb(lower)};
}

const std::array<std::array<Ground, kPalettes>, kBackgrounds>& grounds() {
    static const std::array<std::array<Ground, kPalettes>, kBackgrounds> list{{
        {ground("blue sky", "蓝天", 0x3f8fdc, 0xcdeafb, 0xffffff, 0x5c9fe0, 0xcdeafb),
         ground("sunset sky", "晚霞", 0x4a3a78, 0xf5955a, 0xffc98f, 0x5a4678, 0xee9060),
         ground("pink dawn", "粉色清晨", 0xf3b6c8, 0xfdeede, 0xffffff, 0xf5c0cf, 0xfdeede)},
        {ground("starry night", "星夜", 0x070c26, 0x1f3a72, 0xfff6d8, 0x070c26, 0x1f3a72),
         ground("purple night", "紫色夜空", 0x190a38, 0x6a3a8c, 0xffe3ff, 0x190a38, 0x6a3a8c),
         ground("green aurora", "绿色极光", 0x04161e, 0x0f4a4a, 0x5bf0a0, 0x04161e, 0x0f4a4a)},
        {ground("city at night", "城市夜景", 0x0b1030, 0x36386e, 0xffd878, 0x0b1030, 0x1c1c34),
         ground("city at dusk", "黄昏城市", 0x4c2c58, 0xf08a56, 0xffe0a0, 0x5c3858, 0x301c34),
         ground("city in the morning", "清晨城市", 0x9fc8ea, 0xf6ead8, 0xfff8e8, 0xa8ceea, 0x4c6478)},
        {ground("blue mountains", "青山", 0x7fb2dc, 0xe4f0f4, 0x1f5a72, 0x8cbae0, 0x5c8698),
         ground("misty mountains", "云雾山峦", 0xdfe4ea, 0xf6f4ee, 0x5c7484, 0xe2e6ea, 0x98a6b0),
         ground("red mountains", "红色山峦", 0xf0a070, 0xfbe0b8, 0x8c2a34, 0xf0a878, 0xb06058)},
        {ground("blue waves", "蓝色海浪", 0x9cd0ee, 0x12488c, 0xf4fbff, 0x9cd0ee, 0x2a62a0),
         ground("green waves", "绿色海浪", 0xb8e6d8, 0x0e5c5c, 0xf2fff8, 0xb8e6d8, 0x2a7674),
         ground("red waves", "红色波浪", 0xf6c88c, 0x96242c, 0xfff0d4, 0xf6c88c, 0xa43c40)},
        {ground("rice paper", "宣纸", 0xf1e7d2, 0xe8dabf, 0xb08a58, 0xf1e7d2, 0xe8dabf),
         ground("red paper", "红纸", 0xbe2a24, 0x93171a, 0xe8b24a, 0xbe2a24, 0x93171a),
         ground("kraft paper", "牛皮纸", 0xd8b78e, 0xc8a27a, 0x6a4628, 0xd8b78e, 0xc8a27a)},
        {ground("orange stripes", "橙色条纹", 0xf0803c, 0xd85a28, 0xf8b060, 0xf08c48, 0xe07034),
         ground("green stripes", "绿色条纹", 0x2f8a66, 0x1c6450, 0x63b88a, 0x388c68, 0x287458),
         ground("purple stripes", "紫色条纹", 0x6a48a8, 0x462c80, 0x9a78d0, 0x7452ae, 0x543a8c)},
        {ground("warm lights", "暖色光斑", 0x2a140c, 0x6a3416, 0xffbc60, 0x3a1e12, 0x74401e),
         ground("blue lights", "蓝色光斑", 0x081430, 0x143a70, 0x78c0ff, 0x101e3c, 0x204878),
         ground("pink lights", "粉色光斑", 0x2c0c24, 0x702c58, 0xff9cc8, 0x3a1630, 0x783860)},
        {ground("coral shapes", "珊瑚色几何", 0xfbe9dd, 0xf8d5c4, 0xe8634a, 0xfae4d6, 0xf4c4b0),
         ground("teal shapes", "青色几何", 0x0f4c5c, 0x12596a, 0xf2b84b, 0x12505f, 0x1a5e6c),
         ground("violet shapes", "紫罗兰几何", 0xece6fb, 0xd9cdf6, 0x6a4bc4, 0xe8e1fa, 0xcdbef0)},
        {ground("spring meadow", "春天草地", 0xbfe3f5, 0xf2f8e4, 0x6fae4e, 0xc6e6f4, 0x5c9844),
         ground("summer garden", "夏日花园", 0x8fd0f0, 0xe6f6ea, 0x2f8f5b, 0x98d4f0, 0x2c8050),
         ground("autumn field", "秋日田野", 0xf6d9a0, 0xfdf0d0, 0xcf8a34, 0xf6dca8, 0xb4742c)},
        {ground("moonlit lake", "月下湖面", 0x0a1636, 0x2f5a8c, 0xf6ecc4, 0x0c1a3a, 0x1a3a64),
         ground("lake at dawn", "清晨湖面", 0xa9cbe6, 0xf8e3d0, 0xffffff, 0xb0cfe6, 0xa4c0d4),
         ground("lake at sunset", "夕阳湖面", 0x5a3a72, 0xf79a62, 0xffe0a8, 0x644074, 0x64446c)},
        {ground("wooden table by a window", "窗边木桌", 0xd9cdb8, 0xf1e6d2, 0x9a6a3e, 0xdcd0bc, 0x8c6038),
         ground("white marble table", "白色大理石桌", 0x9fb4b8, 0xcfdcdc, 0xe9e8e4, 0xa4b8bc, 0xe0e0dc),
         ground("dark table in lamplight", "灯下深色木桌", 0x2a1e1a, 0x5a3b26, 0x3b2417, 0x34241c, 0x2c1b12)},
    }};
    return list;
}

const Ground& groundOf(Background background, int palette) {
    return grounds()[std::size_t(background)][std::size_t(palette)];
}

}  // namespace

double luminanceOf(const Rgb& c) {
    const auto linear = [](float v) { return std::pow(double(v), 2.2); };
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrastOf(double luminance, double other) {
    return (std::max(luminance, other) + 0.05) / (std::min(luminance, other) + 0.05);
}

const Name& nameOf(Background background, int palette) {
    static const auto names = [] {
        std::array<std::array<Name, kPalettes>, kBackgrounds> list;
        for (std::size_t family = 0; family < kBackgrounds; ++family) {
            for (std::size_t p = 0; p < kPalettes; ++p)
                list[family][p] = {grounds()[family][p].english, grounds()[family][p].chinese};
        }
        return list;
    }();
    return names[std::size_t(background)][std::size_t(palette)];
}

const GroundColours& coloursOf(Background background, int palette) {
    return groundOf(background, palette).colours;
}

double groundLuminance(Background background, int palette, double y) {
    const Ground& ground = groundOf(background, palette);
    // Colours run into each other as they are encoded, not as light adds up.
    const auto between = [](const Rgb& from, const Rgb& to, double way) {
        const auto grey = [](const Rgb& colour) { return std::pow(luminanceOf(colour), 1 / 2.2); };
        return std::pow(grey(from) + (grey(to) - grey(from)) * std::clamp(way, 0.0, 1.0), 2.2);
    };
    const bool sky = background == Background::Garden || background == Background::Lake;
    if (!sky && !surfaceOf(background)) return between(ground.upper, ground.lower, y);
    // Two parts: what is above the horizon or the table's edge, and what is below it.
    constexpr double kEdge = 0.6;
    if (y >= kEdge) return luminanceOf(ground.lower);
    return between(ground.upper, sky ? ground.colours.bottom : ground.upper, y / kEdge);
}

bool isPhotograph(Background background) {
    return background == Background::Interior || background == Background::Bokeh;
}

std::optional<double> surfaceOf(Background background) {
    if (background == Background::Interior) return 0.6;
    return std::nullopt;
}

std::optional<std::pair<Background, int>> nightOf(Background background, int palette) {
    switch (background) {
        case Background::Sky:
            return std::pair{Background::Night, palette == 1 ? 1 : 0};
        case Background::Skyline:
            if (palette != 0) return std::pair{background, 0};
            break;
        case Background::Lake:
            if (palette != 0) return std::pair{background, 0};
            break;
        case Background::Interior:
            if (palette != 2) return std::pair{background, 2};
            break;
        default:
            break;
    }
    return std::nullopt;
}

}  // namespace lacuna::training
