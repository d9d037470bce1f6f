// Layers over layers: the sixteen blend modes of the W3C's "Compositing and Blending Level 1" (2024), in
// straight alpha, 8 and 16 bits. With backdrop (Cb, ab), source (Cs, as), as scaled by mask and opacity:
//   Cs' = (1 - ab) Cs + ab B(Cb, Cs);  ao = as + ab (1 - as);  Co = (as Cs' + (1 - as) ab Cb) / ao
//   (sections 5.1, 10)
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/image/view.h"

namespace lacuna {

enum class BlendMode : std::uint8_t {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColourDodge,
    ColourBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Colour,
    Luminosity,
};
inline constexpr int kBlendModeCount = 16;

/// OpenRaster's composite-op, e.g. "svg:src-over", "svg:multiply", "svg:color-dodge".
std::string_view compositeOp(BlendMode mode);
std::optional<BlendMode> blendModeFromCompositeOp(std::string_view name);

/// One row of `count` RGBA pixels over another. `mask` is null or `count` values; `opacity` is 0..255.
void compositeRow(BlendMode mode, std::uint8_t* backdrop, const std::uint8_t* source,
                  const std::uint8_t* mask, std::uint8_t opacity, int count);
/// The same for 16 bits a channel; mask and opacity stay 8 bits.
void compositeRow(BlendMode mode, std::uint16_t* backdrop, const std::uint16_t* source,
                  const std::uint8_t* mask, std::uint8_t opacity, int count);

/// `source` over `backdrop` (Rgba8 or Rgba16, same size). The source may have any format: it is converted row
/// by row on the fly. `mask` is empty or Gray8 of the same size; `opacity` is 0..1, applied in steps of
/// 1/255.
void composite(View backdrop, ConstView source, ConstView mask = {}, double opacity = 1,
               BlendMode mode = BlendMode::Normal);

/// original + (result - original) * mask / 255 into `original`, for any equal formats: where the mask is 0
/// bytes do not change, where it is 255 they are the result's. This is how a candidate is put back into its
/// page.
void mixInto(View original, ConstView result, ConstView mask);

}  // namespace lacuna
