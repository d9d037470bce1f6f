// The whole editor with a scripted engine: the sample opens with its mask, a job runs from the button to a
// layer, the language changes while it is open.
#include <QtCore/QTemporaryDir>

#include "app/editor/editor.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_registry.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/panels/action_button.h"
#include "ui/panels/prompt_panel.h"
#include "ui/panels/variants_strip.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"

using namespace lacuna;

class TestEditor : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        // A model as far as its JSON files tell; nothing of it is ever loaded here.
        qputenv("LACUNA_MODELS", LACUNA_TESTS_DIR "/reference/tiny-t2i");
        qputenv("XDG_DATA_HOME", folder_.filePath("data").toUtf8());
    }
    void init() { QFile::remove(settings()); }
    void cleanupTestCase() { applyLanguage(*qApp, "en"); }

    void theSampleOpensWithItsMask() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        editor.openSample();
        auto* canvas = editor.window()->canvas();
        QTRY_VERIFY(canvas->isVisible());
        QTRY_COMPARE(editor.window()->promptPanel()->actionButton()->text(), QString("Fill"));
        QCOMPARE(script.opened(), 0);  // nobody has asked for the engine
        QVERIFY(editor.preferences().recentFiles().isEmpty());
        QVERIFY(!editor.window()->windowTitle().contains(".ora"));  // a copy: saving asks where to
    }

    void aJobRunsFromTheButtonToALayer() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        editor.openSample();
        auto* button = editor.window()->promptPanel()->actionButton();
        QTRY_COMPARE(button->text(), QString("Fill"));
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QTRY_VERIFY(!editor.window()->variantsStrip()->isHidden());
        QTRY_COMPARE(int(script.started().size()), 1);
        const GenerateRequest request = script.started().front();
        QCOMPARE(request.task, Task::Inpaint);
        QVERIFY(script.step(tests::plainImage({8, 8}, 50)));
        QTRY_VERIFY(editor.window()->canvas()->hasPreview());
        QVERIFY(script.candidate(tests::plainImage(request.placement.size(), 200)));
        QTRY_VERIFY(editor.window()->canvas()->hasCandidate());
        QVERIFY(script.finish());
        QTest::keyClick(editor.window()->canvas(), Qt::Key_Return);
        QTRY_VERIFY(editor.window()->variantsStrip()->isHidden());
        QVERIFY(editor.window()->isWindowModified());
    }

    void theWindowSpeaksChineseWithoutARestart() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        editor.openSample();
        QTRY_COMPARE(editor.window()->promptPanel()->actionButton()->text(), QString("Fill"));
        editor.preferences().setLanguage("zh_CN");
        QTRY_COMPARE(editor.window()->promptPanel()->actionButton()->text(), QString("填充"));
        QVERIFY(editor.window()->canvas()->isVisible());  // the picture is still there
        editor.preferences().setLanguage("en");
        QTRY_COMPARE(editor.window()->promptPanel()->actionButton()->text(), QString("Fill"));
    }

    void aStyleIsTrainedFoundAndUsed() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        if (!QFileInfo(editor.training().places().program).isExecutable())
            QSKIP("lacuna-train is not built beside this test.");
        editor.show();
        QTRY_VERIFY(editor.controller().model() != nullptr);
        StyleSettings settings;
        settings.pictures = folder_.filePath("pictures");
        QDir().mkpath(settings.pictures);
        QImage image(32, 32, QImage::Format_RGB888);
        image.fill(Qt::red);
        image.save(settings.pictures + "/a.png");
        QFile caption(settings.pictures + "/a.txt");
        QVERIFY(caption.open(QIODevice::WriteOnly));
        caption.write("a red sheet");
        caption.close();
        settings.name = "Red ink";
        settings.trigger = "in red ink.";
        settings.base = editor.controller().model()->folder;
        settings.steps = 3;
        settings.rank = 2;
        settings.resolution = 32;
        settings.samplePrompt = "a boat";
        settings.small = true;
        editor.training().start(settings);
        QTRY_VERIFY_WITH_TIMEOUT(!editor.training().running(), 120'000);
        QVERIFY2(editor.training().phase() == TrainingPhase::Finished,
                 qPrintable(editor.training().failure() + editor.training().details()));
        QCOMPARE(editor.training().losses().size(), 3);
        QVERIFY(!editor.training().samples().isEmpty());
        StylesModel& styles = editor.controller().styles();
        QTRY_COMPARE(styles.count(), 1);
        QCOMPARE(styles.at(0).name, std::string("Red ink"));
        QCOMPARE(styles.at(0).trigger, std::string("in red ink."));
        QCOMPARE(styles.at(0).fit, StyleFit::Fits);
        styles.setOn(0, true);
        QCOMPARE(editor.controller().settings().loras.size(), std::size_t(1));
    }

    void aStyleThatIsGoneLeavesTheListWhenTheWindowIsUsedAgain() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        const QDir styles(editor.training().places().styles);
        styles.mkpath(".");
        QFile file(styles.filePath("gone.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const auto row = [&] { return editor.controller().styles().rowOf(file.fileName().toStdString()); };
        Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
        QTRY_VERIFY(row() >= 0);
        QVERIFY(file.remove());
        Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
        QTRY_COMPARE(row(), -1);
    }

    void aStyleThatIsGoneCanBeRemoved() {
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        StyleInfo gone;
        gone.file = editor.training().places().styles.toStdString() + "/gone/gone.safetensors";
        gone.own = true;
        editor.controller().styles().setFound({gone}, "Test");
        Q_EMIT editor.window()->styleRemoved(QString::fromStdString(gone.file.string()));
        QCOMPARE(editor.controller().styles().count(), 0);
        QVERIFY(editor.window()->messageBar()->text().isEmpty());
    }

    void aFileThatIsNoLoraIsRefusedInASentence() {
        const QString file = folder_.filePath("no_lora.safetensors");
        QFile text(file);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("not at all");
        text.close();
        tests::Script script;
        Editor editor(script.factory(), LACUNA_RESOURCES_DIR, settings());
        editor.show();
        Q_EMIT editor.window()->styleFileChosen(file);
        QTRY_VERIFY(editor.window()->messageBar()->text().contains("LoRA"));
        QVERIFY(editor.preferences().styleFiles().isEmpty());
    }

  private:
    QString settings() const { return folder_.filePath("settings.json"); }

    QTemporaryDir folder_;
};
LACUNA_TEST(TestEditor)
#include "test_editor.moc"
