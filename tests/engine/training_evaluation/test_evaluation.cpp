// A whole evaluation of a tiny model, and the scores of pictures whose quality is known.
#include <fstream>

#include "engine/training/evaluation/evaluation.h"
#include "engine/training/evaluation/judge_trainer.h"
#include "engine/training/export.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestEvaluation : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;
    Atlas atlas_ = tests::smallAtlas();

    static double value(const std::vector<Score>& scores, const std::string& name) {
        for (const Score& score : scores) {
            if (score.name == name) return score.value.value();
        }
        qFatal("no score %s", name.c_str());
    }
    EvaluationOptions options() const {
        EvaluationOptions options;
        options.model = folder_ / "model";
        options.atlas = folder_ / "atlas.safetensors";
        options.judge = folder_ / "judge-run" / "judge";
        options.output = folder_ / "report";
        options.count = 3;
        options.steps = 1;
        return options;
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
        const auto judge =
            folder_.write("judge.json",
                          R"({"output": "judge-run", "atlas": "atlas.safetensors", "device": "cpu",
            "bfloat16": false, "batch": 4, "threads": 1, "widths": [8, 8, 8, 8], "width": 32, "optimizer": {"steps": 1}})");
        QVERIFY_OK(trainJudge(judge, false));
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "vae", 1), false));
        const auto flow = tests::writeFlowRun(folder_, "flow", 1);
        QVERIFY_OK(trainFlow(flow, false));
        QVERIFY_OK(exportModel(flow, folder_ / "model"));
    }

    void realPostersScoreBetterThanWhiteOnes() {
        Judges judges;
        judges.judge = loadJudge(folder_ / "judge-run" / "judge", torch::kCPU).value();
        const auto cases = casesOf(Task::Inpaint, 3, 0, 6, {64, 96}, atlas_);
        const auto others = otherPosters(3, 6, {64, 96}, atlas_);
        std::vector<torch::Tensor> real, white;
        for (const auto& one : cases) {
            real.push_back(one.truth);
            white.push_back(torch::ones_like(one.truth));
        }
        const auto good = scoresOf(Task::Inpaint, cases, real, others, atlas_.names, judges);
        const auto bad = scoresOf(Task::Inpaint, cases, white, others, atlas_.names, judges);
        QVERIFY_OK(good);
        QVERIFY_OK(bad);
        QVERIFY(value(*good, "Frechet distance, judge's features") <
                value(*bad, "Frechet distance, judge's features"));
        QCOMPARE(value(*good, "perceptual distance in the hole"), 0.0);
        QVERIFY(value(*bad, "perceptual distance in the hole") > 0.1);
        QCOMPARE(value(*good, "seam energy, ratio to the truth's"), 1.0);
        QCOMPARE(value(*good, "seam energy where repainting ends, ratio to the truth's"), 1.0);
        QCOMPARE(value(*good, "kept pixels identical"), 1.0);
        QVERIFY(value(*bad, "kept pixels identical") < 0.5);
        QVERIFY(value(*good, "PSNR in the hole, dB") > 100);
        QVERIFY(value(*bad, "PSNR in the hole, dB") < 20);
        // Without a reader there is no number for titles, and the reason is there.
        for (const Score& score : *good) {
            if (score.name == "English title score") {
                QVERIFY(!score.value);
                QCOMPARE(score.note, std::string("not measured: no text reader"));
            }
        }
    }

    void aWholeEvaluationWritesItsReport() {
        const auto report = evaluate(options());
        QVERIFY_OK(report);
        QCOMPARE(report->tasks.size(), std::size_t{5});
        const auto json = readJsonFile(folder_ / "report" / "report.json").value();
        for (const char* task : {"text-to-image", "image-to-image", "inpaint", "outpaint"}) {
            QVERIFY2(json["tasks"][task]["model"]["attribute accuracy"].is_number(), task);
            QVERIFY2(json["tasks"][task]["real"]["Frechet distance, judge's features"].is_number(), task);
        }
        QVERIFY(json["tasks"]["edit"]["model"]["change that was asked for happened"].is_number());
        // What a mask keeps is the source's, to the bit.
        QCOMPARE(json["tasks"]["inpaint"]["model"]["kept pixels identical"].get<double>(), 1.0);
        const auto html = tests::TemporaryFolder::read(folder_ / "report" / "report.html");
        QVERIFY(html.find("data:image/png;base64,iVBORw0KGgo") != std::string::npos);
        QVERIFY(tests::TemporaryFolder::read(folder_ / "report" / "report.md").find("## inpaint") !=
                std::string::npos);
    }
    void theSameSeedGivesTheSameReport() {
        auto once = options();
        once.tasks = {Task::TextToImage};
        const auto a = evaluate(once), b = evaluate(once);
        QVERIFY_OK(a);
        QVERIFY_OK(b);
        for (std::size_t i = 0; i < a->tasks[0].model.size(); ++i)
            QCOMPARE(a->tasks[0].model[i].value, b->tasks[0].model[i].value);
    }
    void aStoppedEvaluationKeepsWhatWasFinished() {
        auto stopped = options();
        stopped.output = folder_ / "stopped";
        stopped.tasks = {Task::TextToImage, Task::Inpaint};
        stopped.stopped = [asked = 0]() mutable { return ++asked > 4; };  // in the second task
        const auto report = evaluate(stopped);
        QVERIFY(!report && report.error().kind == ErrorKind::Cancelled);
        const auto json = readJsonFile(folder_ / "stopped" / "report.json").value();
        QVERIFY(json["tasks"].contains("text-to-image") && !json["tasks"].contains("inpaint"));
    }

    void anInceptionFileMustBeOne() {
        auto wrong = options();
        wrong.inception = folder_.write("inception.pt", "this is no archive");
        const auto report = evaluate(wrong);
        QVERIFY(!report && report.error().kind == ErrorKind::BadFile);
    }
    void taskNamesAreChecked() {
        QCOMPARE(tasksFrom("inpaint,edit").value(), (std::vector<Task>{Task::Inpaint, Task::Edit}));
        QVERIFY(!tasksFrom("inpaint,painting"));
        QVERIFY(!tasksFrom(""));
    }
};
LACUNA_TEST(TestEvaluation)
#include "test_evaluation.moc"
