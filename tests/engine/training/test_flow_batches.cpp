// From painted samples to a training batch: five tasks in one batch, what each shows and keeps, and losses
// with known answers.
#include "engine/training/flow/batch.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/engine/training/small_parts.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

namespace {

SampleOptions options(double edits, double holes) {
    SampleOptions o;
    o.buckets = bucketsOf(64, {{1.5, 1}, {1.0, 1}});
    o.groupSize = 4;
    o.mix.edits = edits;
    o.mix.holes = holes;
    return o;
}

FlowBatch batchOf(const LatentPool& pool, const TaskMix& mix, std::uint64_t number, std::int64_t count = 8) {
    return makeFlowBatch(pool, {}, mix, count, 1, number, torch::kCPU);
}

}  // namespace

class TestFlowBatches : public QObject {
    Q_OBJECT
    training::Atlas atlas_ = tests::smallAtlas();

    static std::int64_t zero(std::int64_t) { return 0; }

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void bucketsKeepTheAreaOnAGridOf32() {
        const auto buckets = bucketsOf(256, {{1.5, 2}, {1.0, 1}, {0.6667, 1}, {2.0, 1}});
        QCOMPARE(buckets[0], (Bucket{256, 384, 2}));
        QCOMPARE(buckets[1], (Bucket{320, 320, 1}));
        QCOMPARE(buckets[2], (Bucket{384, 256, 1}));
        QCOMPARE(buckets[3], (Bucket{224, 448, 1}));
    }
    void anEditsPicturesAreEqualWhereNothingIsAsked() {
        const SampleSource source(atlas_, tests::smallTokenizer(), options(1, 0));
        int edits = 0;
        for (const auto& group : source.groups(0, 8, zero)) {
            const auto height = group.pictures.size(2), width = group.pictures.size(3);
            const auto kept = torch::upsample_nearest2d(group.unchanged, {height, width});
            const auto difference =
                (group.pictures.to(torch::kFloat) - group.sources.to(torch::kFloat)).abs() * kept;
            for (std::size_t i = 0; i < group.tasks.size(); ++i) {
                if (group.tasks[i] != Task::Edit) continue;
                ++edits;
                const auto n = std::int64_t(i);
                QVERIFY(difference[n].max().item<float>() <= 8);
                QVERIFY(!torch::equal(group.pictures[n], group.sources[n]));
                QCOMPARE(group.hidden[n].sum().item<float>(), 0.0f);
                QVERIFY(group.instructions[i][0][0] != group.captions[i][0][0]);
            }
        }
        QVERIFY(edits >= 10);
    }
    void aHoleIsNeutralInItsSource() {
        const SampleSource source(atlas_, tests::smallTokenizer(), options(0, 1));
        for (const auto& group : source.groups(0, 3, zero)) {
            const auto hole =
                torch::upsample_nearest2d(group.hidden, {group.pictures.size(2), group.pictures.size(3)});
            const auto shown = group.sources.to(torch::kFloat);
            QVERIFY(((shown - 128).abs() * hole).max().item<float>() <= 1);
            QVERIFY(((shown - group.pictures.to(torch::kFloat)).abs() * (1 - hole)).max().item<float>() <= 1);
            for (const Task task : group.tasks) QVERIFY(task == Task::Inpaint || task == Task::Outpaint);
        }
    }
    void aPoolThatJumpsHoldsWhatAPoolThatWalksHolds() {
        auto o = options(0.3, 0.4);
        o.curriculum.textComplexity = *Ramp::read(Json::parse("[[0, 0], [5, 3]]"), 0, 3, "", "");
        const SampleSource source(atlas_, tests::smallTokenizer(), o);
        for (const std::size_t ahead : {std::size_t(0), std::size_t(2)}) {
            const LatentPoolOptions sizes{24, 8, 3, ahead};
            LatentPool walks(source, tests::smallVae(), torch::kCPU, sizes),
                jumps(source, tests::smallVae(), torch::kCPU, sizes);
            for (int step = 0; step < 9; ++step) walks.moveTo(step);
            jumps.moveTo(8);
            QCOMPARE(walks.size(), jumps.size());
            for (std::size_t i = 0; i < walks.size(); ++i) {
                QVERIFY(torch::equal(walks.group(i).latents, jumps.group(i).latents));
                QVERIFY(walks.group(i).captions == jumps.group(i).captions);
            }
            QVERIFY(torch::equal(batchOf(walks, o.mix, 8).noisy, batchOf(jumps, o.mix, 8).noisy));
        }
    }
    void fiveTasksShareABatch() {
        const SampleSource source(atlas_, tests::smallTokenizer(), options(0.34, 0.33));
        LatentPool pool(source, tests::smallVae(), torch::kCPU, {64, 64, 0, 0});
        pool.moveTo(0);
        const auto batch = batchOf(pool, source.options().mix, 3, 64);
        for (std::int64_t task = 0; task < 5; ++task)
            QVERIFY((batch.input.operations == task).any().item<bool>());
        QCOMPARE(batch.input.latents.size(1), std::int64_t(33));
        QCOMPARE(batch.input.tokens.size(), std::size_t(64));
        // The way's ends: x_0 = noisy - sigma * target for every task.
        const auto sigma = batch.input.sigma.view({-1, 1, 1, 1});
        QVERIFY(torch::allclose(batch.noisy - sigma * batch.target, batch.clean, 1e-3, 1e-3));
        for (std::int64_t i = 0; i < 64; ++i) {
            const auto task = Task(batch.input.operations[i].item<std::int64_t>());
            const auto hidden = batch.input.latents[i].slice(0, 32, 33);
            if (task == Task::TextToImage || task == Task::ImageToImage) {
                QCOMPARE(hidden.min().item<float>(), 1.0f);
                QCOMPARE(batch.keep[i].max().item<float>(), 0.0f);
            }
            if (task == Task::Edit) QCOMPARE(hidden.max().item<float>(), 0.0f);
            QCOMPARE(batch.meaning[i].min().item<float>() == 1.0f && task != Task::Edit,
                     task == Task::ImageToImage);
        }
    }
    void aPerfectAnswerCostsNothing() {
        const SampleSource source(atlas_, tests::smallTokenizer(), options(0.5, 0.3));
        LatentPool pool(source, tests::smallVae(), torch::kCPU, {16, 16, 0, 0});
        pool.moveTo(0);
        TaskMix mix;
        mix.textToImage = 0;
        const auto batch = batchOf(pool, mix, 1, 16);
        for (const auto& [name, loss] : flowLosses(batch.target, batch, 0.1))
            QVERIFY2(std::abs(loss.item<double>()) < 1e-4, name.c_str());
    }
    void theMeanOverProcessesIsTheWholeBatchsLoss() {
        const SampleSource source(atlas_, tests::smallTokenizer(), options(0.5, 0.3));
        LatentPool pool(source, tests::smallVae(), torch::kCPU, {16, 16, 0, 0});
        pool.moveTo(0);
        const auto batch = batchOf(pool, {}, 1, 8);
        const auto wrong = batch.target + torch::randn_like(batch.target);
        const auto whole = flowLosses(wrong, batch, 0.1).front().second.item<double>();
        double parts = 0;
        for (const std::int64_t rank : {0, 1})
            parts += flowLosses(wrong.narrow(0, 4 * rank, 4), batch.partOf(rank, 2), 0.1)
                         .front()
                         .second.item<double>();
        QVERIFY2(std::abs(parts / 2 - whole) < 1e-5, qPrintable(QString("%1 %2").arg(parts / 2).arg(whole)));
    }
    void lossesTellWhatWentWrong() {
        FlowBatch batch;
        batch.clean = torch::randn({1, 16, 8, 8});
        batch.target = torch::zeros({1, 16, 8, 8});
        batch.noisy = batch.clean;
        batch.input.sigma = torch::full({1}, 0.5);
        batch.keep = torch::zeros({1, 1, 8, 8});
        batch.keep.slice(2, 0, 4).fill_(1);
        batch.weight = torch::ones({1, 1, 8, 8});
        batch.meaning = batch.keep;
        batch.addUp();
        auto wrongAbove = torch::zeros({1, 16, 8, 8});
        wrongAbove.slice(2, 0, 4).fill_(2);
        const auto losses = flowLosses(wrongAbove, batch, 1);
        const auto value = [&](std::size_t i) { return losses[i].second.item<double>(); };
        QCOMPARE(losses[1].first, std::string("reconstruction"));
        QCOMPARE(value(1), 0.0);
        QCOMPARE(value(2), 4.0);  // consistency
        QVERIFY(value(3) > 0.1);  // meaning: another direction of the mean latents
        QVERIFY(std::abs(value(0) - (2.0 + value(3))) < 1e-5);
    }
};
LACUNA_TEST(TestFlowBatches)
#include "test_flow_batches.moc"
