// Measures with known answers, and the order that a person would give.
#include <random>

#include "engine/image/convert.h"
#include "engine/image/resample.h"
#include "engine/training/data/aesthetics.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training::data;

namespace {

Bitmap evenly(std::uint8_t r, std::uint8_t g, std::uint8_t b) {
    Bitmap picture({64, 64}, PixelFormat::Rgb8);
    fill(picture, boundsOf(picture.size()),
         {std::uint16_t(r * 257), std::uint16_t(g * 257), std::uint16_t(b * 257)});
    return picture;
}

/// A red square with a white one inside on a blue ground.
Bitmap poster() {
    Bitmap picture = evenly(30, 40, 130);
    fill(picture, {16, 16, 32, 32}, {56000, 8000, 8000});
    fill(picture, {24, 24, 16, 16}, kWhite);
    return picture;
}

Bitmap noisy(double sigma) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, sigma);
    Bitmap picture = evenly(128, 128, 128);
    for (std::byte& value : picture.bytes()) value = std::byte(std::clamp(128 + normal(random), 0.0, 255.0));
    return converted(converted(picture, PixelFormat::Gray8), PixelFormat::Rgb8);
}

}  // namespace

class TestAesthetics : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void anEvenColourHasThePapersColourfulness() {
        // No deviation, so 0.3 * |(rg, yb)|: rg = 200 - 50 = 150, yb = (200 + 50) / 2 - 125 = 0.
        const auto m = measureImage(evenly(200, 50, 125));
        QVERIFY(std::abs(m.colourfulness - 45) < 1e-9);
        QCOMPARE(m.laplacianVariance, 0.0);
        QCOMPARE(m.noiseSigma, 0.0);
    }

    void anEdgeHasItsLaplacianVariance() {
        Bitmap picture = evenly(0, 0, 0);
        fill(picture, {32, 0, 32, 64}, kWhite);
        // Of 62 columns inside the border one is +255, one -255: variance 2 * 255^2 / 62, mean 0.
        QVERIFY(std::abs(measureImage(picture).laplacianVariance - 2 * 255.0 * 255.0 / 62) < 1e-6);
    }

    void theNoiseEstimateFollowsTheNoise() {
        const double one = measureImage(noisy(10)).noiseSigma, two = measureImage(noisy(20)).noiseSigma;
        // Luma mixes three independent channels: sigma * sqrt(.299^2 + .587^2 + .114^2) = 0.668 sigma.
        QVERIFY2(std::abs(one - 6.68) < 0.6, qPrintable(QString::number(one)));
        QVERIFY2(std::abs(two - 13.4) < 1.2, qPrintable(QString::number(two)));
    }

    void somethingInACornerIsOffBalance() {
        Bitmap corner = evenly(20, 20, 20), centre = evenly(20, 20, 20);
        fill(corner, {56, 56, 8, 8}, kWhite);
        fill(centre, {28, 28, 8, 8}, kWhite);
        QVERIFY(measureImage(centre).offBalance < 0.01);
        QVERIFY(measureImage(corner).offBalance > 0.2);
    }

    void blurNoiseAndDarknessScoreBelowTheOriginal() {
        const auto scoreOf = [](const Bitmap& picture) {
            return aestheticScore(measureImage(picture)).value;
        };
        const double original = scoreOf(poster());
        QVERIFY(scoreOf(resized(resized(poster(), {8, 8}), {64, 64}, Filter::Bicubic)) < original);
        QVERIFY(scoreOf(noisy(60)) < original);
        QVERIFY(scoreOf(evenly(3, 3, 3)) < 0.2);
        QVERIFY(original > 0.5);
    }
};
LACUNA_TEST(TestAesthetics)
#include "test_aesthetics.moc"
