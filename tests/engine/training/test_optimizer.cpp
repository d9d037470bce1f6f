// AdamW finds a minimum, goes on from a saved state as if nothing had happened, and leaves out a step that is
// not a number.
#include <cmath>

#include "engine/training/optimizer.h"
#include "engine/training/png_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestOptimizer : public QObject {
    Q_OBJECT
    static NamedTensors start() {
        return {{"a", torch::tensor({3.0f, -2.0f}).set_requires_grad(true)},
                {"b", torch::ones({2, 2}).set_requires_grad(true)}};
    }
    static torch::Tensor loss(const NamedTensors& p) {
        return (p.at("a") - 1).pow(2).sum() + (p.at("b") * p.at("b")).sum();
    }
    static void run(Optimizer& optimizer, int steps) {
        for (int i = 0; i < steps; ++i) {
            loss(optimizer.parameters()).backward();
            optimizer.step();
        }
    }

  private Q_SLOTS:
    void findsTheMinimum() {
        Optimizer optimizer(start(), {.learningRate = 0.1,
                                      .minLearningRate = 0.001,
                                      .warmupSteps = 5,
                                      .steps = 300,
                                      .weightDecay = 0});
        run(optimizer, 300);
        QVERIFY(loss(optimizer.parameters()).item<double>() < 1e-3);
    }

    void aRestoredRunEqualsAnUninterruptedOne() {
        const OptimizerOptions options{.learningRate = 0.05, .warmupSteps = 3, .steps = 20};
        Optimizer whole(start(), options), first(start(), options), second(start(), options);
        run(whole, 20);
        run(first, 9);
        const tests::TemporaryFolder folder;
        QVERIFY(writeTensors(folder / "state.safetensors", first.state()).has_value());
        QVERIFY(
            second.restore(readTensors(folder / "state.safetensors").value().tensors, "state").has_value());
        run(second, 11);
        for (const auto& [name, tensor] : whole.state())
            QVERIFY2(torch::equal(tensor, second.state().at(name)), name.c_str());
    }

    void aStepThatIsNoNumberChangesNothing() {
        Optimizer optimizer(start(), {});
        (loss(optimizer.parameters()) * std::numeric_limits<float>::quiet_NaN()).backward();
        QVERIFY(!std::isfinite(optimizer.step()));
        QVERIFY(torch::equal(optimizer.parameters().at("a"), torch::tensor({3.0f, -2.0f})));
        QVERIFY(!optimizer.parameters().at("a").grad().defined());
    }

    void refusesAStateOfAnotherModel() {
        Optimizer optimizer(start(), {}), other({{"a", torch::zeros({5}).set_requires_grad(true)}}, {});
        const auto result = optimizer.restore(other.state(), "state.safetensors");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadFile);
    }

    void theRateRisesThenFalls() {
        const OptimizerOptions options{
            .learningRate = 1, .minLearningRate = 0.1, .warmupSteps = 10, .steps = 110};
        QCOMPARE(learningRateAt(options, 4), 0.5);
        QCOMPARE(learningRateAt(options, 10), 1.0);
        QVERIFY(std::abs(learningRateAt(options, 60) - 0.55) < 1e-12);  // halfway down the cosine
        QVERIFY(std::abs(learningRateAt(options, 110) - 0.1) < 1e-12);
    }

    void pngHoldsThePixels() {
        const tests::TemporaryFolder folder;
        const auto pixels = torch::randint(0, 256, {150, 170, 3},
                                           torch::kUInt8);  // more than one stored block of 65535 bytes
        QVERIFY(writePng(folder / "a.png", pixels).has_value());
        const QImage image(QString::fromStdString((folder / "a.png").string()));
        QCOMPARE(image.size(), QSize(170, 150));
        QCOMPARE(image.pixelColor(169, 149).green(), int(pixels[149][169][1].item<int>()));
        QCOMPARE(image.pixelColor(3, 140).red(), int(pixels[140][3][0].item<int>()));
    }
};
LACUNA_TEST(TestOptimizer)
#include "test_optimizer.moc"
