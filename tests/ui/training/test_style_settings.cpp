// The run's file that the questions become, and names that every file system takes.
#include <QtCore/QJsonArray>

#include "tests/support/test_registry.h"
#include "ui/training/style_settings.h"

using namespace lacuna;

class TestStyleSettings : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theRunFileHoldsWhatWasChosen() {
        StyleSettings settings;
        settings.pictures = "/pictures/lanterns";
        settings.name = "Lantern paper";
        settings.trigger = "in the style of lantern paper.";
        settings.base = "/models/Qwen-Image";
        settings.steps = 800;
        settings.minutes = 90;
        settings.rank = 8;
        settings.learningRate = 2e-4;
        settings.resolution = 512;
        settings.samplePrompt = "a boat";
        const QJsonObject json = toRunFile(settings, "/runs/1/output");
        QCOMPARE(json["model"].toString(), QString("/models/Qwen-Image"));
        QCOMPARE(json["pictures"].toString(), settings.pictures);
        QCOMPARE(json["output"].toString(), QString("/runs/1/output"));
        QCOMPARE(json["name"].toString(), settings.name);
        QCOMPARE(json["trigger"].toString(), settings.trigger);
        QCOMPARE(json["rank"].toInt(), 8);
        QCOMPARE(json["resolution"].toInt(), 512);
        QCOMPARE(json["minutes"].toInt(), 90);
        QCOMPARE(json["optimizer"].toObject()["steps"].toInt(), 800);
        QCOMPARE(json["optimizer"].toObject()["learning_rate"].toDouble(), 2e-4);
        QCOMPARE(json["sample_prompts"].toArray(), QJsonArray{"a boat"});
        QCOMPARE(json["sample_every"].toInt(), 100);
    }

    void withoutASamplePromptNothingIsDrawn() { QVERIFY(!toRunFile({}, "/out").contains("sample_prompts")); }

    void samplesComeEightTimesAndAtLeastOnce() {
        QCOMPARE(sampleEvery(400), 50);
        QCOMPARE(sampleEvery(3), 1);
    }

    void aSmallModelIsNotSpared() {
        ModelInfo draft;
        draft.draft = true;
        const QJsonObject json = toRunFile(defaultsFor(draft), "/out");
        QCOMPARE(json["recompute"], QJsonValue(false));
        QVERIFY(!toRunFile(defaultsFor(ModelInfo{}), "/out").contains("recompute"));
        QVERIFY(defaultsFor(draft).steps < defaultsFor(ModelInfo{}).steps);
    }

    void namesBecomeFileNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        QTest::newRow("plain") << "Lantern paper"
                               << "Lantern paper";
        QTest::newRow("Chinese") << QString::fromUtf8("灯笼纸") << QString::fromUtf8("灯笼纸");
        QTest::newRow("a path") << "../../etc/passwd"
                                << "-..-etc-passwd";
        QTest::newRow("dots") << "..."
                              << "";
        QTest::newRow("blanks") << "  a   b  "
                                << "a b";
        QTest::newRow("forbidden") << "what? <this>: \"it\""
                                   << "what- -this-- -it-";
        QTest::newRow("a device") << "CON"
                                  << "CON-";
        QTest::newRow("hidden") << ".ssh"
                                << "ssh";
    }
    void namesBecomeFileNames() {
        QFETCH(QString, name);
        QFETCH(QString, file);
        QCOMPARE(fileNameOf(name), file);
        QVERIFY(fileNameOf(QString(500, 'a')).size() < 100);
    }
};
LACUNA_TEST(TestStyleSettings)
#include "test_style_settings.moc"
