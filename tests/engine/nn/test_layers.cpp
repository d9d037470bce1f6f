// Layers against their definitions, and the faster paths against the plain ones.
#include <torch/torch.h>

#include <stop_token>

#include "engine/nn/cancel.h"
#include "engine/nn/layers.h"
#include "engine/nn/rotary.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

at::Generator seeded(std::uint64_t seed) {
    return at::detail::createCPUGenerator(seed);
}

double distance(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

class Pair : public nn::Module {
  public:
    Pair() { inner = attach("net.0.proj", nn::Linear(3, 2)); }
    nn::Linear inner{nullptr};
};

}  // namespace

class TestLayers : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void buildingAModuleAllocatesNoWeights() {
        nn::Linear huge(1'000'000, 1'000'000);  // 4 TB
        QVERIFY(huge->weight.is_meta());
        QCOMPARE(nn::parameterCount(*huge), std::int64_t{1'000'001'000'000});
    }

    void dottedPathsBecomeCheckpointKeys() {
        Pair pair;
        QVERIFY(pair.named_parameters().contains("net.0.proj.weight"));
        QVERIFY(pair.named_parameters().contains("net.0.proj.bias"));
    }

    void initialisedParametersTrainTheMemberItself() {
        Pair pair;
        nn::initialize(pair, seeded(1));
        pair.inner(torch::ones({1, 3})).sum().backward();
        QVERIFY(pair.parameters().front().grad().defined());
        QVERIFY(pair.parameters().front().is_same(pair.inner->weight));
    }

    void aWeightOfAnotherTypeIsWidenedWhileUsed() {
        nn::Linear narrow(1100, 2500), wide(1100, 2500);  // more weight elements than one block
        nn::initialize(*narrow, seeded(2), torch::kBFloat16);
        for (const auto& [key, owner, slot] : nn::namedSlots(*wide)) {
            owner->assign(slot, narrow->named_parameters()[key].detach().to(torch::kFloat), false);
        }
        const c10::InferenceMode inference;
        const auto x = torch::randn({2, 3, 1100});
        const auto got = narrow(x);
        QCOMPARE(got.scalar_type(), torch::kFloat);
        QVERIFY(distance(got, wide(x)) < 1e-5);
    }

    void aLongLinearIsCutIntoRowsOnlyForCancelling() {
        nn::Linear linear(4096, 4096);
        nn::initialize(*linear, seeded(3));
        const c10::InferenceMode inference;
        const auto x = torch::randn({1, 1300, 4096});  // 44 GFLOP: several chunks
        const auto whole = linear(x);
        std::stop_source source;
        const nn::CancelScope scope(source.get_token());
        QVERIFY(distance(linear(x), whole) < 1e-4);
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(linear(x), nn::Cancelled);
    }

    void rmsNormDividesByTheRootMeanSquare() {
        nn::RmsNorm norm(4);
        nn::initialize(*norm, seeded(0));
        const auto y = norm(torch::tensor({{1.0f, -1.0f, 7.0f, 7.0f}}));  // mean of squares 25
        QVERIFY(distance(y, torch::tensor({{0.2f, -0.2f, 1.4f, 1.4f}})) < 1e-6);
    }

    void sinusoidPutsCosinesFirst() {
        // t = 0.5, width 4: angles 500 and 500 / 100.
        const auto e = nn::timestepSinusoid(torch::tensor({0.5f}), 4);
        const auto expected =
            torch::tensor({{std::cos(500.0), std::cos(5.0), std::sin(500.0), std::sin(5.0)}});
        QVERIFY(distance(e, expected) < 1e-4);
    }

    void rotationsTurnTheirPairs() {
        // A quarter turn of every pair: (re, im) -> (-im, re).
        const nn::RotaryTable quarter{torch::zeros({1, 2}), torch::ones({1, 2})};
        const auto x = torch::tensor({1.f, 2.f, 3.f, 4.f}).view({1, 1, 1, 4});
        QVERIFY(distance(nn::rotateInterleaved(x, quarter).flatten(),
                         torch::tensor({-2.f, 1.f, -4.f, 3.f})) == 0);
        const nn::RotaryTable halves{torch::zeros({1, 4}), torch::ones({1, 4})};
        QVERIFY(distance(nn::rotateHalf(x, halves).flatten(), torch::tensor({-3.f, -4.f, 1.f, 2.f})) == 0);
    }

    void onePassNormAndRotationEqualsThePlainOne_data() {
        QTest::addColumn<bool>("bf16");
        QTest::newRow("f32") << false;
        QTest::newRow("bf16") << true;
    }
    void onePassNormAndRotationEqualsThePlainOne() {
        QFETCH(bool, bf16);
        torch::manual_seed(7);
        const auto type = bf16 ? torch::kBFloat16 : torch::kFloat;
        const auto x = torch::randn({2, 5, 3, 16}).to(type), weight = (1 + 0.2 * torch::randn({16})).to(type);
        const auto angles = torch::randn({5, 8});
        const nn::RotaryTable table{angles.cos(), angles.sin()};
        const auto plain = nn::normAndRotate(x, weight, 1e-6, table);  // autograd is on: operator by operator
        const torch::NoGradGuard noGrad;
        QVERIFY(distance(nn::normAndRotate(x, weight, 1e-6, table), plain) < (bf16 ? 2e-2 : 1e-6));
    }
};
LACUNA_TEST(TestLayers)
#include "test_layers.moc"
