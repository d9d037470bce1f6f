// Two processes on this machine are one with the double batch; one that is killed ends the other with a
// sentence and leaves a state to go on from.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/training/distributed/processes.h"
#include "engine/training/tensor_file.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/engine/training_distributed/train_process.h"
#include "tests/engine/training_finetune/small_run.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

namespace {

/// A port that nobody listened on a moment ago.
quint16 freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, generic, length) != 0 || ::getsockname(socket, generic, &length) != 0)
        address.sin_port = 0;
    ::close(socket);
    return ntohs(address.sin_port);
}

/// `lacuna-train VERB CONFIG` as rank `rank` of `world`.
std::unique_ptr<QProcess> start(const char* verb, const std::filesystem::path& config, int rank, int world,
                                quint16 port, const QStringList& more = {}) {
    const auto placed = [&](QProcess& process) {
        auto environment = process.processEnvironment();
        environment.insert("RANK", QString::number(rank));
        environment.insert("WORLD_SIZE", QString::number(world));
        environment.insert("LOCAL_RANK", QString::number(rank));
        environment.insert("MASTER_ADDR", "127.0.0.1");
        environment.insert("MASTER_PORT", QString::number(port));
        process.setProcessEnvironment(environment);
    };
    return tests::startTraining(QStringList{verb, QString::fromStdString(config.string())} + more,
                                world > 1 ? std::function<void(QProcess&)>(placed) : nullptr);
}

}  // namespace

class TestProcesses : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        tests::writePictures(folder_);
        tests::writeSmallAtlas(folder_);
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "vae", 2), false));
    }

    void twoProcessesEqualOneWithTheDoubleBatch_data() {
        QTest::addColumn<QString>("verb");
        QTest::newRow("a style") << "lora";
        QTest::newRow("a flow") << "flow";
    }
    void twoProcessesEqualOneWithTheDoubleBatch() {
        QFETCH(const QString, verb);
        const auto run = [&](const std::string& name, int batch) {
            if (verb == "lora") return tests::writeRun(folder_, name, {{"batch", batch}});
            return tests::writeFlowRun(folder_, name, 6,
                                       {{"stages", Json::array({Json{{"width", 32}, {"batch", batch}}})}});
        };
        const auto name = verb.toStdString();
        auto one = start(name.c_str(), run(name + "-one", 2), 0, 1, 0);
        QVERIFY(tests::ended(*one));
        QVERIFY2(one->exitCode() == 0, one->readAllStandardError());
        const auto config = run(name + "-two", 1);
        const auto port = freePort();
        auto first = start(name.c_str(), config, 0, 2, port),
             second = start(name.c_str(), config, 1, 2, port);
        QVERIFY(tests::ended(*first) && tests::ended(*second));
        QVERIFY2(first->exitCode() == 0, first->readAllStandardError());
        QVERIFY2(second->exitCode() == 0, second->readAllStandardError());
        const auto a = readTensors(folder_ / (name + "-one") / "state.safetensors").value().tensors;
        const auto b = readTensors(folder_ / (name + "-two") / "state.safetensors").value().tensors;
        int compared = 0;
        for (const auto& [key, tensor] : a) {
            if (!key.starts_with("w.")) continue;
            const double error =
                (tensor - b.at(key)).norm().item<double>() / (tensor.norm().item<double>() + 1e-9);
            QVERIFY2(error < 1e-3, qPrintable(QString("%1: %2").arg(key.c_str()).arg(error)));
            ++compared;
        }
        QVERIFY(compared >= 3 * 4 * 2);
        QVERIFY(torch::equal(a.at("steps"), b.at("steps")));
    }

    void aKilledProcessEndsTheRunWithASentenceAndAState() {
        const Json endless{{"steps", 100000}};
        const auto config = tests::writeRun(folder_, "killed", {{"optimizer", endless}});
        const auto port = freePort();
        auto first = start("lora", config, 0, 2, port, {"--events"}),
             second = start("lora", config, 1, 2, port);
        const auto told = tests::readUntil(*first, "\"step\":5,");
        QVERIFY2(!told.isEmpty(), first->readAllStandardError());
        second->kill();
        QVERIFY(tests::ended(*first) && tests::ended(*second));
        QCOMPARE(first->exitCode(), 1);
        const QByteArray sentence = first->readAllStandardError();
        QVERIFY2(sentence.contains("--resume"), sentence);
        QVERIFY((told + first->readAll()).contains("\"event\":\"failed\""));
        const auto state = readTensors(folder_ / "killed" / "state.safetensors");
        QVERIFY2(state.has_value(), state ? "" : describe(state.error()).c_str());
        const auto steps = state->tensors.at("steps").item<std::int64_t>();
        QVERIFY(steps >= 5);
        // It goes on alone, to a little after where it was.
        const auto more = tests::writeRun(folder_, "killed", {{"optimizer", {{"steps", steps + 2}}}});
        auto again = start("lora", more, 0, 1, 0, {"--resume"});
        QVERIFY(tests::ended(*again));
        QVERIFY2(again->exitCode() == 0, again->readAllStandardError());
    }

    void aTerminatedRunSavesAndSaysSo() {
        const auto config = tests::writeRun(folder_, "ended", {{"optimizer", {{"steps", 100000}}}});
        auto process = start("lora", config, 0, 1, 0, {"--events"});
        auto told = tests::readUntil(*process, "\"step\":3,");
        process->terminate();
        QVERIFY(tests::ended(*process));
        QCOMPARE(process->exitCode(), 0);
        told += process->readAll();
        QVERIFY2(told.contains("\"event\":\"stopped\""), told);
        QVERIFY(std::filesystem::exists(folder_ / "ended" / "pytorch_lora_weights.safetensors"));
    }

    void variablesThatMakeNoSenseAreNamed() {
        qputenv("WORLD_SIZE", "two");
        const auto place = ProcessPlace::ofEnvironment();
        QVERIFY(!place);
        QVERIFY(place.error().what.find("WORLD_SIZE") != std::string::npos);
        qputenv("WORLD_SIZE", "2");
        qputenv("RANK", "2");
        QVERIFY(ProcessPlace::ofEnvironment().error().what.find("RANK") != std::string::npos);
        qunsetenv("WORLD_SIZE");
        qunsetenv("RANK");
        QCOMPARE(ProcessPlace::ofEnvironment()->world, std::int64_t(1));
    }
};
LACUNA_TEST(TestProcesses)
#include "test_processes.moc"
