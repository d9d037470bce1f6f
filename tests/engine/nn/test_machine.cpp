// The machine's measurement is remembered, believed only for the same machine, and made again when its file
// is damaged.
#include <QFile>
#include <QTemporaryDir>

#include "engine/nn/machine.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestMachine : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void measurementIsRememberedAndDamageIsMeasuredAgain() {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "cache" / "machine.json";
        const auto first = nn::machineProfile(path);
        QVERIFY(first.linearF32 > 0 && first.linearBf16 > 0 && first.threads >= 1);
        QVERIFY(std::filesystem::exists(path));
        QCOMPARE(nn::machineProfile(path).linearF32,
                 first.linearF32);  // read, not measured: a rate never repeats exactly

        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\": 1, \"key\": 3");
        file.close();
        QVERIFY(nn::machineProfile(path).linearF32 > 0);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("gflops"));  // written again
    }
};
LACUNA_TEST(TestMachine)
#include "test_machine.moc"
