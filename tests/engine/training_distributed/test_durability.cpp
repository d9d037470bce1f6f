// What a run survives: it is killed at any moment, or the disk takes nothing more.
#include <sys/resource.h>

#include <csignal>

#include "engine/training/tensor_file.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/engine/training_distributed/train_process.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestDurability : public QObject {
    Q_OBJECT
    static constexpr std::int64_t kSaveEvery = 4;
    tests::TemporaryFolder folder_;

    /// Its learning rate does not depend on `steps`.
    std::filesystem::path writeRun(const std::string& name, std::int64_t steps) const {
        return tests::writeVaeRun(folder_, name, 1, 0,
                                  {{"save_every", kSaveEvery},
                                   {"log_every", 1},
                                   {"optimizer",
                                    {{"learning_rate", 0.001},
                                     {"min_learning_rate", 0.001},
                                     {"warmup_steps", 2},
                                     {"steps", steps}}}});
    }
    static QStringList arguments(const std::filesystem::path& config, bool resume) {
        QStringList list{"vae", QString::fromStdString(config.string())};
        if (resume) list << "--resume";
        return list;
    }
    NamedTensors state(const std::string& run) const {
        return readTensors(folder_ / run / "state.safetensors").value().tensors;
    }
    std::vector<std::int64_t> loggedSteps(const std::string& run) const {
        const auto lines = QString::fromStdString(tests::TemporaryFolder::read(folder_ / run / "log.csv"))
                               .trimmed()
                               .split('\n')
                               .mid(1);
        std::vector<std::int64_t> steps;
        for (const auto& line : lines) steps.push_back(line.split(',')[0].toLongLong());
        return steps;
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
    }

    void aKilledRunLosesAtMostASaveIntervalAndGoesOnAsIfNothingHadBeen() {
        const auto config = writeRun("killed", 1'000'000);
        std::int64_t saved = 0;
        for (const bool resume : {false, true, true}) {
            auto process = tests::startTraining(arguments(config, resume));
            // Two intervals on, in the middle of the next one.
            const auto step =
                QByteArray("step ") + QByteArray::number(qlonglong(saved + 2 * kSaveEvery + 2)) + " ";
            QVERIFY2(!tests::readUntil(*process, step).isEmpty(), process->readAllStandardError());
            process->kill();
            QVERIFY(tests::ended(*process));
            QCOMPARE(process->exitStatus(), QProcess::CrashExit);
            const auto before = std::exchange(saved, state("killed").at("steps").item<std::int64_t>());
            QCOMPARE(saved % kSaveEvery, std::int64_t{0});
            QVERIFY(saved >= before + 2 * kSaveEvery);
            const auto lost = loggedSteps("killed").back() - saved;
            QVERIFY2(lost >= 0 && lost <= kSaveEvery, qPrintable(QString::number(lost)));
        }
        auto last = tests::startTraining(arguments(writeRun("killed", saved + 3), true));
        QVERIFY(tests::ended(*last));
        QVERIFY2(last->exitCode() == 0, last->readAllStandardError());
        const auto steps = loggedSteps("killed");
        QCOMPARE(std::int64_t(steps.size()), saved + 3);
        for (std::size_t i = 0; i < steps.size(); ++i) QCOMPARE(steps[i], std::int64_t(i + 1));

        auto whole = tests::startTraining(arguments(writeRun("whole", saved + 3), false));
        QVERIFY(tests::ended(*whole));
        const auto killed = state("killed");
        for (const auto& [name, tensor] : state("whole")) {
            if (name != "seconds") QVERIFY2(torch::equal(tensor, killed.at(name)), name.c_str());
        }
    }

    void aFullDiskEndsTheRunWithASentenceAndLeavesTheState() {
        QVERIFY_OK(trainVae(writeRun("full", 4), false));
        const auto file = folder_ / "full" / "state.safetensors";
        const auto before = tests::TemporaryFolder::read(file);
        const auto config = writeRun("full", 10);
        auto starved = tests::startTraining(arguments(config, true), [&](QProcess& process) {
            process.setChildProcessModifier([most = rlim_t(before.size() / 2)] {
                // Writing beyond the limit is then an error, as on a full disk, and no signal.
                std::signal(SIGXFSZ, SIG_IGN);
                const rlimit limit{most, most};
                ::setrlimit(RLIMIT_FSIZE, &limit);
            });
        });
        QVERIFY(tests::ended(*starved));
        QCOMPARE(starved->exitCode(), 1);
        const QByteArray said = starved->readAllStandardError();
        QVERIFY2(said.contains("state.safetensors cannot be written") && said.contains("Free some space"),
                 said);
        QVERIFY(tests::TemporaryFolder::read(file) == before);
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "full"))
            QVERIFY2(!entry.path().filename().string().starts_with("."), entry.path().c_str());
        QVERIFY_OK(trainVae(config, true));
        QCOMPARE(state("full").at("steps").item<std::int64_t>(), std::int64_t{10});
    }
};
LACUNA_TEST(TestDurability)
#include "test_durability.moc"
