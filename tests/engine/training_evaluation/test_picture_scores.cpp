// Scores of pictures and of sets of features, with known answers.
#include "engine/training/evaluation/degrade.h"
#include "engine/training/evaluation/frechet.h"
#include "engine/training/evaluation/picture_scores.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training;

class TestPictureScores : public QObject {
    Q_OBJECT

    static torch::Tensor normal(at::IntArrayRef shape, std::uint64_t seed) {
        return torch::randn(shape, at::detail::createCPUGenerator(seed), torch::kDouble);
    }
    static bool close(double a, double b, double tolerance) {
        if (std::abs(a - b) <= tolerance) return true;
        qWarning("%g is not %g", a, b);
        return false;
    }
    /// Ones in the left half of 16 x 16.
    static torch::Tensor leftHalf() {
        auto mask = torch::zeros({1, 16, 16});
        mask.slice(2, 0, 8).fill_(1);
        return mask;
    }

  private Q_SLOTS:
    void identicalSetsHaveNoDistance() {
        const auto a = gaussianOf(normal({200, 8}, 1));
        QVERIFY(close(frechetDistance(a, a), 0, 1e-9));
    }
    void aShiftedSetIsAsFarAsItsShiftSquared() {
        const auto x = normal({200, 8}, 1), shift = torch::arange(8, torch::kDouble) / 4;
        // The covariances are equal; 0 + 1 + 4 + .. + 49 = 140, over 16.
        QVERIFY(close(frechetDistance(gaussianOf(x), gaussianOf(x + shift)), 140.0 / 16, 1e-9));
    }
    void scaledSetsDifferByTheirDeviations() {
        // Doubled about its mean: C2 = 4 C1, so tr(C1 + 4 C1 - 2 * 2 C1) = tr C1.
        auto x = normal({300, 5}, 2);
        x = x - x.mean(0);
        const auto a = gaussianOf(x);
        QVERIFY(close(frechetDistance(a, gaussianOf(2 * x)), a.covariance.trace().item<double>(), 1e-9));
    }
    void covariancesThatDoNotCommuteAreCompared() {
        // C1 = diag(4, 1), C2 = [[2, 1], [1, 2]]: C1 C2 has trace 10 and determinant 12, so the root's trace
        // is sqrt(10 + 2 sqrt(12)), and the distance 5 + 4 - 2 of that.
        const Gaussian a{torch::zeros(2, torch::kDouble),
                         torch::tensor({{4.0, 0.0}, {0.0, 1.0}}, torch::kDouble)};
        const Gaussian b{torch::zeros(2, torch::kDouble),
                         torch::tensor({{2.0, 1.0}, {1.0, 2.0}}, torch::kDouble)};
        QVERIFY(close(frechetDistance(a, b), 9 - 2 * std::sqrt(10 + 2 * std::sqrt(12.0)), 1e-12));
        QVERIFY(close(frechetDistance(b, a), frechetDistance(a, b), 1e-12));
    }

    void noiseRatioIsTakenInsideTheMaskAlone() {
        const auto truth = torch::zeros({3, 16, 16});
        auto picture = truth + 0.2;
        picture.slice(2, 8).fill_(1);  // outside: any difference
        // 10 log10(4 / 0.04) = 20 dB.
        QVERIFY(close(psnrInside(picture, truth, leftHalf()), 20, 1e-4));
    }

    void aSeamlessPictureHasASeamEnergyOfOne() {
        const auto ramp = torch::linspace(-1, 1, 16).view({1, 1, 16}).expand({3, 16, 16});
        QVERIFY(close(seamEnergy(ramp, leftHalf()), 1, 1e-4));
        QCOMPARE(seamEnergy(torch::ones({3, 16, 16}), leftHalf()), 1.0);  // a white picture
    }
    void aStepAtTheMasksEdgeIsASeam() {
        const auto ramp = torch::linspace(-1, 1, 16).view({1, 1, 16}).expand({3, 16, 16}).clone();
        auto seamed = ramp.clone();
        seamed.slice(2, 8).add_(2.0 / 15);  // the step across is twice the ramp's: 4 times the energy
        QVERIFY(close(seamRatio(seamed, ramp, leftHalf()), 4, 0.02));
    }
    void aMaskWithoutAnEdgeHasNoSeam() {
        QCOMPARE(seamEnergy(normal({3, 16, 16}, 3).to(torch::kFloat), torch::ones({1, 16, 16})), 1.0);
    }

    void keptPixelsAreCountedOutsideTheMask() {
        const auto source = torch::zeros({3, 16, 16});
        auto picture = source.clone();
        picture.slice(2, 0, 8).fill_(1);  // inside
        auto kept = keptPixels(picture, source, leftHalf());
        QCOMPARE(kept.kept, std::int64_t{128});
        QCOMPARE(kept.identical, std::int64_t{128});
        picture[1][3][12] += 4.0 / 255;
        kept = keptPixels(picture, source, leftHalf());
        QCOMPARE(kept.identical, std::int64_t{127});
    }
    void differencesOutsideAreInByteSteps() {
        const auto source = torch::zeros({3, 16, 16});
        auto picture = source + 4.0 / 255;  // 2 of 255 steps
        picture.slice(2, 0, 8).fill_(1);
        QVERIFY(close(differenceOutside(picture, source, leftHalf()), 2, 1e-5));
        QCOMPARE(differenceOutside(picture, source, torch::ones({1, 16, 16})), 0.0);
    }

    void compressionKeepsFlatPicturesAndChangesBusyOnes() {
        // A flat block has one coefficient, 8 times its value; rounded to steps of 2 levels the value moves
        // by at most 1/8 level.
        const auto flat = torch::full({1, 3, 20, 12}, 0.3);
        QVERIFY((blockCompressed(flat, 1) - flat).abs().max().item<double>() <= 0.126 / 127.5);
        const auto busy = normal({1, 3, 20, 12}, 5).to(torch::kFloat).clamp(-1, 1);
        const auto fine = (blockCompressed(busy, 0) - busy).abs().mean().item<double>(),
                   coarse = (blockCompressed(busy, 1) - busy).abs().mean().item<double>();
        QVERIFY(coarse > 2 * fine && fine < 2.0 / 127.5);
    }
    void blurKeepsTheMean() {
        const auto busy = normal({1, 3, 32, 32}, 6).to(torch::kFloat);
        const auto soft = blurred(busy, 1.5);
        QVERIFY(soft.std().item<double>() < 0.4 * busy.std().item<double>());
        QVERIFY((blurred(torch::ones_like(busy), 1.5) - 1).abs().max().item<double>() < 1e-5);
    }
};
LACUNA_TEST(TestPictureScores)
#include "test_picture_scores.moc"
