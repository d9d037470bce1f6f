// A student of four unguided steps comes nearer to its teacher's many guided ones than the teacher itself in
// four.
#include "engine/text/chat_template.h"
#include "engine/training/distillation/distill.h"
#include "tests/engine/training_preference/small_problem.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;
using tests::SmallProblem;
using tests::smallProblem;

class TestDistillation : public QObject {
    Q_OBJECT
    static DistillConfig configOf(const std::string& name, int steps) {
        DistillConfig config;
        config.flow = smallProblem().config(name, 2e-3, steps).flow;
        config.flow.sampleSteps = 4;
        config.flow.run.optimizer.minLearningRate = 2e-4;
        config.flow.run.optimizer.ema = 0.97;
        config.trajectories = {8, 16, 8, 3};
        return config;
    }
    /// Questions of text to image as batches.
    static QuestionBatches batches(DraftModel& model, std::int64_t count) {
        return [&model, count](std::int64_t number) {
            FlowBatch batch;
            batch.input = Policy(model, false, torch::kCPU).textToImage(count, tests::kCells, tests::kCells);
            for (std::int64_t i = 0; i < count; ++i) {
                const auto prompt = SmallProblem::question(std::uint64_t(number * count + i)).prompt;
                batch.input.tokens.push_back(
                    tokenizePrompt(*model.tokenizer, PromptTemplate::TextToImage, prompt)->ids);
            }
            batch.clean = torch::zeros({count, 16, tests::kCells, tests::kCells});
            batch.target = seededNoise(Random(3, std::uint64_t(number)).next(), count, tests::kCells,
                                       tests::kCells, torch::kCPU);
            return batch;
        };
    }
    static std::pair<DistillMeasure, DistillMeasure> beforeAndAfter(const DistillConfig& config) {
        auto student = smallProblem().model(), teacher = smallProblem().model();
        const DistillRun run{config, student, teacher, batches(teacher, 32), SmallProblem::question, {}};
        const auto before = measureStudent(run);
        if (const auto result = distill(run, false); !result)
            qWarning("%s", describe(result.error()).c_str());
        return {before, measureStudent(run)};
    }

  private Q_SLOTS:
    void fourStepsOfTheStudentAreNearerToTheTeachersMany() {
        const auto [before, after] = beforeAndAfter(configOf("distill", 250));
        const auto said = QString("ratio %1 then %2").arg(before.ratio).arg(after.ratio);
        qInfo("%s", qPrintable(said));
        QVERIFY2(after.ratio < 0.5, qPrintable(said));
        QCOMPARE(after.teacher, before.teacher);  // the teacher did not move
    }
    void adaptersAloneBringTheStudentNearer() {
        auto config = configOf("distill-lora", 250);
        config.adapterRank = 8;
        const auto [before, after] = beforeAndAfter(config);
        const auto said = QString("ratio %1 then %2").arg(before.ratio).arg(after.ratio);
        qInfo("%s", qPrintable(said));
        QVERIFY2(after.ratio < 0.3 * before.ratio, qPrintable(said));
        const auto file = config.flow.run.folder / "fast.safetensors";
        QVERIFY(readTensors(file).value().tensors.contains(
            "transformer.transformer_blocks.0.attn.to_q.lora_A.weight"));
    }
    void aTrajectoryIsTheTeachersOwnSampling() {
        auto teacher = smallProblem().model();
        const Policy policy(teacher, false, torch::kCPU);
        const std::vector<std::string> prompt{"a red moon"};
        const auto read = policy.read(prompt, 3);
        const auto noise = seededNoise(5, 1, tests::kCells, tests::kCells, torch::kCPU);
        const FlowSchedule coarse{{1.0f, 0.5f, 0.0f}}, fine{{1.0f, 0.75f, 0.5f, 0.25f, 0.0f}};
        const auto states = followTeacher(policy, policy.textToImage(1, tests::kCells, tests::kCells), noise,
                                          coarse, 2, read);
        QCOMPARE(states.size(0), 3);
        QVERIFY(torch::equal(states[0], noise));
        QVERIFY(torch::allclose(states[2], policy.sample(noise, fine, read), 1e-4, 1e-5));
    }
    void aPoolThatJumpsHoldsWhatAPoolThatWalksHolds() {
        auto teacher = smallProblem().model();
        const Policy policy(teacher, false, torch::kCPU);
        const TrajectoryOptions options{3, 2, 1, 1};
        TrajectoryPool walks(policy, batches(teacher, 4), 2, options),
            jumps(policy, batches(teacher, 4), 2, options);
        for (int step = 0; step < 6; ++step) walks.moveTo(step);
        jumps.moveTo(5);
        for (std::int64_t i = 0; i < walks.size(); ++i) {
            QVERIFY(torch::equal(walks.at(i).states, jumps.at(i).states));
            QVERIFY(walks.at(i).question.tokens == jumps.at(i).question.tokens);
        }
    }
};
LACUNA_TEST(TestDistillation)
#include "test_distillation.moc"
