// The window as a whole: every action is in a menu, no key has two meanings, text fields keep theirs, nothing
// is lost without asking.
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/panels/action_button.h"
#include "ui/panels/prompt_edit.h"
#include "ui/panels/prompt_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/preferences.h"
#include "ui/tools/tool.h"
#include "ui/tools/tool_manager.h"
#include "ui/training/style_training.h"
#include "ui/training/train_style_dialog.h"

using namespace lacuna;
using tests::Studio;

namespace {

/// Remembers what it was asked; answers when told to.
class FakeFiles : public DocumentFiles {
  public:
    QStringList readableSuffixes() const override { return {"ora", "png"}; }
    QStringList exportSuffixes() const override { return {"png"}; }
    void open(const QString& path) override { opens << path; }
    void save(Document& document, const QString& path) override {
        saves << path;
        document.setFilePath(path);
        document.markSaved(document.revision());
        Q_EMIT saved(path);
    }
    void exportImage(const Document&, const QString& path, const ExportSettings&) override {
        exports << path;
    }
    void insertFiles(Document&, const QStringList& paths, std::optional<QPoint>) override {
        inserts << paths;
    }
    void insertImage(Document&, const QImage& image, const QString&, std::optional<QPoint>) override {
        images << image;
    }
    void waitForDone() override {}

    QStringList opens, saves, exports, inserts;
    QList<QImage> images;
};

struct Desk {
    explicit Desk(bool withPage = true)
        : studio(withPage), window(studio.document, studio.controller, files, training, preferences) {
        window.show();
        QCoreApplication::processEvents();
    }
    QMessageBox* question() const { return window.findChild<QMessageBox*>(); }
    /// With a program that works until it is told to end.
    StyleTraining::Places placesWithAChild() const {
        QFile child(folder.filePath("child.sh"));
        if (!child.open(QIODevice::WriteOnly)) qFatal("the child could not be written");
        child.write("#!/bin/sh\nexec sleep 60\n");
        child.close();
        child.setPermissions(child.permissions() | QFileDevice::ExeOwner);
        return {child.fileName(), folder.filePath("styles"), folder.filePath("runs")};
    }

