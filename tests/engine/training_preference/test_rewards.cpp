// Rewards with known answers.
#include "engine/training/preference/held_out.h"
#include "engine/training/preference/measure_log.h"
#include "engine/training/preference/reward.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestRewards : public QObject {
    Q_OBJECT
    static double scoreOf(const char* name, const torch::Tensor& pictures, const torch::Tensor& posters) {
        return makeReward(name, "test").value()->score({pictures, posters, {}}).item<double>();
    }
    static torch::Tensor checks() {
        const auto line = torch::arange(48) % 2;
        return ((line.view({48, 1}) + line.slice(0, 0, 32).view({1, 32})) % 2 * 2 - 1)
            .to(torch::kFloat)
            .expand({1, 3, 48, 32});
    }

  private Q_SLOTS:
    void aPosterIsAsGoodAsItself() {
        const auto poster = torch::rand({1, 3, 48, 32}, at::detail::createCPUGenerator(1)) * 2 - 1;
        QCOMPARE(scoreOf("colour", poster, poster), 1.0);
        QCOMPARE(scoreOf("sharpness", poster, poster), 1.0);
    }
    void blackForWhiteIsTheWorstColour() {
        const auto white = torch::ones({1, 3, 48, 32});
        QCOMPARE(scoreOf("colour", -white, white), 0.0);
        QCOMPARE(scoreOf("colour", 0 * white, white), 0.5);
    }
    void aFlatPictureHasNoSharpnessAndMoreThanThePostersEarnsNothing() {
        QCOMPARE(scoreOf("sharpness", torch::zeros({1, 3, 48, 32}), checks()), 0.0);
        QVERIFY(std::abs(scoreOf("sharpness", checks() / 2, checks()) - 0.5) < 1e-5);
        QCOMPARE(scoreOf("sharpness", checks(), checks() / 4), 1.0);
    }
    void aMixIsTheWeightedMean() {
        const auto mix = readRewardMix(Json{{"colour", 3}, {"sharpness", 1}}, "test").value();
        // Grey against white checks: mean colours agree, no detail.
        const auto scores = mix.score({torch::zeros({1, 3, 48, 32}), checks(), {}});
        QCOMPARE(scores.total.item<double>(), 0.75);
        QCOMPARE(scores.parts.size(), std::size_t(2));
    }
    void anUnknownRewardIsRefusedInASentence() {
        const auto mix = readRewardMix(Json{{"beauty", 1}}, "run.json");
        QVERIFY(!mix);
        QVERIFY(mix.error().what.find("beauty") != std::string::npos);
        QVERIFY(!readRewardMix(Json::object(), "run.json"));
    }
    void aMeasurementReplacesThoseOfStepsThatAreDoneAgain() {
        const tests::TemporaryFolder folder;
        for (const auto& [step, value] : {std::pair{0, 1.0}, {10, 2.0}, {20, 3.0}, {10, 5.0}})
            QVERIFY(addMeasurement(folder.path(), "held-out", step, {{"reward", value}}));
        QCOMPARE(tests::TemporaryFolder::read(folder / "held-out.csv"),
                 std::string("step,reward\n0,1\n10,5\n"));
        QVERIFY(tests::TemporaryFolder::read(folder / "held-out.svg").find("<polyline") != std::string::npos);
    }
};
LACUNA_TEST(TestRewards)
#include "test_rewards.moc"
