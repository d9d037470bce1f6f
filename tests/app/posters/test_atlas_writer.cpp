// The atlas that lacuna-posters draws is one that training reads: all subjects with a shape and a colour of
// their own, all letters of all titles.
#include <set>

#include "app/posters/atlas_writer.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/posters/words.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestAtlasWriter : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;
    training::Atlas atlas_;

  private Q_SLOTS:
    void initTestCase() {
        const auto written = posters::writeAtlas(folder_ / "atlas.safetensors");
        if (!written && written.error().kind == ErrorKind::ModelMissing)
            QSKIP("No typeface with Chinese characters is installed here.");
        QVERIFY2(written.has_value(), written ? "" : describe(written.error()).c_str());
        QVERIFY(written->bytes <= 16u << 20);
        auto atlas = training::readAtlas(folder_ / "atlas.safetensors", torch::kCPU);
        QVERIFY2(atlas.has_value(), atlas ? "" : describe(atlas.error()).c_str());
        atlas_ = *std::move(atlas);
    }

    void drawsAtLeastSixtySubjectsInSeveralColours() {
        std::map<std::string, std::set<std::string>> colours;
        for (const auto& sprite : atlas_.names.sprites)
            colours[sprite.subject.english].insert(sprite.colour.english);
        QVERIFY(colours.size() >= 60);
        for (const auto& [subject, names] : colours) QVERIFY2(names.size() >= 3, subject.c_str());
    }

    void noSubjectSharesItsNameWithAnother() {
        std::map<std::string, std::string> chineseOf;
        std::set<std::string> chinese;
        for (const auto& sprite : atlas_.names.sprites)
            chineseOf[sprite.subject.english] = sprite.subject.chinese;
        for (const auto& [english, name] : chineseOf) QVERIFY2(chinese.insert(name).second, english.c_str());
    }

    void everySpriteHasAShapeOnATransparentGround() {
        for (std::size_t i = 0; i < atlas_.names.sprites.size(); ++i) {
            const auto planes = atlas_.drawings.front()[atlas_.drawingOf[i]];
            const auto alpha = planes[4];
            const auto& name = atlas_.names.sprites[i].subject.english;
            QVERIFY2(alpha[0][0].item<float>() < 0.1f && alpha[-1][0].item<float>() < 0.1f, name.c_str());
            const double cover = alpha.mean().item<double>();
            QVERIFY2(cover > 0.08 && cover < 0.9, name.c_str());
            // Its own colour is a good part of it: what captions name must be seen.
            QVERIFY2(planes[3].mean().item<double>() > 0.1 * cover, name.c_str());
            // Premultiplied: neither part, nor both together with white, exceeds the coverage.
            QVERIFY2((planes.slice(0, 0, 3) + planes.slice(0, 3, 4) - alpha).max().item<double>() < 0.02,
                     name.c_str());
        }
    }

    void everySubjectThatATitleWantsIsThere() {
        std::set<std::string> subjects;
        for (const auto& sprite : atlas_.names.sprites) subjects.insert(sprite.subject.english);
        for (const auto& title : training::titles()) {
            for (const char* wanted : title.subjects) QVERIFY2(!wanted || subjects.contains(wanted), wanted);
        }
    }

    void noWordLacksALetterInAnyFace() {
        const auto check = [&](const char* text) {
            for (const char32_t c : training::codePoints(text)) {
                const auto found = atlas_.glyphOf.find(c);
                QVERIFY2(found != atlas_.glyphOf.end(), text);
                for (std::int64_t face = 0; face < atlas_.glyphs.size(0) && c != U' '; ++face)
                    QVERIFY2(atlas_.glyphs[face][found->second].max().item<int>() > 140, text);
            }
        };
        for (const auto& title : training::titles()) {
            for (const char* text :
                 {title.english, title.chinese, title.subtitleEnglish, title.subtitleChinese})
                check(text);
        }
        for (const auto& venue : training::venues()) {
            check(venue.english);
            check(venue.chinese);
        }
        check("0123456789.:");
    }

    void noLetterIsCutOffAtItsCell() {
        const std::int64_t last = atlas_.cellPx() - 1;
        for (const char32_t c : std::u32string(U"gjpqyQWM中秋快乐庆")) {
            for (std::int64_t face = 0; face < atlas_.glyphs.size(0); ++face) {
                const auto glyph = atlas_.glyphs[face][atlas_.glyphOf.at(c)];
                // 128 is on the outline: the cell's rim lies outside of it.
                for (const auto& rim : {glyph[0], glyph[last], glyph.select(1, 0), glyph.select(1, last)})
                    QVERIFY2(rim.max().item<int>() < 140, qPrintable(QString::fromUcs4(&c, 1)));
            }
        }
    }

    void everySourceHasALicence() {
        const QByteArray sources(atlas_.sources.c_str());
        QCOMPARE(sources.count("\"what\""), sources.count("\"licence\""));
        QVERIFY(sources.count("\"licence\"") > atlas_.glyphs.size(0));  // the drawings and every face
    }
};
LACUNA_TEST(TestAtlasWriter)
#include "test_atlas_writer.moc"
