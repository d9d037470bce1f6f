// The autoencoder's perceptual term: the judge shapes the reconstruction and is not changed by it.
#include "engine/models/qwen_image/vae_layers.h"
#include "engine/nn/training_work.h"
#include "engine/training/posters/painter.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/engine/training/small_parts.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestVaeLosses : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;
    training::Atlas atlas_ = tests::smallAtlas();

    /// A run whose judge is <folder>/judge.
    VaeRunConfig judgedConfig(double weight) const {
        VaeRunConfig config;
        config.judge = folder_ / "judge";
        config.perceptualWeight = weight;
        return config;
    }
    std::string refusal(const Json& extra) const {
        const auto result = trainVae(tests::writeVaeRun(folder_, "refused", 1, 0, extra), false);
        return result ? "accepted" : describe(result.error());
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
        const JudgeConfig config{{4, 4, 8, 8}, 32, LabelSpace::of(atlas_.names)};
        auto judge = freshJudge(config, 3, torch::kCPU);
        folder_.write("judge/config.json", config.json().dump());
        QVERIFY_OK(writeTensors(folder_ / "judge" / "model.safetensors", parametersOf(*judge)));
    }

    void theGradientReachesTheAutoencoderAndNotTheJudge() {
        const auto config = judgedConfig(1);
        auto judge = perceptualJudge(config);
        QVERIFY_OK(judge);
        auto vae = tests::smallVae();
        for (auto& parameter : vae->parameters()) parameter.set_requires_grad(true);
        const auto pixels = torch::rand({2, 3, 32, 32}, at::detail::createCPUGenerator(1)) * 2 - 1;
        const auto moments = vae->encode(pixels);
        const auto losses = vaeLosses(pixels, vae->decode(moments.mean), moments, config, *judge);
        QCOMPARE(losses.back().first, std::string("perceptual"));
        losses.back().second.backward();
        QVERIFY(vae->named_parameters()["decoder.conv_out.weight"].grad().abs().max().item<double>() > 0);
        QVERIFY(vae->named_parameters()["encoder.conv_in.weight"].grad().abs().max().item<double>() > 0);
        for (const auto& parameter : (*judge)->parameters()) QVERIFY(!parameter.grad().defined());
    }
    void theTermIsAddedByItsWeight() {
        const torch::NoGradGuard noGrad;
        auto vae = tests::smallVae();
        const auto pixels = torch::rand({2, 3, 32, 32}, at::detail::createCPUGenerator(1)) * 2 - 1;
        const auto moments = vae->encode(pixels);
        const auto decoded = vae->decode(moments.mean);
        const auto config = judgedConfig(0.5);
        const auto plain = vaeLosses(pixels, decoded, moments, config);
        QCOMPARE(plain.size(), std::size_t{4});
        const auto judged = vaeLosses(pixels, decoded, moments, config, *perceptualJudge(config));
        const double added = judged[0].second.item<double>() - plain[0].second.item<double>();
        QVERIFY(std::abs(added - 0.5 * judged[4].second.item<double>()) < 1e-5);
        QVERIFY(!*perceptualJudge(judgedConfig(0)));
    }
    void theTermFallsInAFewSteps() {
        auto config = judgedConfig(1);
        config.kl = 0;
        auto judge = perceptualJudge(config);
        QVERIFY_OK(judge);
        auto vae = tests::smallVae();
        const std::vector<Scene> scenes{sceneOf(1, SceneOptions{}, atlas_.names)};
        const auto pixels = paintPosters(scenes, 64, atlas_);
        torch::optim::Adam adam(vae->parameters(), torch::optim::AdamOptions(0.005));
        std::vector<double> terms;
        for (int step = 0; step < 30; ++step) {
            const auto moments = vae->encode(pixels);
            const auto losses = vaeLosses(pixels, vae->decode(moments.mean), moments, config, *judge);
            adam.zero_grad();
            losses.front().second.backward();
            adam.step();
            terms.push_back(losses.back().second.item<double>());
        }
        QVERIFY2(terms.back() < 0.9 * terms.front(),
                 qPrintable(QString("%1 then %2").arg(terms.front()).arg(terms.back())));
    }
    void theTermIsAColumnOfTheLog() {
        QVERIFY_OK(trainVae(
            tests::writeVaeRun(folder_, "judged", 2, 0, {{"judge", "judge"}, {"perceptual_weight", 1}}),
            false));
        const auto lines =
            QString::fromStdString(tests::TemporaryFolder::read(folder_ / "judged/log.csv")).split('\n');
        const auto column = lines[0].split(',').indexOf("perceptual");
        QVERIFY2(column > 5, qPrintable(lines[0]));
        QVERIFY2(lines[1].split(',')[column].toDouble() > 0, qPrintable(lines[1]));
    }
    void aWeightWithoutAJudgeIsRefused() {
        const auto said = refusal({{"perceptual_weight", 0.5}});
        QVERIFY2(said.find("\"judge\"") != std::string::npos, said.c_str());
    }
    void aFolderThatIsNoJudgeIsRefused() {
        const auto said = refusal({{"perceptual_weight", 0.5}, {"judge", "nowhere"}});
        QVERIFY2(said.find("\"judge\" must be the folder of a classifier") != std::string::npos,
                 said.c_str());
    }
    void aJudgeOfOtherBackgroundsIsRefused() {
        Json config = Json::parse(tests::TemporaryFolder::read(folder_ / "judge/config.json"));
        config["grounds"] = kGrounds + 1;
        folder_.write("other/config.json", config.dump());
        const auto said = refusal({{"perceptual_weight", 0.5}, {"judge", "other"}});
        QVERIFY2(said.find("Train it again") != std::string::npos, said.c_str());
    }
    void aConvolutionsWorkIsCounted() {
        qwen_image::Convolution convolution(3, 5, 3, 2, 1);
        nn::initialize(*convolution, at::detail::createCPUGenerator(1));
        nn::TrainingWork work;
        convolution(torch::zeros({2, 3, 8, 8}));
        QCOMPARE(work.take(), 2.0 * 2 * (2 * 5 * 4 * 4) * (3 * 3 * 3));  // forward and the weight's gradient
    }
};
LACUNA_TEST(TestVaeLosses)
#include "test_vae_losses.moc"
