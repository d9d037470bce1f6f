// The dialog: it asks, says why it cannot start, shows the run, and may be closed meanwhile.
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/training/fake_child.h"
#include "ui/training/folder_findings.h"
#include "ui/training/loss_curve.h"
#include "ui/training/sample_strip.h"
#include "ui/training/style_form.h"
#include "ui/training/train_style_dialog.h"
#include "ui/training/training_view.h"

using namespace lacuna;
using tests::FakeChild;

namespace {

ModelInfo model(const char* name, std::vector<Task> tasks = {Task::TextToImage}, bool draft = false) {
    ModelInfo info;
    info.folder = std::string("/models/") + name;
    info.name = name;
    info.tasks = std::move(tasks);
    info.draft = draft;
    return info;
}

template <class T>
T* fieldNamed(QWidget& widget, const QString& name) {
    for (T* field : widget.findChildren<T*>())
        if (field->accessibleName() == name) return field;
    return nullptr;
}

struct Desk {
    explicit Desk(const QString& script = "exit 0") : child(script), training(child.places()) {
        models = {model("draft", {Task::TextToImage}, true), model("large"), model("edit", {Task::Edit})};
        dialog = std::make_unique<TrainStyleDialog>(training);
        dialog->setModels(models, &models[1]);
        dialog->show();
    }
    FakeChild child;
    StyleTraining training;
    std::vector<ModelInfo> models;
    std::unique_ptr<TrainStyleDialog> dialog;
};

}  // namespace

