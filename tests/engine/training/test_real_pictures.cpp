// A person's own pictures among painted posters: in the size of their shape, at the share that the schedule
// says, and the same again after a stop.
#include "engine/training/flow/real_pictures.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/training/flow/batch.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/engine/training/small_parts.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

namespace {

/// Decodes "tall-120.png" as 60 x 90 pixels of grey 120, "square-..." as 60 x 60; any other name not at all.
Result<Image> readGrey(const std::filesystem::path& file) {
    const auto name = file.stem().string();
    const auto dash = name.find('-');
    if (dash == std::string::npos) return fail(ErrorKind::BadFile, "No picture.", file.string());
    Bitmap grey({60, name.starts_with("tall") ? 90 : 60}, PixelFormat::Rgb8);
    std::ranges::fill(grey.bytes(), std::byte(std::stoi(name.substr(dash + 1))));
    return std::move(grey).freeze();
}

void writePicture(const tests::TemporaryFolder& folder, const std::string& name) {
    folder.write("pictures/" + name + ".png", "decoded by readGrey");
    folder.write("pictures/" + name + ".txt", "a grey sheet of paper");
}

}  // namespace

class TestRealPictures : public QObject {
    Q_OBJECT
    training::Atlas atlas_ = tests::smallAtlas();
    tests::TemporaryFolder folder_;
    std::vector<Bucket> buckets_ = bucketsOf(32, {{1.5, 1}, {1.0, 1}});

