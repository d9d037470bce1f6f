// The fingerprint survives what people do to copies, and the index finds what a plain search finds.
#include <cmath>
#include <random>

#include "engine/image/resample.h"
#include "engine/training/data/duplicates.h"
#include "engine/training/data/perceptual_hash.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training::data;

namespace {

/// Waves of a seed's frequencies: a picture with structure at many scales.
Bitmap waves(unsigned seed, int brighter = 0) {
    std::mt19937 random(seed);
    double fx[6], fy[6], phase[6];
    for (int i = 0; i < 6; ++i)
        fx[i] = random() % 9 / 20.0, fy[i] = random() % 9 / 20.0, phase[i] = random() % 63 / 10.0;
    Bitmap picture({96, 128}, PixelFormat::Rgb8);
    for (int y = 0; y < 128; ++y) {
        for (int x = 0; x < 96 * 3; ++x) {
            double value = 110 + brighter;
            for (int i = 0; i < 6; ++i) value += 16 * std::sin(fx[i] * (x / 3) + fy[i] * y + phase[i]);
            picture.row<std::uint8_t>(y)[x] = std::uint8_t(value);
        }
    }
    return picture;
}

}  // namespace

class TestDuplicates : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aBrighterOrSmallerCopyKeepsItsHash() {
        const auto original = perceptualHash(waves(1));
        QVERIFY(hammingDistance(original, perceptualHash(waves(1, 30))) <= 4);
        QVERIFY(hammingDistance(original, perceptualHash(resized(waves(1), {48, 64}))) <= 4);
        QVERIFY(hammingDistance(original, perceptualHash(waves(2))) > 10);
    }

    void halfOfTheBitsAreSet() { QCOMPARE(std::popcount(perceptualHash(waves(3))), 32); }  // above the median

    void theIndexFindsWhatAPlainSearchFinds() {
        std::mt19937_64 random(5);
        std::vector<std::uint64_t> hashes;
        for (int i = 0; i < 200; ++i) {
            hashes.push_back(random());
            auto copy = hashes[random() % hashes.size()];
            for (auto bits = random() % 12; bits > 0; --bits) copy ^= std::uint64_t{1} << random() % 64;
            hashes.push_back(copy);
        }
        for (const int radius : {0, 4, 6, 9}) {
            std::vector<Duplicate> expected;
            std::vector<std::size_t> kept;
            for (std::size_t i = 0; i < hashes.size(); ++i) {
                Duplicate nearest{i, i, radius + 1};
                for (const auto k : kept) {
                    if (const int d = hammingDistance(hashes[i], hashes[k]); d < nearest.distance)
                        nearest = {i, k, d};
                }
                nearest.distance <= radius ? expected.push_back(nearest) : kept.push_back(i);
            }
            QVERIFY(!expected.empty());
            QVERIFY(findDuplicates(hashes, radius) == expected);
        }
    }

    void smallStepsDoNotJoinDifferentPictures() {
        const std::vector<std::uint64_t> hashes = {0x0, 0xF, 0xFF};  // 4 bits from one to the next
        const auto found = findDuplicates(hashes, 4);
        QCOMPARE(found.size(), 1u);
        QVERIFY((found[0] == Duplicate{1, 0, 4}));
    }
};
LACUNA_TEST(TestDuplicates)
#include "test_duplicates.moc"