    Studio studio;
    FakeFiles files;
    QTemporaryDir folder;
    StyleTraining training{{"/nowhere/lacuna-train", folder.filePath("styles"), folder.filePath("runs")}};
    Preferences preferences;
    MainWindow window;
};

void collect(const QMenu* menu, QSet<const QAction*>& all) {
    for (const QAction* action : menu->actions()) {
        if (action->menu()) {
            collect(action->menu(), all);
        } else if (!action->isSeparator()) {
            all << action;
        }
    }
}

QSet<const QAction*> menuActions(const MainWindow& window) {
    QSet<const QAction*> all;
    for (const QAction* top : window.menuBar()->actions()) collect(top->menu(), all);
    return all;
}

QAction* actionNamed(MainWindow& window, const QString& text) {
    for (const QAction* action : menuActions(window)) {
        if (action->text().split('\t').first() == text) return const_cast<QAction*>(action);
    }
    return nullptr;
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyActionHasAMenuEntry() {
        Desk desk;
        const auto inMenus = menuActions(desk.window);
        QStringList lost;
        for (const QAction* action : desk.window.findChildren<QAction*>()) {
            if (action->isSeparator() || action->menu() || action->text().isEmpty()) continue;
            if (action->shortcuts().isEmpty()) continue;
            // Text fields and their popups bring actions of their own.
            bool ours = true;
            for (QObject* owner = action->parent(); owner; owner = owner->parent())
                ours = ours && !qobject_cast<QLineEdit*>(owner) && !qobject_cast<QAbstractItemView*>(owner);
            if (ours && !inMenus.contains(action)) lost << action->text();
        }
        for (const QToolBar* bar : desk.window.findChildren<QToolBar*>()) {
            for (const QToolButton* button : bar->findChildren<QToolButton*>()) {
                const QAction* action = button->defaultAction();
                if (action && !inMenus.contains(action)) lost << action->text();
            }
        }
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(", ")));
        QVERIFY(inMenus.size() > 40);
    }

    void noShortcutIsUsedTwice() {
        Desk desk;
        QHash<QString, QString> owners;
        QStringList doubles;
        for (const QAction* action : menuActions(desk.window)) {
            for (const QKeySequence& key : action->shortcuts()) {
                const QString name = key.toString();
                if (name.isEmpty()) continue;
                if (owners.contains(name)) doubles << name + ": " + owners[name] + " and " + action->text();
                owners[name] = action->text();
            }
        }
        QVERIFY2(doubles.isEmpty(), qPrintable(doubles.join("; ")));
        QVERIFY(owners.contains("Ctrl+Return"));
    }

    void theKeysOfTheMapAreThere_data() {
        QTest::addColumn<QString>("key");
        for (const char* key : {"V",      "M",           "L",
                                "Q",      "E",           "[",
                                "]",      "C",           "H",
                                "Z",      "Ctrl+Return", "Ctrl+Shift+Return",
                                "Ctrl+.", "Ctrl+D",      "Ctrl+Shift+I",
                                "Ctrl+J", "Ctrl+E",      "Ctrl+0",
                                "Ctrl+1", "Ctrl+Z",      "Ctrl+Shift+Z",
                                "Ctrl+S", "Ctrl+O",      "Ctrl+N"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void theKeysOfTheMapAreThere() {
        QFETCH(QString, key);
        Desk desk;
        for (const QAction* action : menuActions(desk.window)) {
            if (action->shortcuts().contains(QKeySequence(key))) return;
        }
        QFAIL("no action has this key");
    }

    void lettersTypedIntoThePromptAreLetters() {
        Desk desk;
        const QString tool = desk.window.tools()->chosen()->id();
        PromptEdit* prompt = desk.window.promptPanel()->promptEdit();
        prompt->setFocus();
        QTest::keyClicks(prompt, "mvhzcle[]");
        QCOMPARE(prompt->toPlainText(), QString("mvhzcle[]"));
        QCOMPARE(desk.window.tools()->chosen()->id(), tool);
    }

    void theMenuNamesTheActionLikeTheButton() {
        Desk desk;
        desk.studio.maskSomething();
        QAction* fill = actionNamed(desk.window, "Fill");
        QVERIFY(fill);
        fill->trigger();
        QCOMPARE(desk.studio.engine.last().task, Task::Inpaint);
    }

    void escapeFirstCancelsThenLeavesReview() {
        Desk desk;
        desk.studio.maskSomething();
        desk.studio.set([](PromptSettings& s) { s.variants = 2; });
        desk.studio.controller.generate();
        desk.studio.engine.candidate(0);
        QCOMPARE(desk.studio.controller.reviewedRow(), 0);
        QTest::keyClick(desk.window.canvas(), Qt::Key_Escape);
        QCOMPARE(desk.studio.engine.cancelled.size(), std::size_t(1));
        QCOMPARE(desk.studio.controller.reviewedRow(), 0);
        desk.studio.engine.end(desk.studio.engine.lastId());
        QTest::keyClick(desk.window.canvas(), Qt::Key_Escape);
        QCOMPARE(desk.studio.controller.reviewedRow(), -1);
        QCOMPARE(desk.studio.controller.variants().count(), 1);
    }

    void enterOnTheCanvasAcceptsWhatIsReviewed() {
        Desk desk;
        desk.studio.maskSomething();
        desk.studio.controller.generate();
        desk.studio.engine.candidate();
        desk.studio.engine.finish();
        QTest::keyClick(desk.window.canvas(), Qt::Key_Return);
        QCOMPARE(desk.studio.document.layers().size(), std::size_t(2));
    }

    void afterThePressOfTheButtonEnterAccepts() {
        Desk desk;
        desk.studio.maskSomething();
        auto* button = desk.window.findChild<ActionButton*>();
        QVERIFY(button);
        button->setFocus();
        button->click();
        desk.studio.engine.candidate();
        QCOMPARE(desk.window.focusWidget(), desk.window.canvas());
    }

    void aPromptThatIsBeingWrittenKeepsTheKeys() {
        Desk desk;
        desk.studio.maskSomething();
        PromptEdit* prompt = desk.window.promptPanel()->promptEdit();
        prompt->setFocus();
        desk.studio.controller.generate();
        desk.studio.engine.candidate();
        QCOMPARE(desk.window.focusWidget(), prompt);
    }

    void previewsReachTheCanvasAndGoAway() {
        Desk desk;
        desk.studio.maskSomething();
        desk.studio.controller.generate();
        desk.studio.engine.step(2, 8);
        QVERIFY(desk.window.canvas()->hasPreview());
        desk.studio.engine.candidate();
        QVERIFY(desk.window.canvas()->hasCandidate());
        desk.studio.engine.finish();
        desk.studio.controller.leaveReview();
        QVERIFY(!desk.window.canvas()->hasCandidate());
        QVERIFY(!desk.window.canvas()->hasPreview());
    }

    void tabHidesThePanelsAndBringsThemBack() {
        Desk desk;
        auto* dock = desk.window.findChild<QDockWidget*>("promptDock");
        QVERIFY(dock->isVisible());
        QTest::keyClick(desk.window.canvas(), Qt::Key_Tab);
        QVERIFY(!dock->isVisible());
        QTest::keyClick(desk.window.canvas(), Qt::Key_Tab);
        QVERIFY(dock->isVisible());
    }

    void theTitleTellsWhatIsNotSaved() {
        Desk desk;
        QVERIFY(!desk.window.isWindowModified());
        desk.studio.maskSomething();
        QVERIFY(desk.window.isWindowModified());
        QVERIFY(desk.window.windowTitle().contains("[*]"));
        desk.studio.document.undoStack()->undo();
        QVERIFY(!desk.window.isWindowModified());
    }

    void closingAsksWhenSomethingIsNotSaved() {
        Desk desk;
        desk.studio.document.setFilePath("/tmp/poster.ora");
        desk.studio.maskSomething();
        QVERIFY(!desk.window.close());
        QVERIFY(desk.question());
        QSignalSpy closed(&desk.window, &MainWindow::closed);
        desk.question()->button(QMessageBox::Save)->click();
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(desk.files.saves, QStringList("/tmp/poster.ora"));
    }

    void cancellingTheQuestionKeepsEverything() {
        Desk desk;
        desk.studio.maskSomething();
        QVERIFY(!desk.window.close());
        desk.question()->button(QMessageBox::Cancel)->click();
        QCoreApplication::processEvents();
        QVERIFY(desk.window.isVisible());
        QVERIFY(desk.studio.document.hasMask());
        QVERIFY(desk.files.saves.isEmpty());
    }

    void openingAsksBeforeItReplacesUnsavedWork() {
        Desk desk;
        desk.studio.maskSomething();
        desk.window.openFile("/tmp/other.png");
        QVERIFY(desk.files.opens.isEmpty());
        desk.question()->button(QMessageBox::Discard)->click();
        QTRY_COMPARE(desk.files.opens, QStringList("/tmp/other.png"));
        Q_EMIT desk.files.opened("/tmp/other.png", tests::testPicture({50, 40}), false);
        QCOMPARE(desk.studio.document.size(), (Size{50, 40}));
        QVERIFY(desk.studio.document.filePath().isEmpty());
        QVERIFY(desk.window.windowTitle().startsWith("other.png"));
        QCOMPARE(desk.preferences.recentFiles().value(0), QString("/tmp/other.png"));
    }

    void aFileThatCannotBeOpenedLeavesThePictureAndSaysSo() {
        Desk desk;
        const auto revision = desk.studio.document.revision();
        desk.window.openFile("/tmp/broken.png");
        Q_EMIT desk.files.failed("/tmp/broken.png",
                                 {ErrorKind::BadFile, "It ends too early. Copy it again.", ""});
        QCOMPARE(desk.studio.document.revision(), revision);
        QVERIFY(desk.window.messageBar()->text().contains("broken.png"));
        QVERIFY(desk.window.messageBar()->text().contains("Copy it again."));
    }

    void aPictureInTheClipboardBecomesALayer() {
        Desk desk;
        QImage image(8, 6, QImage::Format_RGB32);
        image.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(image);
        desk.window.paste();
        QCOMPARE(desk.files.images.size(), 1);
        QCOMPARE(desk.files.images[0].size(), QSize(8, 6));
    }

    void copyTakesWhatIsVisibleUnderTheMask() {
        Desk desk;
        desk.studio.document.fillMaskRect(QRectF(10, 20, 30, 40));
        desk.window.copy();
        const QImage copied = QGuiApplication::clipboard()->image();
        QCOMPARE(copied.size(), QSize(30, 40));
        QCOMPARE(qRed(copied.pixel(5, 5)), 120);
    }

    void withoutAPageThereIsAWayToBegin() {
        Desk desk(false);
        QVERIFY(!desk.window.canvas()->isVisible());
        int cards = 0;
        for (const QPushButton* button : desk.window.findChildren<QPushButton*>())
            cards += button->property("card").toBool();
        QCOMPARE(cards, 4);
        desk.studio.write("a poster");
        desk.studio.controller.generate();
        QVERIFY(desk.window.canvas()->isVisible());
    }

    void trainingIsInTheMenuAndSurvivesItsDialog() {
        Desk desk;
        StyleTraining training(desk.placesWithAChild());
        MainWindow window(desk.studio.document, desk.studio.controller, desk.files, training,
                          desk.preferences);
        window.show();
        actionNamed(window, "Train from a folder...")->trigger();
        QVERIFY(window.trainDialog() && window.trainDialog()->isVisible());
        QAction* stop = actionNamed(window, "Stop training and save");
        QVERIFY(!stop->isEnabled());
        StyleSettings settings;
        settings.name = "Ink";
        training.start(settings);
        window.trainDialog()->close();
        auto* badge = window.findChild<QToolButton*>("trainingBadge");
        QVERIFY(badge->isVisible() && badge->text().contains("Ink"));
        QVERIFY(stop->isEnabled());
        QVERIFY(!window.close());  // it asks
        QSignalSpy closed(&window, &MainWindow::closed);
        window.findChild<QMessageBox*>()->button(QMessageBox::Yes)->click();
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(!training.running());
    }

    void closingAsksAboutATrainingAndThenOnceAboutThePicture() {
        Desk desk;
        desk.studio.maskSomething();
        StyleTraining training(desk.placesWithAChild());
        MainWindow window(desk.studio.document, desk.studio.controller, desk.files, training,
                          desk.preferences);
        window.show();
        StyleSettings settings;
        settings.name = "Ink";
        training.start(settings);
        QVERIFY(!window.close());
        auto* question = window.findChild<QMessageBox*>();
        QVERIFY(!question->button(QMessageBox::Discard));
        question->button(QMessageBox::Yes)->click();
        QTRY_VERIFY(!training.running());
        const auto discard = [&] {
            question = window.findChild<QMessageBox*>();
            return question ? question->button(QMessageBox::Discard) : nullptr;
        };
        QTRY_VERIFY(discard());
        QSignalSpy closed(&window, &MainWindow::closed);
        discard()->click();
        QTRY_COMPARE(closed.count(), 1);
    }

    void aFailedTrainingIsSaidWhenItsDialogIsClosed() {
        Desk desk;
        StyleSettings settings;
        settings.name = "Ink";
        desk.training.start(settings);
        QTRY_VERIFY(desk.window.messageBar()->text().contains("Install Lacuna again"));
    }

    void removingAStyleOfOnesOwnAsksFirst() {
        Desk desk;
        StyleInfo own, other;
        own.file = "/styles/ink/ink.safetensors";
        own.name = "ink";
        own.own = true;
        other.file = "/elsewhere/other.safetensors";
        desk.studio.controller.styles().setFound({own, other}, "Test");
        QSignalSpy removed(&desk.window, &MainWindow::styleRemoved);
        desk.window.removeStyle("/elsewhere/other.safetensors");
        QCOMPARE(removed.count(), 1);
        desk.window.removeStyle("/styles/ink/ink.safetensors");
        QCOMPARE(removed.count(), 1);
        desk.question()->button(QMessageBox::Yes)->click();
        QTRY_COMPARE(removed.count(), 2);
    }

    void theOutpaintHandlesDriveTheButton() {
        Desk desk;
        auto* c = &desk.studio.controller;
        Q_EMIT desk.window.tools()->expandRequested({0, 0, 96, 0});
        QCOMPARE(c->action(), ActionKind::Expand);
        QCOMPARE(desk.studio.engine.last().task, Task::Outpaint);
        desk.studio.engine.candidate();
        desk.studio.engine.finish();
        Q_EMIT desk.window.tools()->expandRequested({0, 0, 96, 0});  // Enter again: keeps what is shown
        QCOMPARE(desk.studio.engine.requests.size(), std::size_t(1));
        QCOMPARE(desk.studio.document.size(), (Size{736, 512}));
    }
};
LACUNA_TEST(TestMainWindow)
#include "test_main_window.moc"