    Result<RealPictures> encoded() const {
        LACUNA_TRY(const auto set, data::PictureSet::open(folder_ / "pictures"));
        RealPicturesOptions options;
        options.bucketsOf[32] = buckets_;
        return encodeRealPictures(set, tests::smallTokenizer(), tests::smallVae(), options, readGrey, {});
    }
    std::filesystem::path flowRun(const std::string& name, const Json& real) const {
        return tests::writeFlowRun(folder_, name, 6,
                                   {{"pictures", "pictures"},
                                    {"curriculum", {{"real", real}}},
                                    {"log_every", 1},
                                    {"aspects", {{1.5, 1}, {1, 1}}}});
    }
    std::vector<double> logged(const std::string& run, const std::string& column) const {
        const auto lines = QString::fromStdString(tests::TemporaryFolder::read(folder_ / run / "log.csv"))
                               .trimmed()
                               .split('\n');
        const auto place = lines[0].split(',').indexOf(QString::fromStdString(column));
        std::vector<double> values;
        for (const auto& line : lines.mid(1)) values.push_back(line.split(',').value(place).toDouble());
        return values;
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "vae", 1), false));
        for (const char* name : {"tall-40", "tall-200", "square-120"}) writePicture(folder_, name);
    }

    void aPictureGoesWhereItsShapeIs() {
        const auto buckets = bucketsOf(256, {{1.5, 1}, {1.0, 1}, {0.6667, 1}});
        QCOMPARE(nearestBucket(buckets, {600, 1000}), std::size_t{0});
        QCOMPARE(nearestBucket(buckets, {1000, 1100}), std::size_t{1});
        QCOMPARE(nearestBucket(buckets, {1900, 1000}), std::size_t{2});
    }
    void aPictureIsDrawnAsOftenAsItsWeightSays() {
        RealPool pool(2);
        for (const auto& [bucket, weight] :
             std::vector<std::pair<std::size_t, double>>{{0, 1}, {1, 3}, {1, 4}}) {
            LatentGroup group;
            group.bucket = bucket;
            group.latents = torch::full({1}, weight);
            pool.add(std::move(group), weight);
        }
        QCOMPARE(pool.share(1), 7.0 / 8);
        Random random(1);
        std::map<double, int> drawn;
        for (int i = 0; i < 4000; ++i)
            ++drawn[pool.draw(pool.drawBucket(random), random).latents.item<double>()];
        QVERIFY(std::abs(drawn[1] - 500) < 80 && std::abs(drawn[3] - 1500) < 120 &&
                std::abs(drawn[4] - 2000) < 130);
    }
    void theShareIsTheSchedulesInEverySize() {
        const auto real = encoded();
        QVERIFY_OK(real);
        SampleOptions options;
        options.buckets = buckets_;
        options.groupSize = 4;
        const SampleSource source(atlas_, tests::smallTokenizer(), options);
        LatentPool pool(source, tests::smallVae(), torch::kCPU, {16, 16, 0, 0});
        pool.moveTo(0);
        for (const double share : {0.0, 0.3, 1.0}) {
            std::int64_t drawn = 0;
            for (std::uint64_t number = 0; number < 250; ++number)
                drawn += makeFlowBatch(pool, {}, {}, 4, 1, number, torch::kCPU, {&real->at(32), share}).real;
            QVERIFY2(std::abs(double(drawn) / 1000 - share) < (share == 0.3 ? 0.06 : 1e-9),
                     qPrintable(QString("%1 of 1000 at %2").arg(drawn).arg(share)));
        }
    }
    void aPictureServesTheTasksThatNeedNoPainter() {
        const auto real = encoded();
        QVERIFY_OK(real);
        const SampleSource source(atlas_, tests::smallTokenizer(), {1, buckets_, 4, {}, {}});
        LatentPool pool(source, tests::smallVae(), torch::kCPU, {8, 8, 0, 0});
        pool.moveTo(0);
        std::set<std::int64_t> tasks;
        for (std::uint64_t number = 0; number < 30; ++number) {
            const auto batch = makeFlowBatch(pool, {}, {}, 8, 1, number, torch::kCPU, {&real->at(32), 1});
            for (std::int64_t i = 0; i < 8; ++i) tasks.insert(batch.input.operations[i].item<std::int64_t>());
            const auto sigma = batch.input.sigma.view({-1, 1, 1, 1});
            QVERIFY(torch::allclose(batch.noisy - sigma * batch.target, batch.clean, 1e-3, 1e-3));
        }
        QVERIFY(!tasks.contains(std::int64_t(Task::Edit)));
        for (const Task task : {Task::TextToImage, Task::ImageToImage, Task::Inpaint, Task::Outpaint})
            QVERIFY(tasks.contains(std::int64_t(task)));
    }
    void aStoppedRunResumesToTheSameBits() {
        const Json rising{{0, 0}, {4, 1}};
        QVERIFY_OK(trainFlow(flowRun("whole", rising), false, {}, readGrey));
        const auto file = flowRun("halves", rising);
        // Asked once a picture, and once a step: stops after the third.
        QVERIFY_OK(trainFlow(
            file, false, [asked = 0]() mutable { return ++asked >= 6; }, readGrey));
        QCOMPARE(logged("halves", "step").back(), 3.0);
        QVERIFY_OK(trainFlow(file, true, {}, readGrey));
        const auto state = [&](const char* run) {
            return readTensors(folder_ / run / "state.safetensors").value().tensors;
        };
        const auto whole = state("whole"), halves = state("halves");
        for (const auto& [name, tensor] : whole) {
            if (name != "seconds") QVERIFY2(torch::equal(tensor, halves.at(name)), name.c_str());
        }
        const auto synthetic = logged("whole", "synthetic");
        QCOMPARE(synthetic.size(), std::size_t{6});
        QCOMPARE(synthetic.front(), 1.0);
        QCOMPARE(synthetic.back(), 0.0);
        QCOMPARE(logged("halves", "synthetic"), synthetic);
    }
    void aShareWithoutPicturesIsRefused() {
        const auto run = tests::writeFlowRun(folder_, "none", 1, {{"curriculum", {{"real", 0.25}}}});
        const auto config = readFlowRunConfig(run);
        QVERIFY(!config);
        QVERIFY(describe(config.error()).find("\"pictures\"") != std::string::npos);
        QVERIFY_OK(
            readFlowRunConfig(tests::writeFlowRun(folder_, "none", 1, {{"curriculum", {{"real", 0}}}})));
    }
    void aRunThatAsksThePainterAloneRefusesAShare() {
        const auto config = readFlowRunConfig(flowRun("asks", 0.25));
        QVERIFY_OK(config);
        QVERIFY(!refuseRealPictures(*config, "run.json"));
        QVERIFY_OK(refuseRealPictures(*readFlowRunConfig(flowRun("asks", 0)), "run.json"));
    }
    void aPictureThatCannotBeReadEndsTheRunBeforeItBegins() {
        writePicture(folder_, "broken");
        const auto result = trainFlow(flowRun("broken", 0.5), false, {}, readGrey);
        std::filesystem::remove(folder_ / "pictures/broken.png");
        std::filesystem::remove(folder_ / "pictures/broken.txt");
        QVERIFY(!result);
        QVERIFY(result.error().where.find("broken.png") != std::string::npos);
        QVERIFY(!std::filesystem::exists(folder_ / "broken/state.safetensors"));
    }
};
LACUNA_TEST(TestRealPictures)
#include "test_real_pictures.moc"
