// WebP keeps metadata in chunks of its container that OpenImageIO does not write: the colour profile and the
// recipe (as XMP). Source: RFC 9649, section 2. Internal to the image reader and writer.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

/// The same picture in the extended form, with an ICCP chunk (when `profile` is not empty) and an XMP chunk
/// (when `recipe` is not). Empty when `webp` is not a WebP file of one VP8, VP8L or VP8X picture.
std::vector<std::byte> withChunks(std::span<const std::byte> webp, std::span<const std::byte> profile,
                                  std::string_view recipe);

/// The recipe in the XMP chunk; empty when there is none.
std::string recipeInWebP(std::span<const std::byte> webp);
std::string recipeInWebP(const std::filesystem::path& file);

}  // namespace lacuna
