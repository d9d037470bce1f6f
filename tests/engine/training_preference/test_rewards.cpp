// Rewards with known answers.
#include "engine/training/judge/judge.h"
#include "engine/training/preference/held_out.h"
#include "engine/training/preference/measure_log.h"
#include "engine/training/preference/scorer_rewards.h"
#include "engine/training/tensor_file.h"
#include "tests/engine/training/small_atlas.h"
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

    /// A judge whose weights are zeros: it finds every answer as likely as the others.
    static std::filesystem::path writeJudge(const tests::TemporaryFolder& folder, const AtlasNames& names) {
        const JudgeConfig config{.widths = {8, 8, 8, 8}, .width = 32, .labels = LabelSpace::of(names)};
        folder.write("judge/config.json", config.json().dump());
        NamedTensors zeros;
        for (const auto& item : freshJudge(config, 1, torch::kCPU)->named_parameters())
            zeros[item.key()] = torch::zeros_like(item.value());
        if (!writeTensors(folder / "judge" / "model.safetensors", zeros)) qFatal("no judge");
        return folder / "judge";
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
    void aFlatPageLooksWorseThanAPoster() {
        const auto poster = torch::rand({1, 3, 48, 32}, at::detail::createCPUGenerator(1)) * 2 - 1;
        QCOMPARE(scoreOf("aesthetics", poster, poster), 1.0);
        QVERIFY(scoreOf("aesthetics", torch::zeros_like(poster), poster) < 0.5);
    }
    void relevanceIsTheJudgesMeanProbability() {
        const tests::TemporaryFolder folder;
        tests::writeSmallAtlas(folder);
        const auto atlas = readAtlas(folder / "atlas.safetensors", torch::kCPU).value();
        const auto reward =
            openRelevanceReward({.judge = writeJudge(folder, atlas.names), .names = atlas.names}, "test");
        QVERIFY2(reward, reward ? "" : describe(reward.error()).c_str());

        std::vector<Question> asked(2, posterQuestions(atlas.names, 1.5, 3)(0));
        asked[0].scene.subjects.clear();
        asked[0].scene.background = asked[1].scene.background = Background::Sky;
        asked[1].scene.subjects = {{.sprite = 0}};
        const auto pictures = torch::zeros({2, 3, 48, 32});
        const auto scores = (*reward)->score({pictures, pictures, asked});
        // The judge's heads give zeros: each answer is as likely as the others.
        const double known = 1.0 / kGrounds + 1.0 / kTitlePlaces + 0.5;
        const double colour = 0.5 / double(LabelSpace::of(atlas.names).colours.size());
        QVERIFY(std::abs(scores[0].item<double>() - known / 3) < 1e-5);
        QVERIFY(std::abs(scores[1].item<double>() - (known + colour) / 4) < 1e-5);
    }
    void relevanceNeedsAJudgeOfTheSameAtlas() {
        const auto none = makeReward("relevance", "run.json");
        QVERIFY(!none);
        QVERIFY(none.error().what.find("\"judge\"") != std::string::npos);
        const tests::TemporaryFolder folder;
        const auto other = openRelevanceReward(
            {.judge = writeJudge(folder, tests::smallAtlas().names), .names = {}}, "run.json");
        QVERIFY(!other);
        QVERIFY(other.error().what.find("another atlas") != std::string::npos);
    }
    void lostTitlesEarnNothingAndNoTitleIsNoLoss() {
        auto reward = openLetteringReward();
        if (!reward) QSKIP("This build reads no lettering.");
        std::vector<Question> asked(2);
        asked[0].scene.titleEnglish = "MOON";
        asked[0].scene.lines = {{.text = U"MOON", .x = 0.5, .y = 0.7, .em = 0.2}};
        const auto white = torch::ones({2, 3, 96, 64});
        const auto scores = (*reward)->score({white, white, asked});
        QCOMPARE(scores[0].item<double>(), 0.0);
        QCOMPARE(scores[1].item<double>(), 1.0);
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
