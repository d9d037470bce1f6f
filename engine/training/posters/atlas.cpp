// See atlas.h.
#include "engine/training/posters/atlas.h"

#include "engine/formats/json_file.h"
#include "engine/formats/safetensors.h"
#include "engine/training/posters/words.h"

namespace lacuna::training {
namespace {

Result<torch::Tensor> byteTensor(const SafetensorsFile& file, const char* name, std::size_t dimensions) {
    const TensorView* view = file.find(name);
    if (!view || view->dtype != DType::U8 || view->shape.size() != dimensions || view->count() == 0) {
        return fail(ErrorKind::BadFile,
                    std::string("The atlas has no tensor \"") + name +
                        "\" of bytes. Draw it again with lacuna-posters.",
                    file.path().string());
    }
    return torch::from_blob(const_cast<std::byte*>(view->bytes.data()), view->shape, torch::kUInt8).clone();
}

Result<Name> nameFrom(const JsonObject& object, const char* key) {
    LACUNA_TRY(const auto texts, object.texts(key, 2));
    if (texts.size() != 2)
        return fail(ErrorKind::BadFile, std::string(key) + " needs two names.", object.where());
    return Name{texts[0], texts[1]};
}

}  // namespace

Result<Atlas> readAtlas(const std::filesystem::path& path, torch::Device device) {
    LACUNA_TRY(const auto file, SafetensorsFile::open(path));
    LACUNA_TRY(const auto sprites, byteTensor(*file, "sprites", 4));
    LACUNA_TRY(const auto glyphs, byteTensor(*file, "glyphs", 4));
    LACUNA_TRY(const auto advances, byteTensor(*file, "advances", 2));
    const auto damaged = [&] {
        return fail(ErrorKind::BadFile, "The atlas contradicts itself. Draw it again with lacuna-posters.",
                    path.string());
    };
    const auto entry = file->metadata().find("lacuna.atlas");
    if (entry == file->metadata().end()) return damaged();
    LACUNA_TRY(const Json json, parseJson(entry->second, path.string()));
    LACUNA_TRY(const auto index, JsonObject::of(json, path.string()));

    Atlas atlas;
    if (!json.contains("sprites") || !json["sprites"].is_array()) return damaged();
    for (const Json& sprite : json["sprites"]) {
        LACUNA_TRY(const auto object, JsonObject::of(sprite, path.string()));
        LACUNA_TRY(const auto subject, nameFrom(object, "subject"));
        LACUNA_TRY(const auto colour, nameFrom(object, "colour"));
        atlas.names.sprites.push_back({subject, colour});
    }
    LACUNA_TRY(const auto faces, index.texts("faces", 64));
    LACUNA_TRY(const auto characters, index.text("characters", 1 << 20));
    for (const char32_t c : codePoints(characters)) atlas.glyphOf.emplace(c, int(atlas.glyphOf.size()));
    for (const auto& face : faces) atlas.names.faces.push_back({{face, face}, {}});
    atlas.sources = json.value("sources", Json::array()).dump();

    const auto count = std::int64_t(atlas.glyphOf.size());
    if (sprites.size(0) != std::int64_t(atlas.names.sprites.size()) || sprites.size(1) != 4 ||
        glyphs.size(0) != std::int64_t(atlas.names.faces.size()) || glyphs.size(1) != count ||
        glyphs.size(2) != glyphs.size(3) || advances.size(0) != std::int64_t(atlas.names.faces.size()) ||
        advances.size(1) != count) {
        return damaged();
    }
    auto planes = sprites.to(torch::kFloat) / 255;
    planes.slice(1, 0, 3).mul_(planes.slice(1, 3, 4));
    atlas.sprites = planes.to(device);
    atlas.glyphs = (glyphs.to(torch::kFloat) / 255).flatten(0, 1).to(device);
    atlas.advances = advances.to(torch::kLong).clamp(1, glyphs.size(2));
    for (std::size_t face = 0; face < atlas.names.faces.size(); ++face) {
        const auto row = atlas.advances[std::int64_t(face)];
        for (const auto& [character, glyph] : atlas.glyphOf) {
            const auto pixels = row[glyph].item<std::int64_t>();
            atlas.names.faces[face].advances[character] = float(pixels) / float(glyphs.size(2));
        }
    }
    return atlas;
}

}  // namespace lacuna::training
