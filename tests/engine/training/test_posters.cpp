// The painter paints what the scene says, the caption writer says what the scene holds, and both depend on
// the seed alone.
#include <cmath>

#include "engine/training/posters/caption.h"
#include "engine/training/posters/masks.h"
#include "engine/training/posters/painter.h"
#include "engine/training/posters/random.h"
#include "engine/training/posters/words.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestPosters : public QObject {
    Q_OBJECT
    Atlas atlas_ = tests::smallAtlas();

    std::vector<Scene> scenes(int count) const {
        std::vector<Scene> list;
        for (int i = 0; i < count; ++i)
            list.push_back(sceneOf(Random(11, std::uint64_t(i)).next(), 1.5, atlas_.names));
        return list;
    }

  private Q_SLOTS:
    void sameSeedPaintsTheSamePosterInAnyBatch() {
        const auto many = scenes(12);
        const auto together = paintPosters(many, 64, atlas_);
        QCOMPARE(together.sizes().vec(), (std::vector<std::int64_t>{12, 3, 96, 64}));
        for (const std::size_t i : {0u, 5u, 11u}) {
            const auto alone = paintPosters(std::span(many).subspan(i, 1), 64, atlas_)[0];
            QVERIFY2(torch::equal(alone, together[std::int64_t(i)]), "a poster depends on its neighbours");
        }
        QVERIFY2(torch::equal(paintPosters(many, 64, atlas_), together), "the same batch gave other pixels");
        QVERIFY((together[0] - together[1]).abs().max().item<float>() > 0.1);
        QVERIFY(together.min().item<float>() >= -1 && together.max().item<float>() <= 1);
    }

    void everyBackgroundIsDrawn() {
        std::set<Background> seen;
        for (const auto& scene : scenes(200)) seen.insert(scene.background);
        QCOMPARE(int(seen.size()), kBackgrounds);
    }

    void aSubjectsColourStandsAtItsPlace() {
        Scene scene = sceneOf(3, 1.5, atlas_.names);
        scene.background = Background::Night;
        scene.lines.clear();
        scene.subjects = {{0, 0.3, 0.4, 0.4, 0, false}};  // the red disc
        const auto picture = paintPosters(std::span(&scene, 1), 128, atlas_)[0];
        const auto inside = picture.slice(1, 48, 55).slice(2, 35, 42).mean(at::IntArrayRef{1, 2});
        QVERIFY(inside[0].item<float>() > inside[1].item<float>() + 0.5);
        QVERIFY(inside[0].item<float>() > inside[2].item<float>() + 0.5);
    }

    void letteringChangesThePixelsOfItsLineOnly() {
        Scene scene = sceneOf(3, 1.5, atlas_.names);
        scene.subjects.clear();
        scene.lines.clear();
        const auto without = paintPosters(std::span(&scene, 1), 128, atlas_)[0];
        scene.lines = {{U"七夕", 0, false, 0.5, 0.3, 0.2, {1, 1, 1}, false}};
        const auto difference =
            (paintPosters(std::span(&scene, 1), 128, atlas_)[0] - without).abs().amax(0);  // [H, W]
        QVERIFY(difference.slice(0, 28, 50).max().item<float>() > 0.3);
        QCOMPARE(difference.slice(0, 70, 192).max().item<float>(), 0.0f);
    }

    void captionsSayWhatTheSceneHolds() {
        for (const auto& scene : scenes(60)) {
            for (const auto language : {CaptionLanguage::English, CaptionLanguage::Chinese}) {
                const bool chinese = language == CaptionLanguage::Chinese;
                const auto text = captionOf(scene, atlas_.names, language, CaptionLength::Long);
                const auto holds = [&](const std::string& part) {
                    QVERIFY2(text.find(part) != std::string::npos,
                             (part + " is missing in: " + text).c_str());
                };
                for (const auto& subject : scene.subjects) {
                    const auto& name = atlas_.names.sprites[std::size_t(subject.sprite)];
                    // A plural ends differently, but begins as the singular does.
                    holds(chinese ? name.colour.chinese + name.subject.chinese
                                  : name.colour.english + " " + name.subject.english);
                }
                const auto said = [&](const Name& name) { holds(chinese ? name.chinese : name.english); };
                said(nameOf(scene.background, scene.palette));
                if (scene.decoration != Decoration::None) said(nameOf(scene.decoration));
                if (!scene.lines.empty()) said(atlas_.names.faces.front().style);
                for (const auto& line : scene.lines) holds("\"" + utf8(line.text) + "\"");
                if (!scene.titleChinese.empty()) holds("\"" + scene.titleChinese + "\"");
                if (!scene.titleEnglish.empty()) holds("\"" + scene.titleEnglish + "\"");
            }
        }
    }

    void captionsTellLeftFromRight() {
        Scene scene;
        scene.subjects = {{0, 0.2, 0.7, 0.3, 0, false}, {1, 0.8, 0.7, 0.3, 0, false}};
        auto text = captionOf(scene, atlas_.names, CaptionLanguage::English, CaptionLength::Long);
        QVERIFY2(text.find("the moon left of the boat") != std::string::npos, text.c_str());
        std::swap(scene.subjects[0].x, scene.subjects[1].x);
        text = captionOf(scene, atlas_.names, CaptionLanguage::Chinese, CaptionLength::Long);
        QVERIFY2(text.find("月亮在小船右边") != std::string::npos, text.c_str());
    }

    void equalSubjectsAreCounted() {
        Scene scene;
        scene.subjects = {{2, 0.2, 0.7, 0.3, 0, false}, {2, 0.8, 0.7, 0.3, 0, false}};
        QCOMPARE(captionOf(scene, atlas_.names, CaptionLanguage::English, CaptionLength::Short),
                 std::string("two green trees"));
        QCOMPARE(captionOf(scene, atlas_.names, CaptionLanguage::Chinese, CaptionLength::Short),
                 std::string("两个绿色大树"));
    }

    void holesAreNeitherEmptyNorEverything() {
        const auto some = scenes(30);
        Random random(5);
        for (const auto kind :
             {MaskKind::Brush, MaskKind::Box, MaskKind::Object, MaskKind::Border, MaskKind::Lasso}) {
            for (const auto& scene : some) {
                const auto hole = makeHole(kind, scene, 192, 128, random);
                const double share = hole.mask.mean().item<double>();
                QVERIFY2(share > 0.002 && share < 0.98,
                         qPrintable(QString("kind %1: %2").arg(int(kind)).arg(share)));
                QCOMPARE(hole.task, kind == MaskKind::Border ? Task::Outpaint : Task::Inpaint);
            }
        }
    }

    void aBorderHoleLeavesExactlyTheKeptRectangle() {
        Random random(8);
        const auto hole = makeHole(MaskKind::Border, scenes(1)[0], 192, 128, random);
        const auto& m = hole.outpaint;
        QVERIFY(!m.empty());
        const double kept = double((192 - m.top - m.bottom) * (128 - m.left - m.right));
        QCOMPARE((1 - hole.mask).sum().item<double>(), kept);
    }
};
LACUNA_TEST(TestPosters)
#include "test_posters.moc"
