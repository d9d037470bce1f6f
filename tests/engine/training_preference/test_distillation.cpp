// A student of four unguided steps comes nearer to its teacher's many guided ones than the teacher itself in
// four.
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
        config.flow.run.batch = 32;
        config.trajectories = {64, 4, 8, 3, tests::kCells, tests::kCells, 1};
        return config;
    }

  private Q_SLOTS:
    void fourStepsOfTheStudentAreNearerToTheTeachersMany() {
        const auto config = configOf("distill", 250);
        auto student = smallProblem().model(), teacher = smallProblem().model();
        const DistillRun run{config, student, teacher, SmallProblem::question, SmallProblem::question, {}};
        const auto before = measureStudent(run);
        QVERIFY(distill(run, false).has_value());
        const auto after = measureStudent(run);
        const auto said = QString("ratio %1 then %2").arg(before.ratio).arg(after.ratio);
        qInfo("%s", qPrintable(said));
        QVERIFY2(after.ratio < 0.5, qPrintable(said));
        QCOMPARE(after.teacher, before.teacher);  // the teacher did not move
    }
    void aTrajectoryIsTheTeachersOwnSampling() {
        auto teacher = smallProblem().model();
        const Policy policy(teacher, false, torch::kCPU);
        const std::vector<std::string> prompt{"a red moon"};
        const auto read = policy.read(prompt, 3);
        const auto noise = seededNoise(5, 1, tests::kCells, tests::kCells, torch::kCPU);
        const FlowSchedule coarse{{1.0f, 0.5f, 0.0f}}, fine{{1.0f, 0.75f, 0.5f, 0.25f, 0.0f}};
        const auto states = followTeacher(policy, noise, coarse, 2, read);
        QCOMPARE(states.size(0), 3);
        QVERIFY(torch::equal(states[0], noise));
        QVERIFY(torch::allclose(states[2], policy.sample(noise, fine, read), 1e-4, 1e-5));
    }
    void aPoolThatJumpsHoldsWhatAPoolThatWalksHolds() {
        auto teacher = smallProblem().model();
        const Policy policy(teacher, false, torch::kCPU);
        const TrajectoryOptions options{16, 2, 1, 1, tests::kCells, tests::kCells, 3};
        const FlowSchedule schedule{{1.0f, 0.5f, 0.0f}};
        TrajectoryPool walks(policy, SmallProblem::question, schedule, options), jumps = walks;
        for (int step = 0; step < 6; ++step) walks.moveTo(step);
        jumps.moveTo(5);
        for (std::int64_t i = 0; i < walks.capacity(); ++i) {
            QVERIFY(torch::equal(walks.states(i), jumps.states(i)));
            QCOMPARE(walks.prompt(i), jumps.prompt(i));
        }
    }
};
LACUNA_TEST(TestDistillation)
#include "test_distillation.moc"
