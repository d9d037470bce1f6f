// What was read against what was asked: known answers on hand-made labels, titles cut out where they stand,
// captions rebuilt word for word, edits whose outcome is known.
#include <set>

#include "engine/training/evaluation/attributes.h"
#include "engine/training/evaluation/cases.h"
#include "engine/training/evaluation/edit_cases.h"
#include "engine/training/evaluation/title_reading.h"
#include "engine/training/posters/random.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestAttributes : public QObject {
    Q_OBJECT
    Atlas atlas_ = tests::smallAtlas();
    LabelSpace space_ = LabelSpace::of(atlas_.names);

    /// Moon (red) at the left, boat (blue) at the right, on a night sky.
    static PosterLabels labels() {
        PosterLabels labels;
        labels.background = Background::Night;
        labels.palette = 1;
        labels.subjects = {{0, 0, 0.2, 0.5}, {1, 1, 0.8, 0.5}};
        labels.titlePlace = TitlePlace::Top;
        labels.english = true;
        return labels;
    }
    static double accuracy(const PosterLabels& read, const PosterLabels& asked) {
        AttributeTally tally;
        tally.add(read, asked, 1.5);
        return tally.accuracy();
    }

  private Q_SLOTS:
    void posterReadAsAskedScoresOne() { QCOMPARE(accuracy(labels(), labels()), 1.0); }

    void everyMistakeCountsOnce() {
        // Asked: background, palette, 2 subjects, 2 colours, position, title place, scripts = 9.
        auto read = labels();
        read.subjects[0].colour = 2;
        QCOMPARE(accuracy(read, labels()), 8.0 / 9);
        read = labels();
        std::swap(read.subjects[0].x, read.subjects[1].x);
        QCOMPARE(accuracy(read, labels()), 8.0 / 9);
        read = labels();
        read.background = Background::Sky;  // the palette of another background is no match
        QCOMPARE(accuracy(read, labels()), 7.0 / 9);
        read = labels();
        read.subjects.pop_back();  // subject, colour, position
        QCOMPARE(accuracy(read, labels()), 6.0 / 9);
    }
    void aBlankPageScoresNothingOfItsSubjects() {
        AttributeTally tally;
        auto read = labels();
        read.subjects.clear();
        tally.add(read, labels(), 1.5);
        QCOMPARE(tally.accuracy(Attribute::Subject), 0.0);
        QCOMPARE(tally.accuracy(Attribute::Colour), 0.0);
        QCOMPARE(tally.accuracy(Attribute::Background), 1.0);
    }

    void theTrueLabelsGiveTheTrueCaption() {
        int posters = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            const auto scene = sceneOf(Random(5, i).next(), 1.5, atlas_.names);
            // Decorations have no label, and several subjects may be told in another order.
            if (scene.decoration != Decoration::None || scene.subjects.size() > 1) continue;
            for (const auto language : {CaptionLanguage::English, CaptionLanguage::Chinese}) {
                const auto rebuilt =
                    rebuiltCaption(labelsOf(scene, atlas_.names, space_), space_, atlas_.names, 1.5,
                                   scene.titleEnglish, scene.titleChinese, language);
                QCOMPARE(rebuilt, captionOf(scene, atlas_.names, language, CaptionLength::Medium));
                ++posters;
            }
        }
        QVERIFY(posters >= 10);
    }

    void aChangeIsReadWhereItWasAskedFor() {
        auto after = labels();
        after.subjects[1].colour = 2;
        QVERIFY(changeHappened(after, labels(), after));
        QVERIFY(!changeHappened(labels(), labels(), after));
        auto read = after;
        read.background = Background::Sky;  // not what was asked; the difference outside tells of it
        QVERIFY(changeHappened(read, labels(), after));
    }
    void aRemovedSubjectMustBeGone() {
        auto after = labels();
        after.subjects.pop_back();
        QVERIFY(changeHappened(after, labels(), after));
        QVERIFY(!changeHappened(labels(), labels(), after));
    }

    void editsChangeOneThing() {
        std::set<EditKind> kinds;
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            const auto edit = editCaseOf(seed, 1.5, atlas_.names);
            const auto before = labelsOf(edit.before, atlas_.names, space_),
                       after = labelsOf(edit.after, atlas_.names, space_);
            QVERIFY(changeHappened(after, before, after));
            QVERIFY2(!changeHappened(before, before, after), edit.instruction.english.c_str());
            kinds.insert(edit.kind);
        }
        QVERIFY(kinds.size() >= 4);
    }

    void aTitleIsCutOutWhereItStands() {
        LineOnPage line;
        line.text = U"ab";
        line.x = 0.5;
        line.y = 0.3;
        line.em = 0.1;
        auto page = torch::zeros({3, 150, 100});
        page.slice(1, 25, 35).fill_(1);  // 0.25..0.35 widths: the line
        const auto cut = linePicture(page, line);
        QCOMPARE(cut.size(1), std::int64_t{12});  // 1.24 em of 10 pixels, on whole pixels
        QCOMPARE(cut.size(2), std::int64_t{100});
        QCOMPARE(cut.sum().item<double>(), 3.0 * 10 * 100);
    }
    void verticalLetteringIsLaidOut() {
        LineOnPage line;
        line.text = U"甲乙丙";
        line.vertical = true;
        line.x = 0.2;
        line.y = 0.7;
        line.em = 0.2;
        auto page = torch::zeros({3, 150, 100});
        for (int i = 0; i < 3; ++i) page.slice(1, 40 + 20 * i, 60 + 20 * i).fill_(float(i + 1) / 4);
        const auto cut = linePicture(page, line);
        QCOMPARE(cut.size(1), std::int64_t{20});
        QCOMPARE(cut.size(2), std::int64_t{60});
        for (int i = 0; i < 3; ++i) QCOMPARE(cut[0][10][20 * i + 10].item<float>(), float(i + 1) / 4);
    }

    void casesAreTheSameEveryTime() {
        for (const Task task : {Task::TextToImage, Task::Inpaint, Task::Outpaint, Task::Edit}) {
            const auto a = casesOf(task, 7, 0, 4, {64, 96}, atlas_),
                       b = casesOf(task, 7, 0, 4, {64, 96}, atlas_);
            for (std::size_t i = 0; i < a.size(); ++i) {
                QCOMPARE(a[i].order.prompt, b[i].order.prompt);
                QVERIFY(torch::equal(a[i].truth, b[i].truth));
                QCOMPARE(a[i].order.source.defined(), task != Task::TextToImage);
                QCOMPARE(a[i].changed.defined(), task != Task::TextToImage);
            }
        }
    }
};
LACUNA_TEST(TestAttributes)
#include "test_attributes.moc"
