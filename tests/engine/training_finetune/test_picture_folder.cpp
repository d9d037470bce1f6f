// Pictures with captions: what is taken, what is refused, and the few sizes that pictures are brought to.
#include <QImage>
#include <fstream>

#include "engine/training/finetune/picture_folder.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestPictureFolder : public QObject {
    Q_OBJECT
    static void write(const std::filesystem::path& file, const std::string& bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
    }

  private Q_SLOTS:
    void picturesComeWithTheirCaptionsInOrder() {
        const tests::TemporaryFolder folder;
        write(folder / "b.JPG", "");
        write(folder / "b.txt", "  a red moon\n");
        write(folder / "a.png", "");
        write(folder / "a.txt", "月亮");
        write(folder / "notes.md", "");
        const auto pictures = readPictureFolder(folder / ".");
        QVERIFY2(pictures.has_value(), pictures ? "" : describe(pictures.error()).c_str());
        QCOMPARE(pictures->size(), std::size_t(2));
        QCOMPARE(pictures->at(0).caption, std::string("月亮"));
        QCOMPARE(pictures->at(1).caption, std::string("a red moon"));
    }

    void whatIsMissingIsSaid() {
        const tests::TemporaryFolder folder;
        QCOMPARE(readPictureFolder(folder / "none").error().kind, ErrorKind::ModelMissing);
        QCOMPARE(readPictureFolder(folder / ".").error().kind, ErrorKind::BadFile);
        write(folder / "a.png", "");
        QVERIFY(readPictureFolder(folder / ".").error().what.find("a.txt") != std::string::npos);
        write(folder / "a.txt", "\xff\xfe");
        QVERIFY(readPictureFolder(folder / ".").error().what.find("UTF-8") != std::string::npos);
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
LACUNA_TEST(TestPictureFolder)
#include "test_picture_folder.moc"
