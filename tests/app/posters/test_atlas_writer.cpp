// The atlas that lacuna-posters draws is one that training reads: all subjects with a shape, all letters of
// all titles.
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

    void drawsAtLeastEightSubjectsInSeveralVariations() {
        std::map<std::string, int> variations;
        for (const auto& sprite : atlas_.names.sprites) ++variations[sprite.subject.english];
        QVERIFY(variations.size() >= 8);
        for (const auto& [subject, count] : variations) QVERIFY2(count >= 3, subject.c_str());
    }

    void everySpriteHasAShapeOnATransparentGround() {
        for (std::int64_t i = 0; i < atlas_.sprites.size(0); ++i) {
            const auto alpha = atlas_.sprites[i][3];
            const auto& name = atlas_.names.sprites[std::size_t(i)].subject.english;
            QVERIFY2(alpha[0][0].item<float>() < 0.1f && alpha[-1][0].item<float>() < 0.1f, name.c_str());
            const double cover = alpha.mean().item<double>();
            QVERIFY2(cover > 0.08 && cover < 0.9, name.c_str());
        }
    }

    void noTitleLacksALetter() {
        for (const auto& title : training::titles()) {
            for (const char* text : {title.english, title.chinese}) {
                for (const char32_t c : training::codePoints(text)) {
                    const auto found = atlas_.glyphOf.find(c);
                    QVERIFY2(found != atlas_.glyphOf.end(), text);
                    if (c != U' ') QVERIFY2(atlas_.glyphs[found->second].max().item<float>() > 0.5f, text);
                }
            }
        }
    }
};
LACUNA_TEST(TestAtlasWriter)
#include "test_atlas_writer.moc"
