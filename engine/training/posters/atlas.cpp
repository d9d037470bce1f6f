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

tl::unexpected<Error> damaged(const std::string& where) {
    return fail(ErrorKind::BadFile, "The atlas contradicts itself. Draw it again with lacuna-posters.",
                where);
}

Result<Name> nameFrom(const Json& pair, const std::string& where) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
        return damaged(where);
    Name name{pair[0].get<std::string>(), pair[1].get<std::string>()};
    if (name.english.empty() || name.chinese.empty()) return damaged(where);
    return name;
}

/// A whole number below `end`.
Result<int> indexFrom(const Json& value, std::int64_t end, const std::string& where) {
    if (!value.is_number_integer()) return damaged(where);
    const auto index = value.get<std::int64_t>();
    if (index < 0 || index >= end) return damaged(where);
    return int(index);
}

Result<void> readSprite(const Json& json, std::int64_t drawings, const std::string& where, Atlas& atlas) {
    if (!json.is_object()) return damaged(where);
    SpriteName sprite;
    LACUNA_TRY(sprite.subject, nameFrom(json.value("subject", Json()), where));
    LACUNA_TRY(sprite.colour, nameFrom(json.value("colour", Json()), where));
    const Json stance = json.value("stance", Json("anywhere")), glows = json.value("glows", Json(false));
    if (!stance.is_string() || !glows.is_boolean()) return damaged(where);
    sprite.stance = stance == "sky" ? Stance::Sky : stance == "ground" ? Stance::Ground : Stance::Anywhere;
    sprite.glows = glows.get<bool>();
    LACUNA_TRY(const int drawing, indexFrom(json.value("drawing", Json()), drawings, where));
    const Json tint = json.value("tint", Json());
    if (!tint.is_array() || tint.size() != 3) return damaged(where);
    std::array<int, 3> channel{};
    for (std::size_t i = 0; i < 3; ++i) {
        LACUNA_TRY(channel[i], indexFrom(tint[i], 256, where));
    }
    sprite.tint = {float(channel[0]) / 255, float(channel[1]) / 255, float(channel[2]) / 255};
    atlas.names.sprites.push_back(std::move(sprite));
    atlas.drawingOf.push_back(drawing);
    return {};
}

/// Lists of the index, each of its own kind.
Result<const Json*> listFrom(const Json& index, const char* key, const std::string& where) {
    const auto found = index.find(key);
    if (found == index.end() || !found->is_array()) return damaged(where);
    return &*found;
}

void fillAdvances(Atlas& atlas) {
    const auto pixels = atlas.advances.accessor<std::int64_t, 2>();
    for (std::size_t face = 0; face < atlas.names.faces.size(); ++face) {
        for (const auto& [character, glyph] : atlas.glyphOf) {
            atlas.names.faces[face].advances[character] =
                float(pixels[std::int64_t(face)][glyph]) / float(atlas.cellPx());
        }
    }
}

}  // namespace

Result<Atlas> readAtlas(const std::filesystem::path& path, torch::Device device) {
    LACUNA_TRY(const auto file, SafetensorsFile::open(path, kRestoreIt));
    LACUNA_TRY(const auto drawings, byteTensor(*file, "drawings", 4));
    LACUNA_TRY(const auto glyphs, byteTensor(*file, "glyphs", 4));
    LACUNA_TRY(const auto advances, byteTensor(*file, "advances", 2));
    const std::string where = path.string();
    const auto entry = file->metadata().find("lacuna.atlas");
    if (entry == file->metadata().end()) return damaged(where);
    LACUNA_TRY(const Json json, parseJson(entry->second, where));
    LACUNA_TRY(const auto index, JsonObject::of(json, where));

    if (json.value("version", Json()) != kAtlasVersion) {
        return fail(ErrorKind::BadFile, "The atlas is of another version. Draw it again with lacuna-posters.",
                    where);
    }
    Atlas atlas;
    LACUNA_TRY(const Json* sprites, listFrom(json, "sprites", where));
    for (const Json& sprite : *sprites) {
        LACUNA_TRY_VOID(readSprite(sprite, drawings.size(0), where, atlas));
    }
    LACUNA_TRY(const Json* ornaments, listFrom(json, "ornaments", where));
    for (const Json& ornament : *ornaments) {
        LACUNA_TRY(const int drawing, indexFrom(ornament, drawings.size(0), where));
        atlas.ornaments.push_back(drawing);
    }
    LACUNA_TRY(const Json* faces, listFrom(json, "faces", where));
    for (const Json& face : *faces) {
        LACUNA_TRY(auto style, nameFrom(face, where));
        atlas.names.faces.push_back({std::move(style), {}});
    }
    LACUNA_TRY(const auto characters, index.text("characters", 1 << 20));
    for (const char32_t c : codePoints(characters)) atlas.glyphOf.emplace(c, int(atlas.glyphOf.size()));
    atlas.sources = json.value("sources", Json::array()).dump();

    const auto count = std::int64_t(atlas.glyphOf.size()), styles = std::int64_t(atlas.names.faces.size());
    const bool whole = drawings.size(1) == 5 && drawings.size(2) == drawings.size(3) &&
                       drawings.size(2) >= 4 && glyphs.size(0) == styles && glyphs.size(1) == count &&
                       glyphs.size(2) == glyphs.size(3) && advances.size(0) == styles &&
                       advances.size(1) == count;
    const bool ornamented = atlas.ornaments.empty() || atlas.ornaments.size() == std::size_t(kOrnaments);
    if (!whole || !ornamented) return damaged(where);
    auto level = (drawings.to(torch::kFloat) / 255).to(device);
    for (int halving = 0; halving < 3; ++halving) {
        atlas.drawings.push_back(level);
        level = torch::avg_pool2d(level, 2);
    }
    atlas.glyphs = glyphs;
    atlas.advances = advances.to(torch::kLong).clamp(1, glyphs.size(2));
    fillAdvances(atlas);
    return atlas;
}

}  // namespace lacuna::training
