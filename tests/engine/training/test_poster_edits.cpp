// An edit changes what it says and nothing else, and lettering can be read on any ground.
#include "engine/training/posters/caption.h"
#include "engine/training/posters/edits.h"
#include "engine/training/posters/labels.h"
#include "engine/training/posters/lettering.h"
#include "engine/training/posters/named_scenes.h"
#include "engine/training/posters/painter.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestPosterEdits : public QObject {
    Q_OBJECT
    Atlas atlas_ = tests::smallAtlas();

    /// Edits of one kind from scenes that allow it.
    std::vector<EditPair> edits(EditKind kind, int count) const {
        std::vector<EditPair> found;
        for (std::uint64_t seed = 0; int(found.size()) < count && seed < 400; ++seed) {
            Random random(seed, 7);
            const auto edit = editOf(sceneOf(seed, 1.5, atlas_.names), kind, random, atlas_.names);
            if (edit) found.push_back(*edit);
        }
        return found;
    }
    /// 1 where an edit may change pixels. [height, width]
    static torch::Tensor mayChange(const EditPair& edit, std::int64_t height, std::int64_t width) {
        auto mask = torch::zeros({height, width}, torch::kBool);
        const auto pixel = [&](double v, std::int64_t most) {
            return std::clamp<std::int64_t>(std::llround(v * double(width)), 0, most);
        };
        for (const Area& area : edit.changed)
            mask.slice(0, pixel(area.top, height), pixel(area.bottom, height))
                .slice(1, pixel(area.left, width), pixel(area.right, width))
                .fill_(true);
        return mask;
    }

  private Q_SLOTS:
    void pixelsOutsideWhatAnEditNamesAreEqual_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < kEditKinds; ++kind) QTest::newRow(nameOf(EditKind(kind))) << kind;
    }
    void pixelsOutsideWhatAnEditNamesAreEqual() {
        QFETCH(int, kind);
        // One colour a subject in the small atlas: there is nothing to recolour it to.
        if (EditKind(kind) == EditKind::SubjectRecoloured) {
            SpriteName moon = atlas_.names.sprites.front();
            moon.colour = {"white", "白色"};
            moon.tint = {1, 1, 1};
            atlas_.names.sprites.push_back(moon);
            atlas_.drawingOf.push_back(0);
        }
        const auto pairs = edits(EditKind(kind), 6);
        QCOMPARE(pairs.size(), std::size_t{6});
        for (const EditPair& edit : pairs) {
            const std::vector<Scene> both{edit.before, edit.after};
            const auto pages = toBytes(paintPosters(both, 96, atlas_)).to(torch::kInt);
            const auto difference = (pages[0] - pages[1]).abs().amax(2);  // [H, W]
            QVERIFY2(difference.max().item<int>() > 8, edit.instruction.english.c_str());
            const auto outside = difference.masked_fill(mayChange(edit, 144, 96), 0);
            QVERIFY2(outside.max().item<int>() == 0, edit.instruction.english.c_str());
        }
    }

    void editsOfSubjectsChangeTheLabelsAsSaid() {
        for (const EditPair& edit : edits(EditKind::SubjectRemoved, 10)) {
            QCOMPARE(edit.after.subjects.size() + 1, edit.before.subjects.size());
            QVERIFY(edit.instruction.english.starts_with("Remove the "));
        }
        for (const EditPair& edit : edits(EditKind::SubjectAdded, 10))
            QCOMPARE(edit.before.subjects.size() + 1, edit.after.subjects.size());
        for (const EditPair& edit : edits(EditKind::SubjectReplaced, 10)) {
            auto before = sceneLabels(edit.before, atlas_.names),
                 after = sceneLabels(edit.after, atlas_.names);
            QVERIFY(!(before.subjects == after.subjects));
            before.subjects = after.subjects;
            QVERIFY(before == after);
        }
    }

    void aTranslatedTitleSaysTheSameInTheOtherScript() {
        for (const EditPair& edit : edits(EditKind::TitleTranslated, 10)) {
            QCOMPARE(edit.before.title, edit.after.title);
            QVERIFY(edit.before.titleChinese.empty() != edit.after.titleChinese.empty());
            QVERIFY(edit.before.titleEnglish.empty() != edit.after.titleEnglish.empty());
            QVERIFY(edit.instruction.chinese.find(edit.after.titleChinese + edit.after.titleEnglish) !=
                    std::string::npos);
        }
    }

    void aNewGroundKeepsWordsAndSubjects() {
        for (const EditPair& edit : edits(EditKind::GroundChanged, 10)) {
            QVERIFY(edit.before.background != edit.after.background ||
                    edit.before.palette != edit.after.palette);
            QCOMPARE(edit.before.subjects.size(), edit.after.subjects.size());
            for (std::size_t i = 0; i < edit.before.lines.size(); ++i)
                QVERIFY(edit.before.lines[i].text == edit.after.lines[i].text);
        }
    }

    void namedScenesAreEditsToo() {
        const EditPair widened = widenedCoffeePhotograph(1.5, atlas_.names);
        QCOMPARE(widened.before.crop.right, 0.25);
        QVERIFY(widened.after.crop.whole());
        const EditPair translated = translatedAdvertisement(1.5, atlas_.names);
        QCOMPARE(translated.before.titleChinese, std::string("年终大促"));
        QCOMPARE(translated.after.titleEnglish, std::string("Big Sale"));
        QVERIFY(!translated.after.lines.empty());
    }

    void noLineDimsItsNeighboursLetters() {
        constexpr std::int64_t kSide = 256;
        std::vector<LineOnPage> lines(2);
        for (std::size_t i = 0; i < 2; ++i) {
            lines[i].colour = {1, 1, 1};
            lines[i].emMost = 0.1;
            lines[i].x = 0.5;
            lines[i].y = 0.5 + 0.11 * double(i);
            setWords(lines[i], "七夕七夕", atlas_.names);
        }
        const std::vector<LineOfPage> both{{0, &lines[0]}, {0, &lines[1]}};
        const auto painted = [&](std::size_t count) {
            Canvas canvas(1, kSide, kSide, torch::kCPU);
            canvas.pages.fill_(0.6);
            paintLines(canvas, atlas_, std::span(both).first(count));
            return canvas.pages[0].clone();
        };
        const auto alone = painted(1), together = painted(2);
        const auto letters = alone > 0.999;
        QVERIFY(letters.sum().item<int>() > 100);
        QVERIFY(together.masked_select(letters).min().item<float>() > 0.999f);
    }

    void letteringHasContrastOnEveryGround_data() {
        QTest::addColumn<double>("ink");
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << 0.97 << false;
        QTest::newRow("golden") << 0.88 << false;
        QTest::newRow("dark") << 0.1 << true;
    }
    void letteringHasContrastOnEveryGround() {
        QFETCH(double, ink);
        QFETCH(bool, dark);
        LineOnPage line;
        const auto tone = float(ink);
        line.colour = {tone, tone, tone};
        line.dark = dark;
        line.emMost = 0.2;
        line.x = 0.5;
        line.y = 0.5;
        setWords(line, "七夕ab", atlas_.names);
        const LineOfPage one{0, &line};
        constexpr std::int64_t kSide = 256;
        // On black, light lettering leaves its coverage behind.
        Canvas black(1, kSide, kSide, torch::kCPU);
        black.pages.zero_();
        LineOnPage white = line;
        white.colour = {1, 1, 1};
        white.dark = false;
        const LineOfPage plain{0, &white};
        paintLines(black, atlas_, std::span(&plain, 1));
        const auto coverage = black.pages[0][0];
        const auto letters = (coverage > 0.5).to(torch::kFloat).view({1, 1, kSide, kSide});
        const auto near = torch::max_pool2d(letters, 5, 1, 2)[0][0] > 0;  // two pixels around
        const auto ground = near & (coverage == 0);
        QVERIFY(ground.sum().item<int>() > 500);

        auto generator = at::detail::createCPUGenerator(3);
        for (const double level : {0.0, 0.3, 0.5, 0.7, 1.0}) {
            Canvas canvas(1, kSide, kSide, torch::kCPU);
            canvas.pages.copy_(
                (level + 0.3 * (torch::rand({1, 3, kSide, kSide}, generator) - 0.5)).clamp(0, 1));
            paintLines(canvas, atlas_, std::span(&one, 1));
            const auto linear = canvas.pages[0].pow(2.2);
            const auto luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
            const auto seen = luminance.masked_select(ground);
            const double worst = dark ? seen.min().item<double>() : seen.max().item<double>();
            const double contrast = contrastOf(worst, luminanceOf(line.colour));
            QVERIFY2(contrast >= 4.5, qPrintable(QString("%1 on %2").arg(contrast).arg(level)));
        }
    }
};
LACUNA_TEST(TestPosterEdits)
#include "test_poster_edits.moc"
