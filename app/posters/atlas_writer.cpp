// See atlas_writer.h.
#include "app/posters/atlas_writer.h"

#include <nlohmann/json.hpp>

#include "app/posters/glyphs.h"
#include "app/posters/subjects.h"
#include "engine/formats/safetensors.h"
#include "engine/training/posters/atlas_format.h"
#include "engine/training/posters/words.h"

namespace lacuna::posters {
namespace {

constexpr int kDrawingPx = 144;

using Bytes = std::vector<std::byte>;
using Index = nlohmann::json;

void append(Bytes& out, const std::vector<std::uint8_t>& bytes) {
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    out.insert(out.end(), first, first + bytes.size());
}

/// Drawings of the subjects, then of the ornaments; returns how many.
int appendDrawings(Bytes& out, Index& index, AtlasSummary& summary) {
    int drawings = 0;
    for (const Subject& subject : allSubjects()) {
        append(out, render(subject, kDrawingPx));
        for (const NamedColour& colour : subject.colours) {
            index["sprites"].push_back(
                {{"subject", {subject.english, subject.chinese}},
                 {"colour", {colour.english, colour.chinese}},
                 {"tint", {colour.value.red(), colour.value.green(), colour.value.blue()}},
                 {"drawing", drawings},
                 {"stance", subject.stance},
                 {"glows", subject.glows}});
            ++summary.sprites;
        }
        ++drawings;
    }
    summary.subjects = drawings;
    for (const Subject& ornament : ornaments()) {
        append(out, render(ornament, kDrawingPx));
        index["ornaments"].push_back(drawings++);
    }
    index["sources"].push_back(
        {{"what", "drawings"}, {"source", "drawn by app/posters"}, {"licence", "Apache-2.0"}});
    return drawings;
}

void appendFace(Bytes& glyphs, Bytes& advances, Index& index, const Face& face,
                const std::u32string& characters) {
    for (const char32_t character : characters) {
        const Glyph glyph = drawGlyph(face, character);
        append(glyphs, glyph.distances);
        advances.push_back(std::byte(glyph.advancePx));
    }
    index["faces"].push_back({face.english, face.chinese});
    const std::string families =
        std::string(face.han) +
        (std::string_view(face.latin) == face.han ? "" : std::string(", ") + face.latin);
    index["sources"].push_back({{"what", std::string("lettering, ") + face.english},
                                {"source", families},
                                {"licence", face.licence}});
}

}  // namespace

Result<AtlasSummary> writeAtlas(const std::filesystem::path& path) {
    Index index{{"version", training::kAtlasVersion}};
    for (const char* list : {"sprites", "ornaments", "faces", "sources"}) index[list] = Index::array();
    Bytes drawings, glyphs, advances;
    AtlasSummary summary;
    const int drawn = appendDrawings(drawings, index, summary);

    const std::u32string characters = training::titleCharacters();
    for (const Face& face : installedFaces()) {
        appendFace(glyphs, advances, index, face, characters);
        ++summary.faces;
    }
    if (summary.faces == 0) {
        return fail(ErrorKind::ModelMissing,
                    "No typeface with Chinese characters is installed. Install fonts-noto-cjk or "
                    "fonts-lxgw-wenkai and try again.",
                    path.string());
    }
    index["characters"] = training::utf8(characters);
    summary.characters = int(characters.size());

    const auto faces = std::int64_t(summary.faces), count = std::int64_t(characters.size());
    const std::vector<TensorToWrite> tensors{
        {"drawings", {DType::U8, {drawn, 5, kDrawingPx, kDrawingPx}, drawings}},
        {"glyphs", {DType::U8, {faces, count, kCellPx, kCellPx}, glyphs}},
        {"advances", {DType::U8, {faces, count}, advances}},
    };
    LACUNA_TRY_VOID(writeSafetensors(path, tensors, {{"lacuna.atlas", index.dump()}}));
    std::error_code ignored;
    summary.bytes = std::filesystem::file_size(path, ignored);
    return summary;
}

}  // namespace lacuna::posters
