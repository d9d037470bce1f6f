// One picture in another format, and pieces of pictures: everything that changes how pixels are stored but
// not what they show.
#pragma once

#include <array>
#include <cstdint>

#include "engine/image/view.h"

namespace lacuna {

/// sRGB, straight, 16 bits a channel.
struct Colour {
    std::uint16_t red = 0, green = 0, blue = 0, alpha = 65535;
    bool operator==(const Colour&) const = default;
};
inline constexpr Colour kWhite{65535, 65535, 65535, 65535};
inline constexpr Colour kBlack{0, 0, 0, 65535};
inline constexpr Colour kMiddleGrey{32768, 32768, 32768, 65535};

/// 8 -> 16 bits is x * 257, 16 -> 8 is round(x / 257). To grey: luma of Rec. 601 as Pillow's convert("L"), in
/// integers: (19595 R + 38470 G + 7471 B + 32768) >> 16. Lost alpha is dropped, not composed (see flattened);
/// gained alpha is opaque.
Bitmap converted(ConstView source, PixelFormat format);
/// The same for shared pixels; costs nothing when the format is already right.
Image converted(const Image& source, PixelFormat format);
/// Into existing pixels of the same size; formats may differ.
void convertInto(ConstView source, View destination);

inline bool hasAlpha(PixelFormat format) {
    return channelCount(format) == 4;
}
inline bool isDeep(PixelFormat format) {
    return bytesPerChannel(format) == 2;
}
/// The format with these channels (1, 3 or 4) and depth.
PixelFormat formatOf(int channels, bool deep);

/// Alpha composed over a colour: Rgb8 or Rgb16 (grey sources become RGB), depth kept.
Bitmap flattened(ConstView source, Colour over = kWhite);

/// The alpha channel as Gray8 (all 255 for formats without alpha).
Bitmap alphaOf(ConstView source);
/// Multiplies alpha (of Rgba8 or Rgba16) with a Gray8 mask of the same size.
void multiplyAlpha(View pixels, ConstView mask);
/// True when a pixel is not fully opaque.
bool hasTransparency(ConstView source);

/// The pixels of `area`, which may reach outside: there the result is 0 (transparent).
Bitmap cropped(ConstView source, const Rect& area);
/// Copies what overlaps: source's (0, 0) lands on (x, y) of destination. Formats may differ.
void copyInto(ConstView source, View destination, int x, int y);
/// Sets every channel of every pixel inside `area` (clipped) to the colour.
void fill(View pixels, const Rect& area, Colour colour);

}  // namespace lacuna
