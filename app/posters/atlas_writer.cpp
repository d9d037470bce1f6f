// See atlas_writer.h.
#include "app/posters/atlas_writer.h"

#include <QtGui/QFont>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainterPath>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/posters/subjects.h"
#include "engine/formats/safetensors.h"
#include "engine/training/posters/words.h"

namespace lacuna::posters {
namespace {

constexpr int kSpritePx = 112;
constexpr int kCellPx = 40;

/// A typeface that holds both scripts. `licence` goes into the atlas and from there into the model card.
struct Face {
    const char* name;
    const char* family;
    QFont::Weight weight;
    const char* licence;
};
constexpr std::array kFaces{
    Face{"sans", "Noto Sans CJK SC", QFont::Bold, "SIL Open Font License 1.1"},
    Face{"serif", "Noto Serif CJK SC", QFont::Bold, "SIL Open Font License 1.1"},
    Face{"kai", "LXGW WenKai", QFont::Bold, "SIL Open Font License 1.1"},
};

using Bytes = std::vector<std::byte>;

/// RGBA rows to planes, straight alpha.
void appendPlanes(Bytes& out, const QImage& image) {
    for (int channel = 0; channel < 4; ++channel) {
        for (int y = 0; y < image.height(); ++y) {
            const uchar* row = image.constScanLine(y);
            for (int x = 0; x < image.width(); ++x) out.push_back(std::byte{row[4 * x + channel]});
        }
    }
}

/// One character in its cell, as coverage; returns how far the pen moves, in pixels (a Chinese character
/// fills its cell).
int appendGlyph(Bytes& out, const QFont& font, char32_t character) {
    const QString text = QString::fromUcs4(&character, 1);
    const QFontMetricsF metrics(font);
    QImage cell(kCellPx, kCellPx, QImage::Format_Grayscale8);
    cell.fill(Qt::black);
    QPainter painter(&cell);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addText(0, 0, font, text);
    // The same baseline for all: Latin letters and Chinese characters stand on one line.
    painter.translate(0, kCellPx * 0.84);
    painter.fillPath(path, Qt::white);
    painter.end();
    for (int y = 0; y < kCellPx; ++y) {
        const uchar* row = cell.constScanLine(y);
        for (int x = 0; x < kCellPx; ++x) out.push_back(std::byte{row[x]});
    }
    return std::clamp(int(std::lround(metrics.horizontalAdvance(text))), 1, kCellPx);
}

}  // namespace

Result<AtlasSummary> writeAtlas(const std::filesystem::path& path) {
    nlohmann::json index{{"version", 1},
                         {"sprites", nlohmann::json::array()},
                         {"faces", nlohmann::json::array()},
                         {"sources", nlohmann::json::array()}};
    Bytes sprites, glyphs, advances;
    AtlasSummary summary;

    for (const Subject& subject : allSubjects()) {
        for (const Variation& variation : subject.variations) {
            appendPlanes(sprites, render(subject, variation, kSpritePx));
            index["sprites"].push_back({{"subject", {subject.english, subject.chinese}},
                                        {"colour", {variation.colour.english, variation.colour.chinese}}});
            ++summary.sprites;
        }
    }
    index["sources"].push_back(
        {{"what", "sprites"}, {"source", "drawn by app/posters"}, {"licence", "Apache-2.0"}});

    const std::u32string characters = training::titleCharacters();
    for (const Face& face : kFaces) {
        if (!QFontDatabase::families().contains(QString::fromUtf8(face.family))) continue;
        QFont font(QString::fromUtf8(face.family));
        font.setPixelSize(kCellPx - 4);
        font.setWeight(face.weight);
        font.setHintingPreference(QFont::PreferNoHinting);
        for (const char32_t character : characters)
            advances.push_back(std::byte(appendGlyph(glyphs, font, character)));
        index["faces"].push_back(face.name);
        index["sources"].push_back(
            {{"what", std::string("face ") + face.name}, {"source", face.family}, {"licence", face.licence}});
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
        {"sprites", {DType::U8, {summary.sprites, 4, kSpritePx, kSpritePx}, sprites}},
        {"glyphs", {DType::U8, {faces, count, kCellPx, kCellPx}, glyphs}},
        {"advances", {DType::U8, {faces, count}, advances}},
    };
    LACUNA_TRY_VOID(writeSafetensors(path, tensors, {{"lacuna.atlas", index.dump()}}));
    std::error_code ignored;
    summary.bytes = std::filesystem::file_size(path, ignored);
    return summary;
}

}  // namespace lacuna::posters
