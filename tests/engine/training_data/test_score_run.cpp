// Scoring a set: only what changed is looked at again, a stopped run loses nothing, the file is read back as
// it was written, and what is wrong with it is said.
#include <chrono>

#include "engine/training/data/score_run.h"
#include "tests/engine/training_data/small_set.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training::data;
using tests::TemporaryFolder;

class TestScoreRun : public QObject {
    Q_OBJECT

    static void paintThree(const TemporaryFolder& folder) {
        tests::paintPicture(folder, "pictures/a-0.25.png", 1, "one");
        tests::paintPicture(folder, "pictures/b-0.5.png", 2, "two");
        tests::paintPicture(folder, "pictures/c-0.75.png", 3, "three");
    }

  private Q_SLOTS:
    void onlyWhatChangedIsLookedAtAgain() {
        const TemporaryFolder folder;
        paintThree(folder);
        const auto set = tests::collected(folder);
        int asked = 0;
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked)));
        QCOMPARE(asked, 3);
        const auto first = TemporaryFolder::read(set / kScoresFile);
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked)));
        QCOMPARE(asked, 3);
        QVERIFY(TemporaryFolder::read(set / kScoresFile) == first);

        tests::paintPicture(folder, "pictures/b-0.5.png", 9, "two");  // another picture
        folder.write("pictures/c-0.75.txt", "three, in other words");
        tests::collected(folder);
        const auto again = scoreSet(set, tests::scoreOptions(asked));
        QVERIFY_OK(again);
        QCOMPARE(asked, 5);
        QCOMPARE(again->looked, 2);
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked, "2")));  // another version of the scorer
        QCOMPARE(asked, 8);
    }

    void aStoppedRunLosesNothing() {
        const TemporaryFolder folder;
        paintThree(folder);
        const auto set = tests::collected(folder);
        int asked = 0;
        auto options = tests::scoreOptions(asked);
        options.stopped = [&] { return asked == 2; };
        const auto stopped = scoreSet(set, options);
        QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(selectedOf(set).error().what.find("not been scored to its end") != std::string::npos);
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked)));
        QCOMPARE(asked, 3);
    }

    void aPictureThatIsNoneIsDroppedAndStopsNothing() {
        const TemporaryFolder folder;
        paintThree(folder);
        folder.write("pictures/d-0.9.png", "no picture");
        folder.write("pictures/d-0.9.txt", "four");
        int asked = 0;
        const auto summary = scoreSet(tests::collected(folder), tests::scoreOptions(asked));
        QVERIFY_OK(summary);
        QCOMPARE(summary->samples, 4);
        QCOMPARE(summary->kept, 3);
        const auto scores = readScores(folder / "set" / kScoresFile);
        QVERIFY_OK(scores);
        QCOMPARE(scores->records.back().dropped, Dropped::Unreadable);
    }

    void whatNobodyDescribedIsDroppedAndNoFileIsWrittenForIt() {
        const TemporaryFolder folder;
        paintThree(folder);
        tests::paintPicture(folder, "pictures/d-0.9.png", 7, "");
        int asked = 0;
        const auto summary = scoreSet(tests::collected(folder), tests::scoreOptions(asked));
        QVERIFY_OK(summary);
        QCOMPARE(summary->kept, 3);
        QVERIFY(!std::filesystem::exists(folder / "pictures/d-0.9.txt"));
        const auto items = selectedOf(folder / "set");
        QVERIFY_OK(items);
        QCOMPARE(items->size(), 3u);
        QVERIFY(items->back().weight > items->front().weight);
    }

    void theFileIsReadBackAsWritten() {
        const TemporaryFolder folder;
        ScoreRecord r;
        r.picture = "/p/a.png";
        r.editPicture = "/p/b.png";
        r.stamp = {3, -5, ~0ull};
        r.editStamp = {4, 6, 7};
        r.captionHash = 0xFEDCBA9876543210ull;
        r.size = {30, 40};
        r.fingerprint = 1ull << 63;
        r.scorers["lettering"] = "1, Tesseract";
        r.scores["lettering"] = 0.1;
        r.notes["lettering.text"] = "月";
        r.captioned = false;
        r.machineCaption = "A picture that says \"月\".";
        r.total = 0.1;
        r.weight = 0.7;
        ScoreRecord dropped;
        dropped.picture = "/p/c.png";
        dropped.unreadable = dropped.because = "It is cut off.";
        dropped.dropped = Dropped::Unreadable;
        QVERIFY_OK(writeScores(folder / "s", {Json::object(), {r, dropped}}));
        const auto read = readScores(folder / "s");
        QVERIFY_OK(read);
        QVERIFY(read->rules.is_object());
        const ScoreRecord& back = read->records.at(0);
        QVERIFY(back.stamp == r.stamp && back.editStamp == r.editStamp && back.captionHash == r.captionHash);
        QVERIFY(back.fingerprint == r.fingerprint && back.scores == r.scores && back.notes == r.notes);
        QVERIFY(back.machineCaption == r.machineCaption && !back.captioned && back.weight == 0.7);
        QVERIFY(read->records.at(1).dropped == Dropped::Unreadable && read->records.at(1).captioned);
    }

    void aDamagedScoreFileIsSaid() {
        const TemporaryFolder folder;
        const auto problem = [&](const char* text) {
            folder.write("s", text);
            const auto read = readScores(folder / "s");
            return QString::fromStdString(read ? "none" : describe(read.error()));
        };
        QVERIFY(problem("").contains("empty"));
        QVERIFY(problem("{\"lacuna_scores\": 99}\n{}\n").contains("newer"));
        QVERIFY(problem("{\"lacuna_scores\": 1}\n{\"image\": \"a\"").contains("s:2"));
        QVERIFY(problem("{\"lacuna_scores\": 1}\n{\"image\": 3}\n").contains("image"));
    }
};
LACUNA_TEST(TestScoreRun)
#include "test_score_run.moc"
