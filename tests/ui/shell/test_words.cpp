// Words and numbers that people read: errors, zoom, paper sizes.
#include "tests/support/test_registry.h"
#include "ui/shell/new_document_dialog.h"
#include "ui/shell/paper_presets.h"
#include "ui/shell/preferences.h"
#include "ui/shell/status_line.h"
#include "ui/shell/words_for_errors.h"

using namespace lacuna;

class TestWords : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void anErrorSaysWhatHappenedAndWhatToDo() {
        const Error error{ErrorKind::OutOfMemory, "1536 x 1536 needs 21.4 GB. Try 1024 x 1024.", "decode"};
        const QString words = wordsFor(error);
        QVERIFY(words.contains("Your picture is intact."));
        QVERIFY(words.endsWith("Try 1024 x 1024."));
        QVERIFY(detailsOf(error).contains("decode"));
    }

    void aFileIsNamedOnce() {
        const Error nameless{ErrorKind::BadFile, "It ends too early.", ""};
        QVERIFY(wordsForFile("/a/b/poster.png", nameless).startsWith("poster.png: "));
        const Error named{ErrorKind::BadFile, "poster.png ends too early.", ""};
        QCOMPARE(wordsForFile("/a/b/poster.png", named).count("poster.png"), 1);
    }

    void zoomIsReadAsPeopleTypeIt_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("zoom");
        QTest::newRow("plain") << "50" << 0.5;
        QTest::newRow("sign") << "66.7 %" << 0.667;
        QTest::newRow("comma") << " 12,5%" << 0.125;
        QTest::newRow("nothing") << "" << -1.0;
        QTest::newRow("words") << "large" << -1.0;
        QTest::newRow("zero") << "0 %" << -1.0;
        QTest::newRow("negative") << "-50" << -1.0;
    }
    void zoomIsReadAsPeopleTypeIt() {
        QFETCH(QString, text);
        QFETCH(double, zoom);
        QCOMPARE(zoomFromText(text).value_or(-1), zoom);
    }

    void papersHaveTheirKnownPixels_data() {
        // ISO 216 and the table of poster sizes: mm / 25.4 * dpi, rounded.
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("A4") << "A4" << 2480 << 3508;
        QTest::newRow("A3") << "A3" << 3508 << 4961;
        QTest::newRow("A1") << "A1" << 7016 << 9933;
        QTest::newRow("B2") << "B2" << 5906 << 8350;
        QTest::newRow("24 x 36") << "24 × 36 in" << 7200 << 10800;
    }
    void papersHaveTheirKnownPixels() {
        QFETCH(QString, name);
        QFETCH(int, width);
        QFETCH(int, height);
        for (const PaperPreset& preset : paperPresets()) {
            if (preset.name == name) {
                QCOMPARE(pixelsOf(preset.mm, 300), (Size{width, height}));
                return;
            }
        }
        QFAIL("no such paper");
    }

    void theNewPageIsAsLargeAsItsPaper() {
        NewDocumentDialog dialog;
        dialog.choosePreset(0);
        QCOMPARE(dialog.pixels(), (Size{1240, 1754}));  // A4 at 150 dpi
        QCOMPARE(dialog.dpi(), 150.0);
    }

    void recentFilesAreFewAndNewestFirst() {
        Preferences preferences;
        for (int i = 0; i < 30; ++i) preferences.addRecentFile(QString("/%1.ora").arg(i));
        QCOMPARE(preferences.recentFiles().size(), Preferences::kMostRecentFiles);
        QCOMPARE(preferences.recentFiles().first(), QString("/29.ora"));
    }
};
LACUNA_TEST(TestWords)
#include "test_words.moc"
