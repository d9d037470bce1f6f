// Lines of a child's output become events; what is no event is passed over, and a line may come in pieces.
#include "tests/support/test_registry.h"
#include "ui/training/training_events.h"

using namespace lacuna;
using Kind = TrainingEvent::Kind;

class TestTrainingEvents : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyKindIsRead() {
        TrainingEventReader reader;
        const auto events = reader.feed(
            R"({"event":"encoding","done":3,"all":12}
{"event":"step","step":5,"steps":400,"loss":0.25,"seconds_left":90.5}
{"event":"sample","step":50,"file":"/tmp/sample-50-1.png"}
{"event":"stopped","step":60,"file":"/tmp/lora.safetensors"}
{"event":"finished","step":400,"file":"/tmp/lora.safetensors"}
{"event":"failed","what":"The picture has no caption.","where":"a.png"}
)");
        QCOMPARE(events.size(), 6);
        QCOMPARE(events[0], (TrainingEvent{Kind::Encoding, 3, 12, 0, {}, {}, {}}));
        QCOMPARE(events[1], (TrainingEvent{Kind::Step, 5, 400, 0.25, {}, {}, {}}));
        QCOMPARE(events[2], (TrainingEvent{Kind::Sample, 50, 0, 0, "/tmp/sample-50-1.png", {}, {}}));
        QCOMPARE(events[3].kind, Kind::Stopped);
        QCOMPARE(events[4].kind, Kind::Finished);
        QCOMPARE(events[5].what, QString("The picture has no caption."));
        QCOMPARE(events[5].where, QString("a.png"));
    }

    void aLineMayComeInPieces() {
        TrainingEventReader reader;
        const QByteArray line = "{\"event\":\"step\",\"step\":7,\"steps\":9,\"loss\":1}\n";
        int events = 0;
        for (const char byte : line) events += int(reader.feed(QByteArray(1, byte)).size());
        QCOMPARE(events, 1);
        QCOMPARE(reader.feed("{\"event\":\"encoding\",\"done\":1,").size(), 0);
        const auto both = reader.feed("\"all\":2}\n{\"event\":\"encoding\",\"done\":2,\"all\":2}\n{");
        QCOMPARE(both.size(), 2);
    }

    void badLinesAreIgnored_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("words") << QByteArray("[W NNPACK.cpp:53] Could not initialize NNPACK!");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a list") << QByteArray("[1,2]");
        QTest::newRow("half") << QByteArray("{\"event\":\"step\",\"step\":1");
        QTest::newRow("unknown") << QByteArray("{\"event\":\"coffee\"}");
        QTest::newRow("no number") << QByteArray("{\"event\":\"step\",\"step\":\"one\",\"steps\":2}");
        QTest::newRow("below zero") << QByteArray("{\"event\":\"step\",\"step\":-4,\"steps\":2}");
        QTest::newRow("absurd") << QByteArray("{\"event\":\"step\",\"step\":1e300,\"steps\":2}");
        QTest::newRow("no file") << QByteArray("{\"event\":\"finished\",\"step\":1}");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x00{", 4);
    }
    void badLinesAreIgnored() {
        QFETCH(QByteArray, line);
        TrainingEventReader reader;
        QCOMPARE(reader.feed(line + "\n").size(), 0);
        QCOMPARE(reader.feed("{\"event\":\"encoding\",\"done\":1,\"all\":2}\n").size(), 1);
    }

    void anEndlessLineCostsNoMemoryAndEndsSometime() {
        TrainingEventReader reader;
        for (int i = 0; i < 100; ++i) QCOMPARE(reader.feed(QByteArray(10'000, 'x')).size(), 0);
        QCOMPARE(reader.feed("{\"event\":\"encoding\",\"done\":1,\"all\":2}\n").size(), 0);
        QCOMPARE(reader.feed("{\"event\":\"encoding\",\"done\":1,\"all\":2}\n").size(), 1);
    }
};
LACUNA_TEST(TestTrainingEvents)
#include "test_training_events.moc"
