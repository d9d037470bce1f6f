// What is wrong with a folder of pictures is said before a run, in one sentence each.
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "ui/training/picture_folder_check.h"

using namespace lacuna;
using tests::TemporaryFolder;

namespace {

const std::string kPng = "\x89PNG\r\n\x1a\n";  // as much of a picture as is looked at

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
            folder.write(std::string(stem) + ".png", kPng);
            folder.write(std::string(stem) + ".txt", std::string("\xef\xbb\xbf") + "  a lantern\nat night ");
        }
        const auto report = check(folder);
        QVERIFY(report.good(false));
        QCOMPARE(report.pictures, 5);
        QCOMPARE(report.captions, 5);
        QCOMPARE(report.firstCaption, QString("a lantern"));
        QVERIFY(report.remarks.isEmpty());
    }

    void theFilesWithoutCaptionAreNamed() {
        const TemporaryFolder folder;
        folder.write("a.JPG", kPng);
        auto report = check(folder);
        QVERIFY(!report.good(false));
        QString sentence = uncaptionedSentence(report, false);
        QVERIFY(sentence.contains("a.JPG") && sentence.contains("a.txt"));
        for (const char* name : {"b.png", "c.webp", "d.tiff", "e.jpeg"}) folder.write(name, kPng);
        folder.write("e.txt", " \n");  // empty is as good as none
        report = check(folder);
        sentence = uncaptionedSentence(report, false);
        QVERIFY(sentence.contains("5") && sentence.contains("c.webp") && !sentence.contains("d.tiff"));
        QCOMPARE(report.captions, 0);
    }

    void triggerWordsDoForPicturesWithoutCaption() {
        const TemporaryFolder folder;
        for (const char* stem : {"a", "b", "c", "d", "e"}) folder.write(std::string(stem) + ".png", kPng);
        auto report = check(folder);
        QVERIFY(report.good(true) && !report.good(false));
        QVERIFY(uncaptionedSentence(report, true).isEmpty());
        QCOMPARE(countsSentence(report, true),
                 QString("Pictures: 5, without captions. The trigger words describe them."));
        folder.write("a.txt", "a lantern");
        report = check(folder);
        QVERIFY(report.good(true) && !report.good(false));
        QCOMPARE(countsSentence(report, true),
                 QString("1 of 5 pictures have captions; the others use the trigger words."));
        QCOMPARE(countsSentence(report, false), QString("Pictures: 5. Captions: 1."));
    }

    void aFileThatIsNoPictureIsNamed() {
        const TemporaryFolder folder;
        folder.write("a.png", kPng);
        folder.write("b.png", "a letter to my aunt");
        folder.write("c.jpg", "");
        const auto report = check(folder);
        QVERIFY(!report.good(true));
        QCOMPARE(report.problems.size(), 1);
        QVERIFY(report.problems[0].contains("b.png, c.jpg"));
    }

    void aTableOrAPreparedSetIsLeftToTheRun() {
        const TemporaryFolder folder;
        folder.write("a.png", kPng);
        folder.write("metadata.csv", "image,prompt\na.png,a lantern\n");
        const auto report = check(folder);
        QVERIFY(report.good(false));
        QVERIFY(countsSentence(report, false).contains("metadata.csv"));
        const TemporaryFolder shards;
        shards.write("manifest.json", "{}");
        QVERIFY(check(shards).good(false));
    }

    void hiddenFilesAreNoPictures() {
        const TemporaryFolder folder;
        folder.write("._a.png", "what another system keeps beside a picture");
        folder.write(".thumbnails/a.png", kPng);
        QCOMPARE(check(folder).pictures, 0);
    }

    void aCheckThatIsNotWantedAnyMoreEnds() {
        const TemporaryFolder folder;
        for (int i = 0; i < 100; ++i) folder.write(std::to_string(i) + ".dat", "no picture");
        int asked = 0;
        checkPictureFolder(QString::fromStdString(folder.path().string()), [&] { return ++asked > 3; });
        QCOMPARE(asked, 4);  // also between files that are of no use
    }

    void aCaptionThatIsNoTextIsNamed() {
        const TemporaryFolder folder;
        folder.write("a.png", kPng);
        folder.write("a.txt", "\xb5\xc6\xc1\xfd");  // GB 2312
        folder.write("b.png", kPng);
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
        folder.write("a.png", kPng);
        folder.write("a.txt", "a lantern");
        folder.write("lost.txt", "a caption of nothing");
        const auto report = check(folder);
        QVERIFY(report.good(false));
        QCOMPARE(report.remarks.size(), 2);
        QVERIFY(report.remarks.join(' ').contains("lost.txt"));
    }
};
LACUNA_TEST(TestPictureFolderCheck)
#include "test_picture_folder_check.moc"
