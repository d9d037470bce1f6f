// Writing a project: every program finds the layers as they look, and Lacuna finds beside them what they were
// made of.
#include <algorithm>
#include <cmath>

#include "engine/formats/atomic_file.h"
#include "engine/formats/image_file.h"
#include "engine/formats/json_file.h"
#include "engine/formats/ora.h"
#include "engine/formats/ora_stack.h"
#include "engine/formats/zip_archive.h"
#include "engine/image/convert.h"
#include "engine/image/resample.h"

namespace lacuna {
namespace {

using Packing = ZipWriter::Packing;

/// "The thumbnail must be a non-interlaced PNG with 8 bits per channel of at most 256x256 pixels."
/// (OpenRaster, file layout)
constexpr int kThumbnailSide = 256;

Result<std::vector<std::byte>> png(const Image& image, double dpi, int compression) {
    ImageWriteOptions options;
    options.pngCompression = compression;
    options.dpi = dpi;
    return encodeImage(image, options);
}

Image thumbnailOf(const Image& merged) {
    const double scale = std::min(1.0, double(kThumbnailSide) / std::max(merged.width(), merged.height()));
    const Size size{std::max(1, int(std::lround(merged.width() * scale))),
                    std::max(1, int(std::lround(merged.height() * scale)))};
    const Image small = resized(merged, size).freeze();
    return converted(small, PixelFormat::Rgba8);
}

Image masked(const Image& pixels, const Image& mask) {
    Bitmap shown = pixels.thaw();
    multiplyAlpha(shown, mask);
    return std::move(shown).freeze();
}

std::string numbered(const char* folder, std::size_t index, const char* end) {
    const std::string digits = std::to_string(index);
    return std::string(folder) + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits + end;
}

class PosterWriter {
  public:
    PosterWriter(ZipWriter& zip, const PosterFile& poster) : zip_(zip), poster_(poster) {}

    Result<void> write() {
        // "The first file in the archive must be mimetype, stored uncompressed": so it can be recognised at a
        // fixed place.
        LACUNA_TRY_VOID(zip_.add("mimetype", "image/openraster", Packing::Store));
        Stack stack{poster_.size, poster_.dpi, {}};
        for (const PosterLayer& layer : poster_.layers) {
            LACUNA_TRY(StackLayer entry, writeLayer(layer, stack.layers.size()));
            stack.layers.push_back(std::move(entry));
        }
        LACUNA_TRY_VOID(zip_.add("stack.xml", writeStack(stack), Packing::Deflate));
        LACUNA_TRY_VOID(writeNotes("lacuna/document.json", {}, poster_.properties));
        LACUNA_TRY_VOID(addPicture("mergedimage.png", poster_.merged));
        LACUNA_TRY(auto thumbnail, png(thumbnailOf(poster_.merged), 0, 6));
        return zip_.add("Thumbnails/thumbnail.png", std::move(thumbnail), Packing::Store);
    }

  private:
    Result<StackLayer> writeLayer(const PosterLayer& layer, std::size_t index) {
        StackLayer entry;
        entry.name = layer.name;
        entry.x = layer.x;
        entry.y = layer.y;
        entry.opacity = layer.opacity;
        entry.composite = layer.composite;
        entry.visible = layer.visible;
        entry.empty = !layer.pixels;
        entry.source = numbered("data/layer", index, ".png");
        Image shown = layer.pixels;
        if (!shown) shown = Bitmap({1, 1}, PixelFormat::Rgba8).freeze();  // transparent
        if (layer.pixels && layer.mask) {
            entry.full = numbered("lacuna/layer", index, "-full.png");
            entry.mask = numbered("lacuna/layer", index, "-mask.png");
            LACUNA_TRY_VOID(addPicture(entry.full, layer.pixels));
            LACUNA_TRY_VOID(addPicture(entry.mask, layer.mask));
            shown = masked(layer.pixels, layer.mask);
        }
        LACUNA_TRY(auto bytes, png(shown, poster_.dpi, kCompression));
        entry.sourceCrc = crc32Of(bytes);
        LACUNA_TRY_VOID(zip_.add(entry.source, std::move(bytes), Packing::Store));
        if (!layer.recipe.empty() || !layer.properties.empty()) {
            entry.notes = numbered("lacuna/layer", index, ".json");
            LACUNA_TRY_VOID(writeNotes(entry.notes, layer.recipe, layer.properties));
        }
        return entry;
    }

    Result<void> addPicture(const std::string& name, const Image& image) {
        LACUNA_TRY(auto bytes, png(image, poster_.dpi, kCompression));
        return zip_.add(name, std::move(bytes), Packing::Store);
    }

    Result<void> writeNotes(const std::string& name, const std::string& recipe,
                            const std::map<std::string, std::string>& properties) {
        Json notes{{"properties", properties}};
        if (!recipe.empty()) {
            // What is no JSON is kept as text: a save never fails for a note.
            auto json = parseJson(recipe, "recipe", {4u << 20, 30});
            notes["recipe"] = json && json->is_object() ? *std::move(json) : Json(recipe);
        }
        return zip_.add(name, notes.dump(1, ' ', false, Json::error_handler_t::replace), Packing::Deflate);
    }

    // Saving is waited for: three times faster than the usual 6 for a tenth more bytes.
    static constexpr int kCompression = 1;

    ZipWriter& zip_;
    const PosterFile& poster_;
};

Result<void> checkPoster(const PosterFile& poster, const std::string& where) {
    const auto bad = [&](const std::string& what) {
        return fail(ErrorKind::BadRequest,
                    "This document cannot be saved: " + what + ". Undo the last change and save again.",
                    where);
    };
    const auto isColour = [](const Image& image) {
        return image.format() == PixelFormat::Rgba8 || image.format() == PixelFormat::Rgba16;
    };
    if (poster.size.empty()) return bad("its page has no size");
    if (!poster.merged || poster.merged.size() != poster.size || !isColour(poster.merged)) {
        return bad("the picture of all layers is missing or of another size than the page");
    }
    for (const PosterLayer& layer : poster.layers) {
        if (layer.pixels && !isColour(layer.pixels))
            return bad("the layer \"" + layer.name + "\" has no alpha channel");
        if (layer.mask &&
            (layer.mask.size() != layer.pixels.size() || layer.mask.format() != PixelFormat::Gray8)) {
            return bad("the mask of the layer \"" + layer.name + "\" does not fit its pixels");
        }
        if (!(layer.opacity >= 0 && layer.opacity <= 1))
            return bad("the layer \"" + layer.name + "\" has an opacity outside 0 to 1");
    }
    return {};
}

}  // namespace

Result<void> writePoster(const std::filesystem::path& path, const PosterFile& poster) {
    LACUNA_TRY_VOID(checkPoster(poster, path.string()));
    LACUNA_TRY(AtomicFile file, AtomicFile::create(path));
    LACUNA_TRY(ZipWriter zip, ZipWriter::create(file.temporaryPath()));
    LACUNA_TRY_VOID(PosterWriter(zip, poster).write());
    LACUNA_TRY_VOID(zip.close());
    return file.commit();
}

}  // namespace lacuna
