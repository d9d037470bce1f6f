// Reading pictures: sniff, header, limits, pixels, then upright, straight alpha, sRGB (declared in
// image_file.h).
#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>

#include "engine/formats/colour_profile.h"
#include "engine/formats/image_file.h"
#include "engine/formats/image_fixups.h"
#include "engine/formats/webp_chunks.h"
#include "engine/image/convert.h"

namespace lacuna {
namespace {

using OIIO::ImageInput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

/// Where the bytes come from: a path, or memory. `text` names it in messages.
struct Origin {
    std::string text;
    std::filesystem::path path;
    std::span<const std::byte> bytes;
    bool inMemory() const { return path.empty(); }
};

tl::unexpected<Error> damaged(const Origin& origin, std::string_view detail) {
    return fail(ErrorKind::BadFile, origin.text + " is damaged or incomplete. Try another copy of the file.",
                detail.empty() ? origin.text : origin.text + ": " + std::string(detail));
}

/// An opened file, after the limits were checked.
struct Opened {
    std::unique_ptr<OIIO::Filesystem::IOMemReader>
        memory;  // before `input`, which reads from it until it is destroyed
    std::unique_ptr<ImageInput> input;
    ImageSpec spec;
    ImageHeader header;
    int orientation = 1;
};

double dpiOf(const ImageSpec& spec) {
    double resolution = spec.get_float_attribute("XResolution", 0);
    const std::string unit = spec.get_string_attribute("ResolutionUnit");
    if (unit == "cm")
        resolution *= 2.54;
    else if (unit == "m")
        resolution *= 0.0254;
    else if (unit == "none")
        return 0;
    return resolution > 0 && resolution < 1e6 ? resolution : 0;
}

PixelFormat formatFor(const ImageSpec& spec) {
    const bool deep = spec.format.basesize() > 1;
    const bool alpha = spec.nchannels == 2 || spec.nchannels >= 4;
    return formatOf(alpha ? 4 : spec.nchannels == 1 ? 1 : 3, deep);
}

Result<std::vector<std::byte>> headOf(const Origin& origin) {
    if (origin.inMemory()) {
        const auto head = origin.bytes.first(std::min<std::size_t>(16, origin.bytes.size()));
        return std::vector<std::byte>(head.begin(), head.end());
    }
    std::error_code error;
    if (std::filesystem::is_directory(origin.path, error)) {
        return fail(ErrorKind::BadFile, origin.text + " is a folder. Choose a picture inside it.",
                    origin.text);
    }
    std::ifstream file(origin.path, std::ios::binary);
    if (!file) {
        return fail(ErrorKind::BadFile,
                    origin.text + " cannot be opened. Check that it is there and that you may read it.",
                    origin.text);
    }
    std::vector<std::byte> head(16);
    file.read(reinterpret_cast<char*>(head.data()), std::streamsize(head.size()));
    head.resize(std::size_t(file.gcount()));
    return head;
}

Result<Opened> openImage(const Origin& origin, const ImageLimits& limits) {
    LACUNA_TRY(const auto head, headOf(origin));
    const auto type = sniffImageType(head);
    if (!type) {
        return fail(
            head.empty() ? ErrorKind::BadFile : ErrorKind::Unsupported,
            head.empty()
                ? origin.text + " is empty. Try another copy of the file."
                : origin.text +
                      " is not a picture that Lacuna reads. Try PNG, JPEG, TIFF, WebP, OpenEXR or PSD.",
            origin.text);
    }
    Opened opened;
    opened.header.type = *type;
    opened.input = ImageInput::create(std::string(name(*type)));
    if (!opened.input) {
        return fail(
            ErrorKind::Unsupported,
            "This system's OpenImageIO does not read " + std::string(name(*type)) + ". Try PNG or JPEG.",
            origin.text + ": " + OIIO::geterror());
    }
    ImageSpec config;
    config["oiio:UnassociatedAlpha"] = 1;
    if (origin.inMemory()) {
        opened.memory = std::make_unique<OIIO::Filesystem::IOMemReader>(
            const_cast<std::byte*>(origin.bytes.data()), origin.bytes.size());
        void* proxy = opened.memory.get();
        config.attribute("oiio:ioproxy", TypeDesc::PTR, &proxy);
    }
    const std::string path = origin.inMemory() ? "memory." + std::string(name(*type)) : origin.path.string();
    if (!opened.input->open(path, opened.spec, config)) return damaged(origin, opened.input->geterror());
    const ImageSpec& spec = opened.spec;
    LACUNA_TRY_VOID(checkImageSize(spec.width, spec.height, origin.text, limits));
    if (spec.depth > 1 || spec.nchannels < 1 || spec.nchannels > 1024) {
        return fail(ErrorKind::Unsupported, origin.text + " is not a flat picture. Export it as PNG first.",
                    origin.text);
    }
    opened.orientation = spec.get_int_attribute("Orientation", 1);
    if (opened.orientation < 1 || opened.orientation > 8) opened.orientation = 1;
    opened.header.size =
        opened.orientation >= 5 ? Size{spec.height, spec.width} : Size{spec.width, spec.height};
    opened.header.format = formatFor(spec);
    opened.header.dpi = dpiOf(spec);
    return opened;
}

/// libjpeg paints missing rows grey and calls it a warning. A whole file has an end-of-image marker (FF D9,
/// ITU T.81 B.1.1.3) after its scan (FF DA), where no entropy-coded byte can look like one.
bool jpegIsComplete(const Origin& origin) {
    std::vector<char> read;
    std::string_view text(reinterpret_cast<const char*>(origin.bytes.data()), origin.bytes.size());
    if (!origin.inMemory()) {
        // The marker is at the end but for what cameras and editors append.
        std::ifstream file(origin.path, std::ios::binary | std::ios::ate);
        const std::int64_t size = file.tellg(), tail = std::min<std::int64_t>(size, 1 << 20);
        if (size <= 0) return false;
        read.resize(std::size_t(tail));
        file.seekg(size - tail);
        file.read(read.data(), tail);
        text = {read.data(), read.size()};
    }
    const std::size_t end = text.rfind("\xff\xd9"), scan = text.rfind("\xff\xda");
    return end != text.npos && (scan == text.npos || end > scan);
}

Result<void> readPixels(Opened& opened, const Origin& origin, View pixels) {
    const ImageSpec& spec = opened.spec;
    const TypeDesc type = isDeep(pixels.format()) ? TypeDesc::UINT16 : TypeDesc::UINT8;
    bool read;
    if (spec.nchannels == pixels.channels() || (spec.nchannels > 4 && pixels.channels() == 4)) {
        // More than four channels: colour, then alpha where the file says it is.
        read = opened.input->read_image(0, 0, 0, pixels.channels(), type, pixels.data());
    } else {  // grey with alpha
        Bitmap two({pixels.width(), pixels.height() * 2},
                   isDeep(pixels.format()) ? PixelFormat::Gray16 : PixelFormat::Gray8);
        read = opened.input->read_image(0, 0, 0, 2, type, two.bytes().data());
        const auto spread = [&]<class T>(T) {
            const T* from = two.row<T>(0);
            T* to = pixels.row<T>(0);
            for (std::int64_t i = 0; i < pixels.size().area(); ++i, from += 2, to += 4) {
                to[0] = to[1] = to[2] = from[0];
                to[3] = from[1];
            }
        };
        if (isDeep(pixels.format()))
            spread(std::uint16_t{});
        else
            spread(std::uint8_t{});
    }
    if (!read || opened.input->has_error()) return damaged(origin, opened.input->geterror());
    return {};
}

/// Linear light of any range to 16 bits.
Result<void> readFloatPixels(Opened& opened, const Origin& origin, View pixels) {
    const int channels = std::min(opened.spec.nchannels, 4);
    std::vector<float> values;
    try {
        values.resize(std::size_t(opened.header.size.area()) * std::size_t(channels));
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    origin.text + " does not fit in memory. Reduce it in another program.", origin.text);
    }
    if (!opened.input->read_image(0, 0, 0, channels, TypeDesc::FLOAT, values.data()))
        return damaged(origin, opened.input->geterror());
    const bool straight = opened.spec.get_int_attribute("oiio:UnassociatedAlpha", 0) != 0;
    toneMap(values, channels, straight, pixels);
    return {};
}

std::string recipeOf(const Opened& opened) {
    for (const char* key : {"lacuna:recipe", "ImageDescription", "Description"}) {
        std::string text = opened.spec.get_string_attribute(key);
        if (text.starts_with("{") && text.find("lacuna_recipe") != text.npos) return text;
    }
    return {};
}

void convertColours(const Opened& opened, Bitmap& pixels, LoadedImage& loaded) {
    const auto* icc = opened.spec.find_attribute("ICCProfile");
    const std::string colours = std::string(opened.spec.get_string_attribute("jpeg:ColorSpace")) +
                                std::string(opened.spec.get_string_attribute("tiff:ColorSpace"));
    const bool cmyk = colours.starts_with("CMYK") || colours.starts_with("YCbCrK") || colours == "YCCK";
    if (cmyk)
        loaded.note =
            "The picture is CMYK and was converted without its profile, so colours may differ from print.";
    if (!icc || cmyk) return;
    const std::span profile(static_cast<const std::byte*>(icc->data()), icc->type().size());
    const ProfileKind kind = profileKind(profile);
    if (kind == ProfileKind::Other) {
        loaded.note =
            "The picture has a CMYK or Lab profile and was converted without it, so colours may differ from "
            "print.";
        return;
    }
    const bool grey = channelCount(pixels.format()) == 1;
    if (grey && kind == ProfileKind::Rgb) return;
    if (grey) pixels = converted(pixels, formatOf(3, isDeep(pixels.format())));
    if (kind == ProfileKind::Broken || !convertToSrgb(pixels, profile)) {
        loaded.note = "The colour profile could not be read, so sRGB was assumed.";
    }
    if (grey) pixels = converted(pixels, formatOf(1, isDeep(pixels.format())));
}

Result<LoadedImage> load(const Origin& origin, const ImageLimits& limits) try {
    LACUNA_TRY(Opened opened, openImage(origin, limits));
    if (opened.header.type == ImageFileType::Jpeg && !jpegIsComplete(origin))
        return damaged(origin, "no end-of-image marker");
    const ImageSpec& spec = opened.spec;
    LACUNA_TRY(Bitmap pixels,
               allocateBitmap({spec.width, spec.height}, opened.header.format, origin.text, limits));
    LoadedImage loaded{opened.header, {}, recipeOf(opened), {}};
    if (spec.format.is_floating_point()) {
        LACUNA_TRY_VOID(readFloatPixels(opened, origin, pixels));
    } else {
        LACUNA_TRY_VOID(readPixels(opened, origin, pixels));
        const bool straight = spec.get_int_attribute("oiio:UnassociatedAlpha", 0) != 0;
        if (!straight && hasAlpha(pixels.format())) unassociate(pixels);
        convertColours(opened, pixels, loaded);
    }
    opened.input->close();
    if (opened.header.type == ImageFileType::WebP) {
        if (const std::string recipe =
                origin.inMemory() ? recipeInWebP(origin.bytes) : recipeInWebP(origin.path);
            !recipe.empty())
            loaded.recipe = recipe;
    }
    loaded.pixels = oriented(std::move(pixels), opened.orientation).freeze();
    return loaded;
} catch (const std::bad_alloc&) {
    return fail(ErrorKind::OutOfMemory,
                origin.text + " does not fit in memory. Close other pictures, or reduce this one.",
                origin.text);
} catch (const std::exception& error) {
    return damaged(origin, error.what());
}

}  // namespace

Result<ImageHeader> readImageHeader(const std::filesystem::path& path, const ImageLimits& limits) try {
    LACUNA_TRY(const Opened opened, openImage({path.filename().string(), path, {}}, limits));
    return opened.header;
} catch (const std::exception& error) {
    return damaged({path.filename().string(), path, {}}, error.what());
}

Result<LoadedImage> readImage(const std::filesystem::path& path, const ImageLimits& limits) {
    return load({path.filename().string(), path, {}}, limits);
}

Result<LoadedImage> decodeImage(std::span<const std::byte> bytes, std::string_view name,
                                const ImageLimits& limits) {
    return load({std::string(name), {}, bytes}, limits);
}

}  // namespace lacuna
