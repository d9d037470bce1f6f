// Pictures from files and memory, and back, through OpenImageIO. What comes in is upright, sRGB, straight
// alpha, 8 or 16 bits; what goes out carries its recipe. Reads PNG, JPEG, TIFF, WebP, OpenEXR and PSD; writes
// PNG, JPEG, TIFF and WebP. Safe to call from several threads.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/limits.h"
#include "engine/image/image.h"

namespace lacuna {

enum class ImageFileType { Png, Jpeg, Tiff, WebP, Exr, Psd };

/// "png", "jpeg", ...
std::string_view name(ImageFileType type);
/// From the file's name, any case; none for names that Lacuna does not know.
std::optional<ImageFileType> imageFileTypeOf(const std::filesystem::path& path);
/// From the first bytes (16 are enough), which is what decides when reading.
std::optional<ImageFileType> sniffImageType(std::span<const std::byte> head);

/// What a file says of itself, before its pixels are read.
struct ImageHeader {
    ImageFileType type = ImageFileType::Png;
    Size size;  ///< upright
    PixelFormat format = PixelFormat::Rgba8;
    double dpi = 0;  ///< 0 = not said
};

struct LoadedImage {
    ImageHeader header;
    Image pixels;
    /// What Lacuna wrote beside the pixels: one line of JSON (recipe_json.h), not checked. Empty = none.
    std::string recipe;
    /// What a person should know of the conversion ("The colour profile could not be read; sRGB was
    /// assumed."); mostly empty.
    std::string note;
};

/// Errors of all readers: BadFile (truncated, damaged, not a picture, cannot be opened), Unsupported (CMYK,
/// kinds that are not read, too large), OutOfMemory; each names the file and ends with what to try.
Result<ImageHeader> readImageHeader(const std::filesystem::path& path, const ImageLimits& limits = {});
Result<LoadedImage> readImage(const std::filesystem::path& path, const ImageLimits& limits = {});
/// The same from memory; `name` stands for the file in messages. The bytes are only read during the call.
Result<LoadedImage> decodeImage(std::span<const std::byte> bytes, std::string_view name,
                                const ImageLimits& limits = {});

enum class TiffCompression { None, Lzw, Deflate };

struct ImageWriteOptions {
    ImageFileType type = ImageFileType::Png;
    int quality = 92;        ///< JPEG and WebP, 1..100
    int pngCompression = 6;  ///< 0..9; 1 is three times faster than 6 and a tenth larger
    TiffCompression tiffCompression = TiffCompression::Deflate;
    double dpi = 0;            ///< 0 = not said
    std::string recipe;        ///< JSON, stored in the metadata; empty = none
    bool embedProfile = true;  ///< an sRGB ICC profile
};

/// Keeps the picture's depth where the file type can (PNG, TIFF: 16 bits), else rounds to 8. JPEG composes
/// alpha over white. Errors: BadRequest (no picture, sides that the type cannot hold), Unsupported (types
/// that are only read), Internal.
Result<std::vector<std::byte>> encodeImage(const Image& image, const ImageWriteOptions& options);
/// encodeImage, then atomically to the file (see atomic_file.h). Error also: CannotWrite.
Result<void> writeImage(const std::filesystem::path& path, const Image& image,
                        const ImageWriteOptions& options);
/// With the type that the file's name says; Unsupported for other names.
Result<void> writeImage(const std::filesystem::path& path, const Image& image);

}  // namespace lacuna