class TestTrainStyleDialog : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void itStartsWhenNothingIsMissing() {
        Desk desk;
        QVERIFY(!desk.dialog->mainButton()->isEnabled());
        QVERIFY(desk.dialog->form()->whyNot().contains("folder"));
        desk.dialog->form()->setFolder(desk.child.pictures());
        QTRY_VERIFY(desk.dialog->mainButton()->isEnabled());
        QTRY_COMPARE(desk.dialog->form()->settings().name, QString("pictures"));
        fieldNamed<QLineEdit>(*desk.dialog, "Name of the style")->clear();
        QVERIFY(!desk.dialog->mainButton()->isEnabled());
        QVERIFY(desk.dialog->form()->whyNot().contains("name"));
    }

    void picturesWithoutCaptionNeedTriggerWords() {
        Desk desk;
        const QString folder = desk.child.pictures();
        QFile::remove(folder + "/p3.txt");
        desk.dialog->form()->setFolder(folder);
        QTRY_VERIFY(desk.dialog->mainButton()->isEnabled());  // the trigger words do for it
        fieldNamed<QLineEdit>(*desk.dialog, "Trigger words")->clear();
        QVERIFY(!desk.dialog->mainButton()->isEnabled());
        QVERIFY(desk.dialog->form()->whyNot().contains("captions"));
        const auto* findings = desk.dialog->findChild<FolderFindings*>();
        QVERIFY(findings->lines().join(' ').contains("p3.txt"));
        fieldNamed<QLineEdit>(*desk.dialog, "Trigger words")->setText("in ink.");
        QVERIFY(desk.dialog->mainButton()->isEnabled());
        QVERIFY(findings->lines().join(' ').contains("5 of 6"));
    }

    void aFolderWithAFlawCannotBeStarted() {
        Desk desk;
        const QString folder = desk.child.pictures();
        QFile broken(folder + "/p3.png");
        QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
        broken.close();
        desk.dialog->form()->setFolder(folder);
        QTRY_VERIFY(desk.dialog->form()->whyNot().contains("folder cannot be used"));
        QVERIFY(!desk.dialog->mainButton()->isEnabled());
        QVERIFY(desk.dialog->findChild<FolderFindings*>()->lines().join(' ').contains("p3.png"));
    }

    void theCurrentModelIsChosenAndOnlyTrainableOnesAreThere() {
        Desk desk;
        auto* base = fieldNamed<QComboBox>(*desk.dialog, "Base model");
        QCOMPARE(base->count(), 2);
        QCOMPARE(base->currentText(), QString("large"));
        QCOMPARE(desk.dialog->form()->settings().base, desk.models[1].folder);
    }

    void defaultsFollowTheModelUntilTheyAreTouched() {
        Desk desk;
        auto* base = fieldNamed<QComboBox>(*desk.dialog, "Base model");
        auto* steps = fieldNamed<QSpinBox>(*desk.dialog, "Steps");
        QCOMPARE(steps->value(), 1000);
        base->setCurrentIndex(0);
        Q_EMIT base->activated(0);
        QCOMPARE(steps->value(), 400);
        steps->setValue(77);
        base->setCurrentIndex(1);
        Q_EMIT base->activated(1);
        QCOMPARE(steps->value(), 77);
    }

    void wordsAreSuggestedUntilTheyAreWritten() {
        Desk desk;
        auto* name = fieldNamed<QLineEdit>(*desk.dialog, "Name of the style");
        auto* trigger = fieldNamed<QLineEdit>(*desk.dialog, "Trigger words");
        auto* sample = fieldNamed<QLineEdit>(*desk.dialog, "Prompt of the sample pictures");
        QTest::keyClicks(name, "Ink");
        QCOMPARE(trigger->text(), QString("in the style of Ink."));
        desk.dialog->form()->setFolder(desk.child.pictures());
        QTRY_COMPARE(sample->text(), QString("in the style of Ink. a sheet of paper"));
        trigger->clear();
        QTest::keyClicks(trigger, "inky");
        name->setText("Brush");
        QCOMPARE(trigger->text(), QString("inky"));
        trigger->selectAll();
        QTest::keyClick(trigger, Qt::Key_Backspace);
        QVERIFY(trigger->text().isEmpty());
    }

    void advancedSettingsAreFoldedAway() {
        Desk desk;
        auto* rank = fieldNamed<QSpinBox>(*desk.dialog, "Rank");
        QVERIFY(!rank->isVisible());
        desk.dialog->findChild<QToolButton*>("advanced")->click();
        QVERIFY(rank->isVisible());
        rank->setValue(4);
        QCOMPARE(desk.dialog->form()->settings().rank, 4);
    }

    void aRunIsShownAndMayBeUsed() {
        Desk desk(FakeChild::wholeRun());
        qputenv("PICTURE", (desk.child.pictures() + "/p0.png").toUtf8());
        desk.dialog->form()->setFolder(desk.child.pictures());
        QTRY_VERIFY(desk.dialog->mainButton()->isEnabled());
        QSignalSpy used(desk.dialog.get(), &TrainStyleDialog::useRequested);
        desk.dialog->mainButton()->click();
        QTRY_COMPARE(desk.training.phase(), TrainingPhase::Finished);
        QVERIFY(desk.dialog->view()->isVisible());
        QCOMPARE(desk.dialog->view()->samples()->count(), 1);
        QCOMPARE(desk.dialog->mainButton()->text(), QString("Use the style"));
        desk.dialog->mainButton()->click();
        QCOMPARE(used.count(), 1);
        QCOMPARE(used.first()[0].toString(), desk.child.path("styles/pictures/pictures.safetensors"));
    }

    void closingTheDialogDoesNotEndTheRun() {
        Desk desk("exec sleep 60");
        desk.training.start(desk.child.settings());
        QTRY_VERIFY(desk.dialog->view()->isVisible());
        QCOMPARE(desk.dialog->mainButton()->text(), QString("Stop and save"));
        desk.dialog.reset();
        QVERIFY(desk.training.running());
        TrainStyleDialog again(desk.training);
        again.show();
        QVERIFY(again.view()->isVisible());
        again.mainButton()->click();
        QTRY_COMPARE(desk.training.phase(), TrainingPhase::Stopped);
    }

    void aFailureIsASentenceAndTheSettingsStay() {
        Desk desk("exit 3");
        desk.dialog->form()->setFolder(desk.child.pictures());
        auto* name = fieldNamed<QLineEdit>(*desk.dialog, "Name of the style");
        name->clear();
        QTest::keyClicks(name, "Brush");
        QTRY_VERIFY(desk.dialog->mainButton()->isEnabled());
        desk.dialog->mainButton()->click();
        QTRY_COMPARE(desk.training.phase(), TrainingPhase::Failed);
        QVERIFY(desk.dialog->view()->text().isEmpty());  // the notice says it
        QVERIFY(!desk.dialog->view()->samples()->isVisible());
        desk.dialog->mainButton()->click();
        QVERIFY(desk.dialog->form()->isVisible());
        QCOMPARE(name->text(), QString("Brush"));
    }

    void theCurveSmoothsAndThins() {
        QList<QPointF> losses;
        for (int i = 0; i < 1000; ++i) losses << QPointF(i, i % 2 ? 1.0 : 0.0);
        const auto mean = runningMean(losses);
        QCOMPARE(mean.size(), 1000);
        QVERIFY(std::abs(mean.back().y() - 0.5) < 0.05);
        QCOMPARE(thinned(losses, 100).size(), 100);
        QCOMPARE(thinned(losses, 100).front().y(), 0.5);
        QVERIFY(runningMean({}).isEmpty());
    }
};
LACUNA_TEST(TestTrainStyleDialog)
#include "test_train_style_dialog.moc"
