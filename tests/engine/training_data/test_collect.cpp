// A person's folders, as they are: captions beside pictures, tables, mistakes.
#include "engine/base/utf8.h"
#include "engine/training/data/caption_table.h"
#include "engine/training/data/collect.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training::data;
using lacuna::tests::TemporaryFolder;

class TestCollect : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void captionsBesidePicturesAreNormalised() {
        const TemporaryFolder folder;
        folder.write("deep/a.PNG", "x");
        folder.write("deep/a.txt", "\xEF\xBB\xBF  cafe\xCC\x81 \r\n");  // e + combining acute
        const auto found = collectFolder(folder.path());
        QVERIFY(found);
        QCOMPARE(found->samples.size(), 1u);
        QCOMPARE(found->samples[0].caption, std::string("caf\xC3\xA9"));
        QVERIFY(found->refused.empty());
    }

    void aPictureWithoutAUsableCaptionIsListedAndStopsNothing() {
        const TemporaryFolder folder;
        folder.write("a.png", "x");
        folder.write("b.png", "x");
        folder.write("b.txt", "\xFF\xFE");
        folder.write("c.png", "x");
        folder.write("c.txt", "a cup");
        const auto found = collectFolder(folder.path());
        QVERIFY(found);
        QCOMPARE(found->samples.size(), 1u);
        QCOMPARE(found->refused.size(), 2u);
        QVERIFY(found->refused[0].why.find("a.txt") != std::string::npos);
        QVERIFY(found->refused[1].why.find("UTF-8") != std::string::npos);
    }

    void hiddenFilesArePassedOver() {
        const TemporaryFolder folder;
        folder.write("a.png", "x");
        folder.write("a.txt", "a cup");
        folder.write("._a.png", "what another system keeps beside a.png");
        folder.write(".thumbnails/a.png", "x");
        const auto found = collectFolder(folder.path());
        QVERIFY(found);
        QCOMPARE(found->samples.size(), 1u);
        QVERIFY(found->refused.empty());
    }

    void aTableComesBeforeTextFilesAndNamesEditPairs() {
        const TemporaryFolder folder;
        for (const char* name : {"new.png", "old.png"}) folder.write(name, "x");
        folder.write("new.txt", "not this");
        folder.write("metadata.csv", "edit_image,image,prompt\nold.png,new.png,\"say \"\"Hi\"\", twice\"\n");
        const auto found = collectFolder(folder.path());
        QVERIFY(found);
        QVERIFY(found->refused.empty());  // old.png needs no caption: it is a source
        QCOMPARE(found->samples.size(), 1u);
        QCOMPARE(found->samples[0].caption, std::string("say \"Hi\", twice"));
        QCOMPARE(found->samples[0].editPicture.filename().string(), std::string("old.png"));
    }

    void aTableCannotNameFilesOutsideItsFolder() {
        const TemporaryFolder folder;
        folder.write("secret.png", "x");
        folder.write("inner/metadata.jsonl", "{\"image\": \"../secret.png\", \"prompt\": \"p\"}\n{broken\n");
        const auto found = collectFolder(folder / "inner");
        QVERIFY(found);
        QVERIFY(found->samples.empty());
        QCOMPARE(found->refused.size(), 2u);
    }

    void aNameThatIsNotUtf8IsRefusedAndCanBeReported() {
        const TemporaryFolder folder;
        folder.write("a\xFF.png", "x");
        folder.write("a\xFF.txt", "a cup");
        const auto found = collectFolder(folder.path());
        QVERIFY(found);
        QVERIFY(found->samples.empty());
        QCOMPARE(found->refused.size(), 1u);
        QVERIFY(lacuna::isValidUtf8(found->refused[0].file));
    }

    void whatWasCollectedIsReadBackEqual() {
        const TemporaryFolder folder;
        const std::vector<Sample> samples = {{"/p/a.png", {}, "中秋快乐"},
                                             {"/p/b.png", "/p/a.png", "a \"b\""}};
        QVERIFY(writeSamples(folder / "samples.jsonl", samples));
        const auto read = readSamples(folder / "samples.jsonl");
        QVERIFY(read);
        QVERIFY(*read == samples);
    }

    void theShortCaptionIsTheFirstSentence() {
        QCOMPARE(firstSentence("A cup. On a table."), std::string("A cup"));
        QCOMPARE(firstSentence("Version 2.5 of \"Go. Now.\" in red. More."),
                 std::string("Version 2.5 of \"Go. Now.\" in red"));
        QCOMPARE(firstSentence("红灯笼。夜空。"), std::string("红灯笼"));
        QCOMPARE(firstSentence("写着“早。晚。”的海报"), std::string("写着“早。晚。”的海报"));
    }

    void aTouchedFileIsUnchangedAndAnEditedOneIsNot() {
        const TemporaryFolder folder;
        const auto file = folder.write("a.png", "1234");
        const auto stamp = stampOf(file);
        QVERIFY(stamp);
        const auto later = std::filesystem::last_write_time(file) + std::chrono::hours(1);
        std::filesystem::last_write_time(file, later);
        QVERIFY(isUnchanged(file, *stamp));
        folder.write("a.png", "1235");
        std::filesystem::last_write_time(file, later);
        QVERIFY(!isUnchanged(file, *stamp));
        QCOMPARE(fnv1a("a"), 0xAF63DC4C8601EC8Cull);  // the published test vector
    }
};
LACUNA_TEST(TestCollect)
#include "test_collect.moc"
