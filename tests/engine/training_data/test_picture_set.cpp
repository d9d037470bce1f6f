// One reader for every way that pictures are prepared: what is taken of a plain folder, what is refused, and
// the few sizes that pictures are brought to. Sets and shards: test_score_run.cpp, test_shards.cpp.
#include "engine/training/data/buckets.h"
#include "engine/training/data/picture_set.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training::data;

class TestPictureSet : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void picturesComeWithTheirCaptionsInOrder() {
        const tests::TemporaryFolder folder;
        folder.write("b.JPG", "");
        folder.write("b.txt", "  a red moon\n");
        folder.write("a.png", "");
        folder.write("a.txt", "月亮");
        folder.write("notes.md", "");
        const auto pictures = PictureSet::open(folder.path());
        QVERIFY_OK(pictures);
        QCOMPARE(pictures->size(), std::size_t(2));
        QCOMPARE(pictures->caption(0), std::string("月亮"));
        QCOMPARE(pictures->caption(1), std::string("a red moon"));
        QCOMPARE(pictures->weight(0), 1.0);
        QCOMPARE(pictures->picture(0, {}).error().kind, ErrorKind::Unsupported);
    }

    void whatIsMissingIsSaid() {
        const tests::TemporaryFolder folder;
        QCOMPARE(PictureSet::open(folder / "none").error().kind, ErrorKind::ModelMissing);
        QCOMPARE(PictureSet::open(folder.path()).error().kind, ErrorKind::BadFile);
        folder.write("a.png", "");
        QVERIFY(PictureSet::open(folder.path()).error().what.find("a.txt") != std::string::npos);
        QCOMPARE(PictureSet::open(folder.path(), Uncaptioned::Keep)->caption(0), std::string());
        folder.write("a.txt", "\xff\xfe");
        QVERIFY(PictureSet::open(folder.path()).error().what.find("UTF-8") != std::string::npos);
    }

    void aSetThatWasNotScoredIsSaid() {
        const tests::TemporaryFolder folder;
        QVERIFY_OK(writeSamples(folder / kSamplesFile, {{"/p/a.png", {}, "a"}}));
        QVERIFY(PictureSet::open(folder.path()).error().what.find("lacuna-train score") != std::string::npos);
    }

    void bucketsHaveTheAreaAndNearlyTheShape() {
        QCOMPARE(bucketOf({2000, 2000}, 1024, 16), (Size{1024, 1024}));
        const auto tall = bucketOf({1000, 1520}, 1024, 16);
        QCOMPARE(tall, bucketOf({400, 600}, 1024, 16));  // the same 2:3
        QVERIFY(tall.width % 16 == 0 && tall.height % 16 == 0);
        QVERIFY(std::abs(double(tall.area()) / (1024 * 1024) - 1) < 0.05);
        const auto banner = bucketOf({9000, 100}, 512, 32);  // no bucket is wider than 2:1
        QVERIFY(std::abs(double(banner.width) / banner.height - 2) < 0.2);
        QCOMPARE(bucketOf({10, 10}, 8, 16), (Size{16, 16}));
    }

    void theMiddleOfThePictureIsKept() {
        Bitmap wide({300, 100}, PixelFormat::Rgb8);  // red, white in the middle third, red
        for (int y = 0; y < 100; ++y) {
            auto* row = wide.row<std::uint8_t>(y);
            for (int x = 0; x < 300; ++x) {
                row[3 * x] = 255;
                row[3 * x + 1] = row[3 * x + 2] = x >= 100 && x < 200 ? 255 : 0;
            }
        }
        const auto fitted = fittedTo(wide, {32, 32});
        QCOMPARE(fitted.size(), (Size{32, 32}));
        QVERIFY(fitted.row<std::uint8_t>(16)[3 * 16 + 1] > 250);
        QVERIFY(fitted.row<std::uint8_t>(16)[3 * 3 + 1] > 250);
    }
};
LACUNA_TEST(TestPictureSet)
#include "test_picture_set.moc"
