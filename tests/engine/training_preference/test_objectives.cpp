// The formulas against numbers computed by hand.
#include <cmath>

#include "engine/training/preference/objectives.h"
#include "engine/training/preference/sde.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestObjectives : public QObject {
    Q_OBJECT
    static bool near(double value, double expected) { return std::abs(value - expected) < 1e-5; }

  private Q_SLOTS:
    void aStochasticStepIsTheGaussianOfThePaper() {
        // sigma 0.5 -> 0.3, a = 0.6: s^2 = 0.36 * 0.5 / 0.5 = 0.36, dt = -0.2.
        // mean = 2 (1 + 0.36 / 1 * -0.2) + 1 (1 + 0.36 * 0.5 / 1) * -0.2 = 1.856 - 0.236 = 1.62
        // deviation = sqrt(0.36 * 0.2) = 0.2683282
        const FlowSchedule schedule{{1.0f, 0.5f, 0.3f, 0.0f}};
        const auto step =
            sdeStep(torch::full({1, 1, 1, 1}, 2.0f), torch::ones({1, 1, 1, 1}), schedule, 1, 0.6);
        QVERIFY(near(step.mean.item<double>(), 1.62));
        QVERIFY(near(step.deviation, 0.2683282));
    }
    void theFirstStepTakesTheSecondNoiseLevelInItsDenominator() {
        // s^2 = 0.36 * 1 / (1 - 0.5) = 0.72; mean = 2 (1 + 0.36 * -0.5) + 1 * -0.5 = 1.14
        const FlowSchedule schedule{{1.0f, 0.5f, 0.0f}};
        const auto step =
            sdeStep(torch::full({1, 1, 1, 1}, 2.0f), torch::ones({1, 1, 1, 1}), schedule, 0, 0.6);
        QVERIFY(near(step.mean.item<double>(), 1.14));
        QVERIFY(near(step.deviation, std::sqrt(0.72 * 0.5)));
    }
    void logProbabilityIsTheNormalDensityAveragedOverNumbers() {
        // N(0, 0.5^2) at 0 and 1: ln(0.7978846) = -0.2257914 and -2.2257914 (1 / (2 * 0.25) = 2).
        const SdeStep step{torch::zeros({1, 2}), 0.5};
        QVERIFY(near(logProbability(torch::tensor({{0.0f, 1.0f}}), step).item<double>(), -1.2257914));
    }
    void divergenceOfEqualStepsIsZeroAndElseTheGaussians() {
        const SdeStep step{torch::tensor({{1.0f, 3.0f}}), 0.5};
        QVERIFY(near(stepDivergence(step, step.mean).item<double>(), 0));
        // (1 + 9) / 2 / (2 * 0.25) = 10
        QVERIFY(near(stepDivergence(step, torch::zeros({1, 2})).item<double>(), 10));
    }
    void pairLossIsLogTwoAtTheReference() {
        const auto w = torch::tensor({0.3f, 0.7f}), l = torch::tensor({0.9f, 0.1f});
        const auto pair = pairLoss({w, l, w, l}, 1000);
        QVERIFY(near(pair.loss.item<double>(), std::log(2.0)));
        QVERIFY(near(pair.margin.item<double>(), 0));
    }
    void pairLossFallsWhenTheBetterSampleFitsBetter() {
        // margin = -10/2 ((0.2 - 0.3) - (0.5 - 0.5)) = 0.5; -ln sigmoid(0.5) = 0.4740770
        const auto t = [](float x) { return torch::full({1}, x); };
        const auto pair = pairLoss({t(0.2f), t(0.5f), t(0.3f), t(0.5f)}, 10);
        QVERIFY(near(pair.loss.item<double>(), 0.4740770));
        QVERIFY(near(pair.accuracy.item<double>(), 1));
    }
    void advantagesHaveMeanZeroAndDeviationOneAndAreClipped() {
        const auto a = groupAdvantages(torch::tensor({1.0f, 2.0f, 3.0f}));
        QVERIFY(near(a.mean().item<double>(), 0));
        QVERIFY(std::abs(a[2].item<double>() - 1.2247449) < 2e-4);  // 1 / sqrt(2 / 3), less for the 1e-4
        auto one = torch::zeros({101});
        one[0] = 1;  // (1 - 1/101) / (10 / 101) = 10 before the clip
        QVERIFY(near(groupAdvantages(one).max().item<double>(), 5));
        QVERIFY(near(groupAdvantages(torch::ones({4})).abs().max().item<double>(), 0));
    }
    void ratioIsClippedWhereItWouldGainMore() {
        const auto t = [](float x) { return torch::full({1}, x); };
        const auto objective = [&](double ratio, float advantage) {
            return clippedObjective(t(float(std::log(ratio))), t(0), t(advantage), 0.2).item<double>();
        };
        QVERIFY(near(objective(1.0, 2), -2));
        QVERIFY(near(objective(1.5, 2), -2.4));  // no more than 1.2 is earned
        QVERIFY(near(objective(0.5, 2), -1.0));  // but a loss is felt in full
        QVERIFY(near(objective(0.5, -2), 1.6));
    }
};
LACUNA_TEST(TestObjectives)
#include "test_objectives.moc"
