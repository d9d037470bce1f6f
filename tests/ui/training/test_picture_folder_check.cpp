// What is wrong with a folder of pictures is said before a run, in one sentence each.
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "ui/training/picture_folder_check.h"

using namespace lacuna;
using tests::TemporaryFolder;

namespace {

PictureFolderReport check(const TemporaryFolder& folder) {
    return checkPictureFolder(QString::fromStdString(folder.path().string()));
}

}  // namespace

class TestPictureFolderCheck : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void picturesWithCaptionsAreGood() {
        const TemporaryFolder folder;
        for (const char* stem : {"a", "b", "c", "d", "e"}) {
            folder.write(std::string(stem) + ".png", "pixels");
            folder.write(std::string(stem) + ".txt", std::string("\xef\xbb\xbf") + "  a lantern\nat night ");
        }
        const auto report = check(folder);
        QVERIFY(report.good());
        QCOMPARE(report.pictures, 5);
        QCOMPARE(report.captions, 5);
        QCOMPARE(report.firstCaption, QString("a lantern"));
        QVERIFY(report.remarks.isEmpty());
    }

    void theFilesWithoutCaptionAreNamed() {
        const TemporaryFolder folder;
        folder.write("a.JPG", "pixels");
        auto report = check(folder);
        QCOMPARE(report.problems.size(), 1);
        QVERIFY(report.problems[0].contains("a.JPG") && report.problems[0].contains("a.txt"));
        for (const char* name : {"b.png", "c.webp", "d.tiff", "e.jpeg"}) folder.write(name, "pixels");
        report = check(folder);
        QCOMPARE(report.problems.size(), 1);
        QVERIFY(report.problems[0].contains("5") && report.problems[0].contains("c.webp"));
        QCOMPARE(report.captions, 0);
    }

    void aCaptionThatIsNoTextIsNamed() {
        const TemporaryFolder folder;
        folder.write("a.png", "pixels");
        folder.write("a.txt", "\xb5\xc6\xc1\xfd");  // GB 2312
        folder.write("b.png", "pixels");
        folder.write("b.txt", std::string(100'000, 'a'));
        const auto report = check(folder);
        QCOMPARE(report.problems.size(), 1);
        QVERIFY(report.problems[0].contains("a.txt") && report.problems[0].contains("b.txt"));
    }

    void anEmptyOrAbsentFolderIsSaidToBe() {
        const TemporaryFolder folder;
        folder.write("notes.txt", "nothing here");
        QCOMPARE(check(folder).problems.size(), 1);
        QCOMPARE(check(folder).pictures, 0);
        QCOMPARE(checkPictureFolder("/nowhere/at/all").problems.size(), 1);
        QCOMPARE(checkPictureFolder({}).problems.size(), 1);
    }

    void whatCouldBeBetterIsRemarkedAndNoProblem() {
        const TemporaryFolder folder;
        folder.write("a.png", "pixels");
        folder.write("a.txt", "");
        folder.write("lost.txt", "a caption of nothing");
        const auto report = check(folder);
        QVERIFY(report.good());
        QCOMPARE(report.remarks.size(), 3);
        QVERIFY(report.remarks.join(' ').contains("lost.txt"));
    }
};
LACUNA_TEST(TestPictureFolderCheck)
#include "test_picture_folder_check.moc"
