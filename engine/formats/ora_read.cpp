// Reading a project: zip, list of layers, then one picture after the other, each within what is left of the
// limits.
#include <algorithm>

#include "engine/formats/image_file.h"
#include "engine/formats/json_file.h"
#include "engine/formats/ora.h"
#include "engine/formats/ora_stack.h"
#include "engine/formats/zip_archive.h"
#include "engine/image/convert.h"

namespace lacuna {
namespace {

constexpr std::uint64_t kMaxXmlBytes = 8u << 20;
constexpr std::uint64_t kMaxNotesBytes = 4u << 20;

class PosterReader {
  public:
    PosterReader(ZipReader zip, const PosterLimits& limits)
        : zip_(std::move(zip)), limits_(limits), pixelBytesLeft_(limits.maxPixelBytes) {}

    Result<PosterFile> read() {
        LACUNA_TRY_VOID(checkKind());
        LACUNA_TRY(const std::string xml, zip_.readText("stack.xml", kMaxXmlBytes));
        LACUNA_TRY(const Stack stack, parseStack(xml, limits_, zip_.name()));
        PosterFile poster;
        poster.size = stack.size;
        poster.dpi = stack.dpi;
        if (zip_.find("lacuna/document.json")) {
            std::string recipe;
            LACUNA_TRY_VOID(readNotes("lacuna/document.json", recipe, poster.properties));
        }
        poster.layers.reserve(stack.layers.size());
        for (const StackLayer& entry : stack.layers) {
            LACUNA_TRY(PosterLayer layer, readLayer(entry));
            poster.layers.push_back(std::move(layer));
        }
        return poster;
    }

  private:
    Result<void> checkKind() const {
        const auto kind = zip_.readText("mimetype", 64);
        if (kind && std::string_view(*kind).substr(0, 16) == "image/openraster") return {};
        return fail(ErrorKind::BadFile, "This is no OpenRaster file. Open an .ora file, or a picture.",
                    zip_.name());
    }

    Result<PosterLayer> readLayer(const StackLayer& entry) {
        PosterLayer layer;
        layer.name = entry.name;
        layer.x = entry.x;
        layer.y = entry.y;
        layer.opacity = entry.opacity;
        layer.composite = entry.composite;
        layer.visible = entry.visible;
        if (!entry.notes.empty()) LACUNA_TRY_VOID(readNotes(entry.notes, layer.recipe, layer.properties));
        const auto shown = zip_.find(entry.source);
        // Our copies without the mask are only right as long as nobody has painted on the picture that all
        // programs show.
        const bool oursHolds = shown && shown->crc == entry.sourceCrc;
        if (!entry.mask.empty() && oursHolds) {
            LACUNA_TRY(const Image mask, readPicture(entry.mask));
            LACUNA_TRY(const Image pixels, readPicture(entry.full));
            if (mask.size() != pixels.size()) {
                return fail(ErrorKind::BadFile,
                            "The mask of the layer \"" + entry.name +
                                "\" has another size than its pixels. Open a backup.",
                            zip_.name());
            }
            layer.mask = converted(mask, PixelFormat::Gray8);
            layer.pixels = withAlpha(pixels);
            return layer;
        }
        LACUNA_TRY(const Image pixels, readPicture(entry.source));
        layer.pixels = withAlpha(pixels);
        if (entry.empty && pixels.size() == Size{1, 1}) layer.pixels = {};
        return layer;
    }

    static Image withAlpha(const Image& image) {
        return converted(image, isDeep(image.format()) ? PixelFormat::Rgba16 : PixelFormat::Rgba8);
    }

    Result<Image> readPicture(const std::string& entry) {
        LACUNA_TRY(const std::vector<std::byte> bytes, zip_.read(entry, pixelBytesLeft_));
        if (sniffImageType(bytes) != ImageFileType::Png) {
            return fail(ErrorKind::BadFile,
                        "The part \"" + entry + "\" is no PNG picture. Open a backup of the file.",
                        zip_.name());
        }
        ImageLimits limits;
        limits.maxSide = limits_.maxSide;
        limits.maxPixels = static_cast<std::int64_t>(pixelBytesLeft_ / 8);  // as if of 16 bits
        LACUNA_TRY(const LoadedImage loaded,
                   decodeImage(bytes, std::filesystem::path(zip_.name()).filename().string() + ": " + entry,
                               limits));
        pixelBytesLeft_ -= std::min<std::uint64_t>(pixelBytesLeft_, loaded.pixels.bytes().size());
        return loaded.pixels;
    }

    /// {"recipe": {...}, "properties": {"key": "text"}}
    Result<void> readNotes(const std::string& entry, std::string& recipe,
                           std::map<std::string, std::string>& properties) const {
        const std::string where = zip_.name() + ": " + entry;
        LACUNA_TRY(const std::string text, zip_.readText(entry, kMaxNotesBytes));
        LACUNA_TRY(const Json json, parseJson(text, where, {kMaxNotesBytes, 32}));
        LACUNA_TRY(const JsonObject notes, JsonObject::of(json, where));
        if (notes.has("recipe")) {
            const Json& kept = json.at("recipe");
            recipe = kept.is_string() ? kept.get<std::string>() : kept.dump();
        }
        LACUNA_TRY(const auto others, notes.objectIfAny("properties"));
        if (!others) return {};
        for (const auto& [key, value] : others->json().items()) {
            LACUNA_TRY(properties[key], others->text(key, kMaxNotesBytes));
        }
        return {};
    }

    ZipReader zip_;
    PosterLimits limits_;
    std::uint64_t pixelBytesLeft_;
};

}  // namespace

Result<PosterFile> readPoster(const std::filesystem::path& path, const PosterLimits& limits) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (!error && size > limits.maxFileBytes) {
        return fail(ErrorKind::Unsupported,
                    "The file " + path.filename().string() +
                        " is too large to open. Remove layers in another program.",
                    path.string());
    }
    LACUNA_TRY(ZipReader zip, ZipReader::open(path, limits.maxEntries));
    return PosterReader(std::move(zip), limits).read();
}

Result<PosterFile> readPosterFromMemory(std::span<const std::byte> bytes, const std::string& name,
                                        const PosterLimits& limits) {
    LACUNA_TRY(ZipReader zip, ZipReader::openMemory(bytes, name, limits.maxEntries));
    return PosterReader(std::move(zip), limits).read();
}

}  // namespace lacuna
