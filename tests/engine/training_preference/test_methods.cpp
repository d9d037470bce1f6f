// Each method does what it is for: on a problem of seconds the held-out reward rises, and the model does not
// run away from where it began.
#include <fstream>

#include "tests/engine/training_preference/small_problem.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;
using tests::SmallProblem;
using tests::smallProblem;

class TestMethods : public QObject {
    Q_OBJECT
    static PreferenceRun runOf(const PreferenceConfig& config, DraftModel& model, DraftModel& reference) {
        return {config, model, reference, SmallProblem::question, SmallProblem::question, SmallProblem::score,
                {}};
    }
    /// Runs, and tells first and last held-out measurement.
    static std::pair<HeldOutRow, HeldOutRow> outcome(const PreferenceConfig& config,
                                                     PreferenceMethod method) {
        auto model = smallProblem().model(), reference = smallProblem().model();
        const auto run = runOf(config, model, reference);
        const auto rows = optimizePreference(run, method, false);
        if (!rows) qFatal("%s", describe(rows.error()).c_str());
        return {rows->front(), rows->back()};
    }
    /// A column of the run's log.
    static std::vector<double> logged(const PreferenceConfig& config, const QString& column) {
        std::ifstream log(config.flow.run.folder / "log.csv");
        std::string line;
        std::getline(log, line);
        const auto index = QString::fromStdString(line).split(',').indexOf(column);
        std::vector<double> values;
        while (std::getline(log, line))
            values.push_back(QString::fromStdString(line).split(',')[index].toDouble());
        return values;
    }
    static void verifyRise(const std::pair<HeldOutRow, HeldOutRow>& outcome, double margin,
                           double mostDrift) {
        const auto& [first, last] = outcome;
        const auto said =
            QString("reward %1 then %2, drift %3").arg(first.reward).arg(last.reward).arg(last.drift);
        qInfo("%s", qPrintable(said));
        QCOMPARE(first.drift, 0.0);
        QVERIFY2(last.reward > first.reward + margin, qPrintable(said));
        QVERIFY2(last.drift > 0 && last.drift < mostDrift, qPrintable(said));
    }

  private Q_SLOTS:
    void fineTuningOnTheBestRaisesTheReward() {
        auto config = smallProblem().config("sft", 2e-3, 90);
        config.rollout.refresh = 30;
        verifyRise(outcome(config, PreferenceMethod::Sft), 0.2, 1.0);
    }
    void preferringTheBetterOfPairsRaisesTheReward() {
        auto config = smallProblem().config("dpo", 2e-3, 120);
        config.rollout.refresh = 10;  // pairs go stale quickly
        config.dpo = {50, 1};         // pairs alone may make both pictures less likely
        verifyRise(outcome(config, PreferenceMethod::Dpo), 0.15, 1.0);
        QVERIFY(logged(config, "accuracy").back() > 0.7);
        QVERIFY(logged(config, "margin").back() > 0);
    }
    void comparingAGroupsTrialsRaisesTheReward() {
        auto config = smallProblem().config("grpo", 1e-3, 100);
        config.flow.run.accumulate = 2;
        config.rollout.steps = 6;
        config.rollout.groupSize = 16;
        config.grpo.sameNoise = false;
        verifyRise(outcome(config, PreferenceMethod::Grpo), 0.2, 1.0);
        for (const double divergence : logged(config, "kl")) QVERIFY(divergence < 0.5);
    }
    void theRatioIsOneAtTheFirstStepOfARolloutAndNotAtTheNext() {
        auto config = smallProblem().config("ratio", 1e-3, 2);
        config.grpo.updates = 2;
        auto model = smallProblem().model(), reference = smallProblem().model();
        const auto run = runOf(config, model, reference);
        freezeAllButTransformer(model);
        Optimizer optimizer(model.parameters(), config.flow.run.optimizer);
        const auto tasks = grpoTasks(run);
        const auto deviation = [](const Losses& losses) {
            for (const auto& [name, value] : losses)
                if (name == "ratio_deviation") return value.item<double>();
            return -1.0;
        };
        const auto first = tasks.forward(0, 0);
        QVERIFY2(std::abs(deviation(first)) < 1e-5, qPrintable(QString::number(deviation(first))));
        first.front().second.backward();
        optimizer.step();
        const auto second = tasks.forward(1, 0);
        QVERIFY2(deviation(second) > 1e-4, qPrintable(QString::number(deviation(second))));
    }
    void theFirstPairLossOfARunIsLogTwo() {
        auto config = smallProblem().config("log-two", 1e-3, 1);
        auto model = smallProblem().model(), reference = smallProblem().model();
        const auto run = runOf(config, model, reference);
        freezeAllButTransformer(model);
        const auto losses = dpoTasks(run).forward(0, 0);
        QVERIFY(std::abs(losses.front().second.item<double>() - std::log(2.0)) < 1e-5);
    }
    void onlyTheTransformerLearns() {
        auto config = smallProblem().config("frozen", 1e-3, 2);
        auto model = smallProblem().model(), reference = smallProblem().model();
        QVERIFY(
            optimizePreference(runOf(config, model, reference), PreferenceMethod::Sft, false).has_value());
        const auto before = smallProblem().model().parameters();
        bool moved = false;
        for (const auto& [name, parameter] : model.parameters()) {
            const bool same = torch::equal(parameter, before.at(name));
            if (name.starts_with("transformer.")) {
                moved = moved || !same;
            } else {
                QVERIFY2(same, name.c_str());
            }
        }
        QVERIFY(moved);
    }
};
LACUNA_TEST(TestMethods)
#include "test_methods.moc"
