// The judge: what it is taught, that it learns, that a stopped run resumes to the same bits, and that its
// distances behave as distances.
#include <fstream>

#include "engine/training/evaluation/judge_trainer.h"
#include "engine/training/posters/painter.h"
#include "engine/training/tensor_file.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestJudge : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;
    Atlas atlas_ = tests::smallAtlas();

    std::filesystem::path writeRun(const std::string& output, int steps) const {
        return folder_.write(output + ".json",
                             R"({"output": ")" + output +
                                 R"(", "atlas": "atlas.safetensors", "device": "cpu", "bfloat16": false,
        "batch": 8, "threads": 1, "save_every": 1000000, "sample_every": 1000000, "widths": [8, 12, 16, 24], "width": 48,
        "optimizer": {"learning_rate": 0.004, "warmup_steps": 4, "ema": 0.9, "steps": )" +
                                 std::to_string(steps) + "}}");
    }
    NamedTensors state(const std::string& run) const {
        return readTensors(folder_ / run / "state.safetensors").value().tensors;
    }
    Scene scene() const {
        Scene scene;
        scene.background = Background::Waves;
        scene.palette = 2;
        scene.subjects = {{1, 0.9, 1.4, 0.3, 0, false}, {0, 0.1, 0.1, 0.2, 0, false}};
        scene.titlePlace = TitlePlace::Bottom;
        scene.titleChinese = "海";
        return scene;
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
    }

    void labelsSayWhatTheSceneSays() {
        const auto space = LabelSpace::of(atlas_.names);
        QCOMPARE(space.subjects.size(), std::size_t{3});
        const auto labels = labelsOf(scene(), atlas_.names, space);
        QCOMPARE(labels.background, Background::Waves);
        QCOMPARE(labels.palette, 2);
        QVERIFY(labels.chinese && !labels.english);
        QCOMPARE(labels.subjects.size(), std::size_t{2});
        QCOMPARE(space.subjects[std::size_t(labels.subjects[0].subject)].english, std::string("boat"));
        QCOMPARE(space.colours[std::size_t(labels.subjects[0].colour)].english, std::string("blue"));
        QCOMPARE(labels.subjects[0].cell(), 8);  // y = 1.4 of 1.5, x = 0.9: the last cell
        QCOMPARE(labels.subjects[1].cell(), 0);
    }
    void theLabelSpaceSurvivesItsFile() {
        const auto space = LabelSpace::of(atlas_.names);
        const Json json = space.json();
        QVERIFY(LabelSpace::read(JsonObject::of(json, "test").value()).value() == space);
        Json broken = json;
        broken["colours"] = {"red"};
        QVERIFY(!LabelSpace::read(JsonObject::of(broken, "test").value()));
    }

    void theJudgeLearnsToRead() {
        QVERIFY_OK(trainJudge(writeRun("judge-run", 120), false));
        auto judge = loadJudge(folder_ / "judge-run" / "judge", torch::kCPU);
        QVERIFY_OK(judge);
        const auto taught = scoreJudge(*judge, atlas_, 1, 64);
        auto fresh = freshJudge((*judge)->config(), 9, torch::kCPU);
        const auto guessed = scoreJudge(fresh, atlas_, 1, 64);
        const auto shown = QString::fromStdString(taught.json().dump() + " against " + guessed.json().dump());
        // Twelve grounds take longer than this run; colours, places and what is a subject at all are learnt.
        QVERIFY2(taught.background > guessed.background + 0.1, qPrintable(shown));
        QVERIFY2(taught.colour > guessed.colour + 0.3 && taught.titlePlace > guessed.titlePlace + 0.3,
                 qPrintable(shown));
        QVERIFY2(taught.recall > 0.7 && taught.precision > guessed.precision + 0.2, qPrintable(shown));
    }

    void aStoppedRunResumesToTheSameBits() {
        QVERIFY_OK(trainJudge(writeRun("whole", 6), false));
        const auto file = writeRun("halves", 6);
        QVERIFY_OK(trainJudge(file, false, [done = 0]() mutable { return ++done >= 4; }));
        QCOMPARE(state("halves").at("steps").item<int>(), 4);
        QVERIFY_OK(trainJudge(file, true));
        for (const auto& [name, tensor] : state("whole")) {
            if (name != "seconds") QVERIFY2(torch::equal(tensor, state("halves").at(name)), name.c_str());
        }
    }

    void theDistanceOfAPictureToItselfIsZeroAndGrowsWithDamage() {
        auto judge = freshJudge({.labels = LabelSpace::of(atlas_.names)}, 4, torch::kCPU);
        const torch::NoGradGuard noGrad;
        const std::vector<Scene> scenes{scene()};
        const auto picture = paintPosters(scenes, 128, atlas_);
        const auto noise = torch::randn(picture.sizes(), at::detail::createCPUGenerator(1));
        QCOMPARE(perceptualDistance(judge, picture, picture).item<double>(), 0.0);
        const auto little = perceptualDistance(judge, picture, picture + 0.02 * noise).item<double>(),
                   much = perceptualDistance(judge, picture, picture + 0.3 * noise).item<double>();
        QVERIFY(little > 0 && much > 2 * little);
    }
    void theDistanceLooksInsideTheMask() {
        auto judge = freshJudge({.labels = LabelSpace::of(atlas_.names)}, 4, torch::kCPU);
        const torch::NoGradGuard noGrad;
        const std::vector<Scene> scenes{scene()};
        const auto picture = paintPosters(scenes, 128, atlas_);
        auto damaged = picture.clone();
        damaged.slice(2, 0, 48).fill_(1);
        auto there = torch::zeros({1, 1, picture.size(2), picture.size(3)}), elsewhere = there.clone();
        there.slice(2, 0, 48).fill_(1);
        elsewhere.slice(2, 144).fill_(1);
        QVERIFY(perceptualDistance(judge, picture, damaged, there).item<double>() >
                20 * perceptualDistance(judge, picture, damaged, elsewhere).item<double>());
    }
};
LACUNA_TEST(TestJudge)
#include "test_judge.moc"
