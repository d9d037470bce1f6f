// Step, guidance and noise: the small arithmetic of a run.
#include "engine/formats/checkpoint.h"
#include "engine/models/weights.h"
#include "engine/sampling/euler.h"
#include "engine/sampling/guidance.h"
#include "engine/sampling/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestEuler : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void noiseIsTheReferencesForTheSameSeed() {
        // torch.randn(1, 1, 16, h8, w8, generator=torch.Generator().manual_seed(S + 21)), S = 0; 96 x 64
        // pixels.
        const auto file = Checkpoint::open(LACUNA_TESTS_DIR "/reference/pipeline_t2i.safetensors");
        QVERIFY(file);
        const auto expected = tensorOf(*file, "noise_unpacked");
        QVERIFY(expected);
        const auto drawn = drawNoise(makeGenerator(21), 16, 64, 96);
        QVERIFY(torch::equal(drawn, expected->view(drawn.sizes())));
    }
    void theStepRoundsInTheVelocitysType() {
        const auto x = torch::full({1}, 1.0f).to(at::kBFloat16), v = torch::full({1}, 3.0f).to(at::kBFloat16);
        const auto next = eulerStep(x, v, 1.0f, 0.9f);
        QCOMPARE(next.scalar_type(), at::kBFloat16);
        // dt = -0.1f; -0.3 rounds to -0.30078125 in bfloat16; 0.69921875 is representable.
        QCOMPARE(next.item<float>(), 0.69921875f);
    }
    void theCleanEstimateUndoesTheNoise() {
        const auto clean = torch::randn({1, 4, 8}), noise = torch::randn({1, 4, 8});
        const auto x = addNoise(clean, noise, 0.7f);
        QVERIFY(torch::allclose(cleanEstimate(x, noise - clean, 0.7f), clean, 1e-5, 1e-5));
    }
    void theTimestepIsQuantisedInHalfPrecision() {
        // 987.3 becomes 988 in bfloat16, and 988 / 1000 becomes 0.98828125.
        const auto t = modelTimestep(0.9873f, 1, at::kBFloat16, at::kCPU);
        QCOMPARE(t.to(at::kFloat).item<float>(), 0.98828125f);
    }
    void guidanceKeepsTheLengthOfThePositivePrediction() {
        const auto positive = torch::randn({1, 6, 64}), negative = torch::randn({1, 6, 64});
        const auto guided = guide(positive, negative, 4.0);
        QVERIFY(torch::allclose(guided.norm(2, -1), positive.norm(2, -1), 1e-4, 1e-5));
        const auto direction = negative + 4.0 * (positive - negative);
        const auto cosine = at::cosine_similarity(guided, direction, -1);
        QVERIFY(torch::allclose(cosine, torch::ones_like(cosine), 1e-4, 1e-5));
    }
    void guidanceOfNothingIsNothing() {
        const auto zeros = torch::zeros({1, 2, 64});
        QVERIFY(torch::isfinite(guide(zeros, zeros, 4.0)).all().item<bool>());
    }
};
LACUNA_TEST(TestEuler)
#include "test_euler.moc"
