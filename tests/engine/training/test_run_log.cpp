// The log of a run that was killed and goes on: each step once.
#include "engine/training/run_log.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestRunLog : public QObject {
    Q_OBJECT
    static constexpr const char* kHeader =
        "step,seconds,samples_per_second,learning_rate,gradient_norm,loss\n";

    /// The log's text after it went on from step 10 with step 15.
    static std::string goneOn(const std::string& before) {
        const tests::TemporaryFolder folder;
        const auto file = folder.write("log.csv", before);
        {
            auto log = RunLog::open(file, 10, false);
            if (!log) return describe(log.error());
            log->add({15, 3, 2, 0.1, 1, {{"loss", 0.25}}});
        }
        return tests::TemporaryFolder::read(file);
    }

  private Q_SLOTS:
    void stepsThatWereNotSavedAreLoggedAnew() {
        QCOMPARE(goneOn(std::string(kHeader) + "5,1,2,0.1,1,0.5\n10,2,2,0.1,1,0.4\n15,9,2,0.1,1,0.9\n"),
                 std::string(kHeader) + "5,1,2,0.1,1,0.5\n10,2,2,0.1,1,0.4\n15,3,2,0.1,1,0.25\n");
    }
    void aLineThatWasCutOffIsDropped() {
        QCOMPARE(goneOn(std::string(kHeader) + "5,1,2,0.1,1,0.5\n10,2,2,0.1,1,0.4"),
                 std::string(kHeader) + "5,1,2,0.1,1,0.5\n15,3,2,0.1,1,0.25\n");
    }
    void aHeaderThatWasCutOffIsWrittenAnew() {
        QCOMPARE(goneOn("step,seco"), std::string(kHeader) + "15,3,2,0.1,1,0.25\n");
    }
    void theCurveHasTheWholeRun() {
        const tests::TemporaryFolder folder;
        const auto file = folder.write("log.csv", std::string(kHeader) + "5,1,2,0.1,1,0.5\n");
        auto log = RunLog::open(file, 5, false);
        QVERIFY_OK(log);
        log->add({10, 2, 2, 0.1, 1, {{"loss", 0.25}}});
        QVERIFY_OK(log->draw());
        QVERIFY(tests::TemporaryFolder::read(folder / "loss.svg").find("<polyline") != std::string::npos);
    }
};
LACUNA_TEST(TestRunLog)
#include "test_run_log.moc"
