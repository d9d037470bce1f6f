// Writing pictures: what the type can hold, where the recipe goes, and atomically (declared in image_file.h).
#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>

#include "engine/formats/atomic_file.h"
#include "engine/formats/colour_profile.h"
#include "engine/formats/image_file.h"
#include "engine/formats/webp_chunks.h"
#include "engine/image/convert.h"

namespace lacuna {
namespace {

using OIIO::ImageOutput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

int longestSide(ImageFileType type) {
    switch (type) {
        case ImageFileType::Jpeg:
            return 65500;  // libjpeg's JPEG_MAX_DIMENSION
        case ImageFileType::WebP:
            return 16383;
        default:
            return 1 << 20;
    }
}

bool isWritten(ImageFileType type) {
    return type != ImageFileType::Exr && type != ImageFileType::Psd;
}
bool holds16Bits(ImageFileType type) {
    return type == ImageFileType::Png || type == ImageFileType::Tiff;
}

/// JSON with everything beyond ASCII as \uXXXX: PNG's tEXt is Latin-1 and Exif's ImageDescription ASCII. Text
/// that is not UTF-8 is dropped, since no reader could make sense of it.
std::string asciiJson(std::string_view text) {
    std::string out;
    const auto escape = [&](std::uint32_t unit) {
        constexpr char digits[] = "0123456789abcdef";
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) out += digits[unit >> shift & 15];
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = std::uint8_t(text[i++]);
        if (lead < 0x80) {
            out += char(lead);
            continue;
        }
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        std::uint32_t code = more == 3 ? lead & 7u : more == 2 ? lead & 15u : lead & 31u;
        if (more == 0 || i + std::size_t(more) > text.size()) return {};
        for (int k = 0; k < more; ++k) {
            const auto next = std::uint8_t(text[i++]);
            if ((next & 0xc0) != 0x80) return {};
            code = code << 6 | (next & 0x3fu);
        }
        if (code > 0x10ffff) return {};
        if (code >= 0x10000) {
            escape(0xd800 + ((code - 0x10000) >> 10));
            escape(0xdc00 + ((code - 0x10000) & 0x3ff));
        } else {
            escape(code);
        }
    }
    return out;
}

ImageSpec specFor(ConstView pixels, const ImageWriteOptions& options) {
    ImageSpec spec(pixels.width(), pixels.height(), pixels.channels(),
                   isDeep(pixels.format()) ? TypeDesc::UINT16 : TypeDesc::UINT8);
    if (hasAlpha(pixels.format())) {
        spec.alpha_channel = 3;
        spec["oiio:UnassociatedAlpha"] = 1;
    }
    spec["oiio:ColorSpace"] = "sRGB";
    spec["Software"] = "Lacuna";
    if (options.dpi > 0) {
        spec["XResolution"] = float(options.dpi);
        spec["YResolution"] = float(options.dpi);
        spec["ResolutionUnit"] = "in";
    }
    const int quality = std::clamp(options.quality, 1, 100);
    switch (options.type) {
        case ImageFileType::Png:
            spec["png:compressionLevel"] = std::clamp(options.pngCompression, 0, 9);
            break;
        case ImageFileType::Jpeg:
            spec["Compression"] = "jpeg:" + std::to_string(quality);
            // Half the colour resolution shows on red type and thin coloured lines, which posters are full
            // of.
            spec["jpeg:subsampling"] = quality >= 85 ? "4:4:4" : "4:2:0";
            break;
        case ImageFileType::Tiff:
            spec["Compression"] = options.tiffCompression == TiffCompression::None  ? "none"
                                  : options.tiffCompression == TiffCompression::Lzw ? "lzw"
                                                                                    : "zip";
            break;
        case ImageFileType::WebP:
            spec["Compression"] = "webp:" + std::to_string(quality);
            break;
        default:
            break;
    }
    if (options.type != ImageFileType::WebP) {  // see webp_chunks.h
        if (const std::string recipe = asciiJson(options.recipe); !recipe.empty()) {
            spec[options.type == ImageFileType::Png ? "lacuna:recipe" : "ImageDescription"] = recipe;
        }
        const auto& profile = srgbProfile();
        // An RGB profile makes libpng refuse a grey picture.
        if (options.embedProfile && !profile.empty() && spec.nchannels >= 3) {
            spec.attribute("ICCProfile", TypeDesc(TypeDesc::UINT8, int(profile.size())), profile.data());
        }
    }
    return spec;
}

Result<void> check(const Image& image, const ImageWriteOptions& options) {
    if (!image)
        return fail(ErrorKind::BadRequest, "There is no picture to write. Open or generate one first.");
    if (!isWritten(options.type)) {
        return fail(ErrorKind::Unsupported, "Lacuna does not write " + std::string(name(options.type)) +
                                                ". Try PNG, JPEG, TIFF or WebP.");
    }
    if (const int most = longestSide(options.type); std::max(image.width(), image.height()) > most) {
        return fail(ErrorKind::BadRequest, std::string(name(options.type)) + " holds at most " +
                                               std::to_string(most) + " pixels a side and the picture has " +
                                               std::to_string(image.width()) + " x " +
                                               std::to_string(image.height()) + ". Try PNG or TIFF.");
    }
    return {};
}

/// OpenImageIO 2.4 takes WebP's colours for premultiplied at gamma 2.2, whatever it is told, and divides them
/// again by alpha^(1/2.2).
Image associatedForWebP(const Image& image) {
    Bitmap pixels = image.thaw();
    for (int y = 0; y < pixels.height(); ++y) {
        auto* p = pixels.row<std::uint8_t>(y);
        for (int x = 0; x < pixels.width(); ++x, p += 4) {
            if (p[3] == 255) continue;
            const double factor = std::pow(p[3] / 255.0, 1 / 2.2);
            for (int c = 0; c < 3; ++c) p[c] = std::uint8_t(std::lround(p[c] * factor));
        }
    }
    return std::move(pixels).freeze();
}

/// The pixels as the type can store them; `image` itself when it can.
Image storable(const Image& image, ImageFileType type) {
    Image result = image;
    if (type == ImageFileType::Jpeg && hasAlpha(image.format())) result = flattened(image).freeze();
    const int channels = channelCount(result.format());
    if (type == ImageFileType::WebP && channels == 1)
        result = converted(result, formatOf(3, isDeep(result.format())));
    if (!holds16Bits(type)) result = converted(result, formatOf(channelCount(result.format()), false));
    if (type == ImageFileType::WebP && hasAlpha(result.format())) result = associatedForWebP(result);
    return result;
}

Result<void> writeWith(ImageOutput& output, const std::string& path, const Image& pixels,
                       const ImageWriteOptions& options) {
    const ImageSpec spec = specFor(pixels, options);
    const auto failed = [&] {
        return fail(ErrorKind::CannotWrite,
                    "The picture could not be written as " + std::string(name(options.type)) +
                        ". Check that the disk has room, or try another place.",
                    output.geterror());
    };
    if (!output.open(path, spec)) return failed();
    if (!output.write_image(spec.format, pixels.bytes().data())) return failed();
    if (!output.close()) return failed();
    return {};
}

std::unique_ptr<ImageOutput> outputFor(ImageFileType type) {
    return ImageOutput::create(std::string(name(type)));
}

tl::unexpected<Error> noWriter(ImageFileType type) {
    return fail(ErrorKind::Unsupported,
                "This system's OpenImageIO does not write " + std::string(name(type)) + ". Try PNG.",
                OIIO::geterror());
}

/// OpenImageIO 2.4 loses TIFF's directory when it writes to memory, so TIFF takes the way over a temporary
/// file.
Result<std::vector<std::byte>> encodeThroughFile(ImageOutput& output, const Image& pixels,
                                                 const ImageWriteOptions& options) {
    LACUNA_TRY(const AtomicFile file,
               AtomicFile::create(std::filesystem::temp_directory_path() / "lacuna-encoded"));
    LACUNA_TRY_VOID(writeWith(output, file.temporaryPath().string(), pixels, options));
    std::ifstream stream(file.temporaryPath(), std::ios::binary | std::ios::ate);
    std::vector<std::byte> bytes(std::size_t(std::max<std::streamoff>(0, stream.tellg())));
    stream.seekg(0);
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()))) {
        return fail(ErrorKind::CannotWrite,
                    "The picture could not be encoded. Check that the temporary folder has room.",
                    file.temporaryPath().string());
    }
    return bytes;
}

}  // namespace

