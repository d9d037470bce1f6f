// A run from its start to the style in its folder, with a script in the place of the child: progress,
// stopping, killing, and what is said when it goes wrong.
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include "tests/support/test_registry.h"
#include "tests/ui/training/fake_child.h"

using namespace lacuna;
using tests::FakeChild;

class TestStyleTraining : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aRunLeavesAStyle() {
        FakeChild child(FakeChild::wholeRun());
        StyleTraining training(child.places());
        QSignalSpy made(&training, &StyleTraining::styleMade), ended(&training, &StyleTraining::ended);
        QVERIFY(training.start(child.settings()));
        QCOMPARE(training.phase(), TrainingPhase::Starting);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(training.phase(), TrainingPhase::Finished);
        QCOMPARE(made.count(), 1);
        const QString file = child.path("styles/Ink/Ink.safetensors");
        QCOMPARE(made.first()[0].toString(), file);
        QVERIFY(QFile::exists(file));
        QCOMPARE(training.losses().size(), 3);
        QCOMPARE(training.samples().size(), 1);
        QCOMPARE(training.done(), 4);
        QCOMPARE(training.fraction(), 1.0);
    }

    void theRunFileIsWrittenAndGiven() {
        FakeChild child(FakeChild::curious());
        StyleTraining training(child.places());
        QSignalSpy ended(&training, &StyleTraining::ended);
        training.start(child.settings());
        QTRY_COMPARE(ended.count(), 1);
        QFile given(child.path("runs/given.json")), arguments(child.path("runs/arguments"));
        QVERIFY(given.open(QIODevice::ReadOnly) && arguments.open(QIODevice::ReadOnly));
        QCOMPARE(arguments.readAll(), QByteArray("lora --events"));
        const QJsonObject json = QJsonDocument::fromJson(given.readAll()).object();
        QCOMPARE(json["name"].toString(), QString("Ink"));
        QVERIFY(json["output"].toString().startsWith(child.path("runs/Ink-")));
    }

    void progressIsToldOnTheWay() {
        FakeChild child(FakeChild::noisy());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Training);
        QCOMPARE(training.fraction(), 0.25);
        QVERIFY(training.progressText().contains("1") && training.progressText().contains("4"));
        QVERIFY(!training.start(child.settings()));  // one at a time
        training.kill();
        QTRY_VERIFY(!training.running());
    }

    void stoppingSavesWhatWasLearned() {
        FakeChild child(FakeChild::obedient());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Training);
        training.stop();
        QCOMPARE(training.phase(), TrainingPhase::Stopping);
        QTRY_COMPARE(training.phase(), TrainingPhase::Stopped);
        QVERIFY(QFile::exists(child.path("styles/Ink/Ink.safetensors")));
    }

    void aChildThatDoesNotEndIsKilledAfterAWhile() {
        FakeChild child(FakeChild::stubborn());
        StyleTraining training(child.places());
        training.setGrace(100);
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Training);
        training.stop();
        QTRY_COMPARE(training.phase(), TrainingPhase::Stopped);
        QVERIFY(training.styleFile().isEmpty());
        QVERIFY(!QFile::exists(child.path("styles/Ink")));
    }

    void whatTheLastSampleSavedSurvivesAKill() {
        FakeChild child(QString("mkdir -p output; printf w > output/pytorch_lora_weights.safetensors\n") +
                        FakeChild::stubborn());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Training);
        training.kill();
        QTRY_COMPARE(training.phase(), TrainingPhase::Stopped);
        QVERIFY(QFile::exists(training.styleFile()));
    }

    void whatTheLastSampleSavedSurvivesACrash() {
        FakeChild child("mkdir -p output; printf w > output/pytorch_lora_weights.safetensors\nkill -9 $$");
        StyleTraining training(child.places());
        QSignalSpy made(&training, &StyleTraining::styleMade);
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Failed);
        QVERIFY(training.failure().contains("in the list"));
        QCOMPARE(made.count(), 1);
        QVERIFY(QFile::exists(training.styleFile()));
    }

    void aStyleThatCannotBeMovedIsKeptWhereItIs() {
        FakeChild child("rm -rf ../../styles; printf x > ../../styles\n" + FakeChild::wholeRun());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Failed);
        training.clear();
        const QDir runs(child.path("runs"));
        const QString kept = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0) +
                             "/output/pytorch_lora_weights.safetensors";
        QTest::qWait(100);  // a clearing would be on another thread
        QVERIFY(runs.exists(kept));
        QVERIFY(QFile::remove(child.path("styles")));
        training.recover();  // as at the next start
        QVERIFY(QFile::exists(child.path("styles/Ink/Ink.safetensors")));
    }

    void whatIsLeftOfAnEndedEditorBecomesAStyle() {
        FakeChild child;
        const QDir runs(child.path("runs"));
        for (const char* folder : {"Ink-1/output", "Empty-2/output"}) runs.mkpath(folder);
        const auto put = [&](const QString& name, const QByteArray& bytes) {
            QFile file(runs.filePath(name));
            if (!file.open(QIODevice::WriteOnly)) qFatal("a file could not be written");
            file.write(bytes);
        };
        put("Ink-1/style.json", R"({"name": "Ink"})");
        put("Ink-1/output/pytorch_lora_weights.safetensors", "weights");
        put("Ink-1/output/sample-2-1.png", "picture");
        StyleTraining training(child.places());
        training.recover();
        QVERIFY(QFile::exists(child.path("styles/Ink/Ink.safetensors")));
        QVERIFY(QFile::exists(child.path("styles/Ink/Ink.png")));
        QTRY_VERIFY(runs.isEmpty());
    }

    void aRunOfAnotherEditorIsLeftAlone() {
        FakeChild child("mkdir -p output; printf w > output/pytorch_lora_weights.safetensors\n" +
                        FakeChild::stubborn());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Training);
        StyleTraining(child.places()).recover();
        QVERIFY(!QFile::exists(child.path("styles/Ink")));
        training.kill();
        QTRY_COMPARE(training.phase(), TrainingPhase::Stopped);
        QVERIFY(QFile::exists(training.styleFile()));
    }

    void aStyleThatHasComeMeanwhileIsNotOverwritten() {
        FakeChild child("mkdir -p ../../styles/Ink; printf mine > ../../styles/Ink/Ink.safetensors\n" +
                        FakeChild::wholeRun());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Finished);
        QCOMPARE(training.styleFile(), child.path("styles/Ink 2/Ink 2.safetensors"));
        QFile there(child.path("styles/Ink/Ink.safetensors"));
        QVERIFY(there.open(QIODevice::ReadOnly));
        QCOMPARE(there.readAll(), QByteArray("mine"));
    }

    void theTimeLeftFallsWhileASampleIsDrawn() {
        FakeChild child(R"(say() { printf '%s\n' "$1"; sleep 0.2; }
say '{"event":"step","step":48,"steps":400,"loss":0.9}'
say '{"event":"step","step":49,"steps":400,"loss":0.9}'
say '{"event":"step","step":50,"steps":400,"loss":0.9}'
exec sleep 60)");
        StyleTraining training(child.places());
        StyleSettings settings = child.settings();
        settings.steps = 400;
        settings.samplePasses = 1000;
        training.start(settings);
        QTRY_COMPARE(training.done(), 50);
        QVERIFY(training.progressText().contains("sample picture"));
        QSignalSpy changed(&training, &StyleTraining::changed);
        const double before = training.secondsLeft();
        QVERIFY(changed.wait(5000));  // by the clock alone
        QVERIFY(training.secondsLeft() > 0 && training.secondsLeft() < before);
        training.kill();
        QTRY_VERIFY(!training.running());
    }

    void beforeTheFirstStepThereIsNothingToSave() {
        FakeChild child(FakeChild::reading());
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Encoding);
        training.stop();
        QTRY_COMPARE(training.phase(), TrainingPhase::Stopped);
        QVERIFY(training.failure().isEmpty());
        QVERIFY(training.styleFile().isEmpty());
    }

    void atItsTimeLimitARunIsWhole() {
        FakeChild child(FakeChild::wholeRun().replace("\"finished\"", "\"stopped\""));
        StyleTraining training(child.places());
        training.start(child.settings());
        QTRY_COMPARE(training.phase(), TrainingPhase::Finished);
    }

    void theChildsOwnSentenceIsTheFailure() {
        FakeChild child(FakeChild::failing());
        StyleTraining training(child.places());
        QSignalSpy ended(&training, &StyleTraining::ended);
        training.start(child.settings());
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(training.phase(), TrainingPhase::Failed);
        QCOMPARE(training.failure(), QString("a.png has no caption. Write a.txt."));
        QVERIFY(training.details().contains("lacuna-train: details"));
        QVERIFY(training.details().contains("/p/a.txt"));
    }

    void aCrashIsSaidInASentence() {
        FakeChild child("kill -9 $$");
        StyleTraining training(child.places());
        QSignalSpy ended(&training, &StyleTraining::ended);
        training.start(child.settings());
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(training.phase(), TrainingPhase::Failed);
        QVERIFY(training.failure().contains("Memory"));
    }

    void aMissingProgramIsSaidInASentence() {
        FakeChild child;
        auto places = child.places();
        places.program = "/nowhere/lacuna-train";
        StyleTraining training(places);
        QSignalSpy ended(&training, &StyleTraining::ended);
        training.start(child.settings());
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(training.phase(), TrainingPhase::Failed);
        QVERIFY(training.failure().contains("Install Lacuna again"));
        training.clear();
        QCOMPARE(training.phase(), TrainingPhase::Idle);
    }

    void aNameIsTakenOnce() {
        FakeChild child;
        StyleTraining training(child.places());
        QVERIFY(training.whyNotNamed("Ink").isEmpty());
        QDir().mkpath(child.path("styles/Ink"));
        QVERIFY(training.whyNotNamed("Ink").contains("Ink"));
        QVERIFY(!training.whyNotNamed("  ").isEmpty());
        auto places = child.places();
        places.styles = child.program() + "/styles";  // a file is no folder
        QVERIFY(StyleTraining(places).whyNotNamed("Ink").contains("permissions"));
    }

    void theRunsFilesAreClearedAway() {
        FakeChild child(FakeChild::wholeRun());
        {
            StyleTraining training(child.places());
            training.start(child.settings());
            QTRY_COMPARE(training.phase(), TrainingPhase::Finished);
            QCOMPARE(QDir(child.path("runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        }
        QVERIFY(QDir(child.path("runs")).isEmpty());
    }
};
LACUNA_TEST(TestStyleTraining)
#include "test_style_training.moc"
