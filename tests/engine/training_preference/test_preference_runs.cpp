// Whole runs from files: they start from an exported model, resume to the same bits, and are exported as what
// they were made for.
#include "engine/formats/model_folder.h"
#include "engine/models/qwen_image/config.h"
#include "engine/training/distillation/distill.h"
#include "engine/training/distillation/fast_mode.h"
#include "engine/training/export.h"
#include "engine/training/preference/trainers.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

#define QVERIFY_OK(expression)                                                              \
    do {                                                                                    \
        const auto& outcome_ = (expression);                                                \
        QVERIFY2(outcome_.has_value(), outcome_ ? "" : describe(outcome_.error()).c_str()); \
    } while (false)

class TestPreferenceRuns : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;

    std::filesystem::path writeRun(const std::string& output, const std::string& more) const {
        return folder_.write(output + ".json",
                             R"({"output": ")" + output +
                                 R"(", "atlas": "atlas.safetensors", "start": "draft", "device": "cpu",
            "bfloat16": false, "threads": 1, "batch": 2, "save_every": 1000000, "sample_every": 1000000,
            "stages": [{"width": 32, "batch": 2}], "held_out": 2, "sample_steps": 2, "sample_guidance": 1,
            "rollout": {"steps": 3, "groups": 2, "group_size": 3, "refresh": 3},
            "optimizer": {"learning_rate": 0.002, "warmup_steps": 1, "steps": 5}, )" +
                                 more + "}");
    }
    NamedTensors state(const std::string& run) const {
        return readTensors(folder_ / run / "state.safetensors").value().tensors;
    }
    static std::function<bool()> after(int steps) {
        return [steps, done = 0]() mutable { return ++done >= steps; };
    }
    void verifyResumes(const std::string& name, const std::string& more, PreferenceMethod method) {
        QVERIFY_OK(trainPreference(writeRun(name + "-whole", more), method, false));
        const auto file = writeRun(name + "-halves", more);
        QVERIFY_OK(trainPreference(file, method, false, after(3)));
        QCOMPARE(state(name + "-halves").at("steps").item<int>(), 3);
        QVERIFY_OK(trainPreference(file, method, true));
        const auto halves = state(name + "-halves");
        bool learned = false;
        for (const auto& [key, tensor] : state(name + "-whole")) {
            if (key == "seconds") continue;
            QVERIFY2(torch::equal(tensor, halves.at(key)), key.c_str());
            learned = learned || (key.starts_with("m.transformer.") && tensor.abs().sum().item<double>() > 0);
        }
        QVERIFY(learned);
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "vae", 2), false));
        const auto flow = tests::writeFlowRun(folder_, "flow", 8);
        QVERIFY_OK(trainFlow(flow, false));
        QVERIFY_OK(exportModel(flow, folder_ / "draft"));
    }
    void aStoppedSftRunResumesToTheSameBits() {
        verifyResumes("sft", R"("sft": {"share": 0.4})", PreferenceMethod::Sft);
    }
    void aStoppedDpoRunResumesToTheSameBits() {
        verifyResumes("dpo", R"("dpo": {"beta": 50})", PreferenceMethod::Dpo);
    }
    void aStoppedGrpoRunResumesInTheMiddleOfARollout() {
        verifyResumes("grpo", R"("accumulate": 2, "grpo": {"window": 2, "updates": 2})",
                      PreferenceMethod::Grpo);
    }
    void aDistilledModelIsExportedWithFewStepsAndNoGuidance() {
        const auto file = writeRun("few", R"("teacher_guidance": 2, "refinement": 2, "trajectories": 8)");
        QVERIFY_OK(trainDistilled(file, false));
        QVERIFY_OK(exportModel(file, folder_ / "few-draft"));
        const auto index = readJsonFile(folder_ / "few-draft" / "model_index.json").value();
        QCOMPARE(index["lacuna"]["steps"].get<int>(), 2);
        QCOMPARE(index["lacuna"]["guidance"].get<double>(), 1.0);
        const auto scheduler =
            qwen_image::readSchedulerConfig(folder_ / "few-draft" / "scheduler" / "scheduler_config.json");
        QVERIFY_OK(scheduler);
        QVERIFY(!scheduler->shiftTerminal);  // the teacher's has one
        QVERIFY(std::filesystem::exists(folder_ / "few" / "distance.svg"));
    }
    void aDistilledLoraBecomesItsModelsFastMode() {
        const auto file = writeRun(
            "fast", R"("teacher_guidance": 2, "refinement": 2, "trajectories": 8, "adapter_rank": 2)");
        QVERIFY_OK(trainDistilled(file, false));
        QVERIFY(!openModelFolder(folder_ / "draft")->info.fast);
        QVERIFY_OK(addFastMode(file, folder_ / "draft"));
        const auto model = openModelFolder(folder_ / "draft");
        QVERIFY_OK(model);
        QVERIFY(model->info.fast.has_value());
        QCOMPARE(model->info.fast->sampling.steps, 2);
        QVERIFY(std::filesystem::exists(model->info.fast->lora.file));
        QCOMPARE(model->info.name, std::string("Draft"));  // the rest of the index stays
    }
    void aRunWithoutAStartIsRefusedInASentence() {
        const auto json = readJsonFile(folder_ / "flow.json").value();
        const auto file = folder_.write("no-start.json", json.dump());
        const auto outcome = trainPreference(file, PreferenceMethod::Sft, false);
        QVERIFY(!outcome);
        QVERIFY(outcome.error().what.find("\"start\"") != std::string::npos);
    }
};
LACUNA_TEST(TestPreferenceRuns)
#include "test_preference_runs.moc"