Result<std::vector<std::byte>> encodeImage(const Image& image, const ImageWriteOptions& options) try {
    LACUNA_TRY_VOID(check(image, options));
    const auto output = outputFor(options.type);
    if (!output) return noWriter(options.type);
    if (options.type == ImageFileType::Tiff)
        return encodeThroughFile(*output, storable(image, options.type), options);
    std::vector<unsigned char> file;
    OIIO::Filesystem::IOVecOutput memory(file);
    output->set_ioproxy(&memory);
    LACUNA_TRY_VOID(writeWith(*output, "memory." + std::string(name(options.type)),
                              storable(image, options.type), options));
    const auto bytes = std::as_bytes(std::span(file));
    if (options.type == ImageFileType::WebP) {
        auto extended = withChunks(
            bytes,
            options.embedProfile ? std::span<const std::byte>(srgbProfile()) : std::span<const std::byte>{},
            asciiJson(options.recipe));
        if (!extended.empty()) return extended;
    }
    return std::vector<std::byte>(bytes.begin(), bytes.end());
} catch (const std::bad_alloc&) {
    return fail(ErrorKind::OutOfMemory,
                "There is not enough memory to write the picture. Close other documents and try again.");
} catch (const std::exception& error) {
    return fail(ErrorKind::Internal, "The picture could not be written. Try another file type.",
                error.what());
}

Result<void> writeImage(const std::filesystem::path& path, const Image& image,
                        const ImageWriteOptions& options) try {
    if (options.type == ImageFileType::WebP) {
        LACUNA_TRY(const auto bytes, encodeImage(image, options));
        return writeFileAtomically(path, std::span<const std::byte>(bytes));
    }
    // Straight into the temporary file: an A1 page need not lie in memory twice.
    LACUNA_TRY_VOID(check(image, options));
    const auto output = outputFor(options.type);
    if (!output) return noWriter(options.type);
    LACUNA_TRY(AtomicFile file, AtomicFile::create(path));
    auto written = writeWith(*output, file.temporaryPath().string(), storable(image, options.type), options);
    if (!written) {
        written.error().where = path.string() + ": " + written.error().where;
        return written;
    }
    return file.commit();
} catch (const std::bad_alloc&) {
    return fail(ErrorKind::OutOfMemory,
                "There is not enough memory to write the picture. Close other documents and try again.",
                path.string());
} catch (const std::exception& error) {
    return fail(ErrorKind::Internal, "The picture could not be written. Try another file type.",
                path.string() + ": " + error.what());
}

Result<void> writeImage(const std::filesystem::path& path, const Image& image) {
    const auto type = imageFileTypeOf(path);
    if (!type || !isWritten(*type)) {
        return fail(
            ErrorKind::Unsupported,
            path.filename().string() + " has no ending that Lacuna writes. Try .png, .jpg, .tif or .webp.",
            path.string());
    }
    ImageWriteOptions options;
    options.type = *type;
    return writeImage(path, image, options);
}

}  // namespace lacuna
