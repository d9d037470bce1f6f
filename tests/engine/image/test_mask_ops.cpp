// Masks: shapes, distances, growing and feathering, against slow and obvious versions of the same.
#include "engine/image/mask_ops.h"

#include <cmath>
#include <numbers>

#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

Bitmap blank(int width, int height) {
    return Bitmap({width, height}, PixelFormat::Gray8);
}
int at(const Bitmap& mask, int x, int y) {
    return mask.row<std::uint8_t>(y)[x];
}
double sum(const Bitmap& mask) {
    double total = 0;
    for (const std::byte b : mask.bytes()) total += double(b) / 255;
    return total;
}
Bitmap withDots(int width, int height) {
    Bitmap mask = blank(width, height);
    const Bitmap random = tests::noise({width, height}, PixelFormat::Gray8);
    for (std::size_t i = 0; i < mask.bytes().size(); ++i)
        mask.bytes()[i] = std::byte(std::uint8_t(random.bytes()[i]) > 248 ? 255 : 0);
    return mask;
}

}  // namespace

class TestMaskOps : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void binarizeKeepsWhatReachesTheLowest() {
        Bitmap mask = blank(3, 1);
        auto* row = mask.row<std::uint8_t>(0);
        row[0] = 15, row[1] = 16, row[2] = 255;
        binarize(mask, 16);
        QCOMPARE(at(mask, 0, 0), 0);
        QCOMPARE(at(mask, 1, 0), 255);
        QCOMPARE(at(mask, 2, 0), 255);
    }
    void boundsAreTight() {
        Bitmap mask = blank(50, 40);
        QVERIFY(maskBounds(mask).empty());
        QVERIFY(isBlank(mask));
        mask.row<std::uint8_t>(7)[30] = 1;
        mask.row<std::uint8_t>(20)[4] = 200;
        QCOMPARE(maskBounds(mask), (Rect{4, 7, 27, 14}));
        QCOMPARE(maskBounds(mask, 1), (Rect{4, 20, 1, 1}));
        QCOMPARE(maskArea(mask), std::int64_t{1});
    }
    void masksCombine() {
        Bitmap a = blank(1, 1), b = blank(1, 1);
        const auto result = [&](int x, int y, MaskCombine how) {
            a.row<std::uint8_t>(0)[0] = std::uint8_t(x), b.row<std::uint8_t>(0)[0] = std::uint8_t(y);
            combine(a, b, how);
            return at(a, 0, 0);
        };
        QCOMPARE(result(100, 30, MaskCombine::Add), 100);
        QCOMPARE(result(100, 200, MaskCombine::Subtract), 55);
        QCOMPARE(result(100, 30, MaskCombine::Intersect), 30);
        QCOMPARE(result(100, 30, MaskCombine::Replace), 30);
    }
    void rectanglesCoverTheirArea() {
        Bitmap mask = blank(20, 20);
        QCOMPARE(fillRectangle(mask, 2.25, 3.5, 7.75, 9.0), (Rect{2, 3, 6, 6}));
        QCOMPARE(at(mask, 2, 5), 191);  // 0.75 of a pixel
        QCOMPARE(at(mask, 4, 3), 128);  // half
        QVERIFY(std::abs(sum(mask) - 5.5 * 5.5) < 0.1);
    }
    void replacingClearsTheRest() {
        Bitmap mask = blank(10, 10);
        setAll(mask, 255);
        QCOMPARE(fillRectangle(mask, 2, 2, 4, 4, MaskCombine::Replace), (Rect{0, 0, 10, 10}));
        QCOMPARE(maskBounds(mask), (Rect{2, 2, 2, 2}));
    }
    void polygonsCoverTheirArea() {
        Bitmap mask = blank(60, 60);
        std::vector<PointF> circle;
        for (int i = 0; i < 360; ++i) {
            const double a = i * std::numbers::pi / 180;
            circle.push_back({30.3 + 20 * std::cos(a), 29.1 + 20 * std::sin(a)});
        }
        fillPolygon(mask, circle);
        QVERIFY(std::abs(sum(mask) - std::numbers::pi * 400) < 1.0);
        QCOMPARE(at(mask, 30, 29), 255);
        QCOMPARE(at(mask, 5, 5), 0);
    }
    void aSelfCrossingLassoKeepsItsMiddle() {
        // A five-pointed star drawn in one stroke: winding 2 in the middle is inside.
        std::vector<PointF> star;
        for (int i = 0; i < 5; ++i) {
            const double a = (i * 144 - 90) * std::numbers::pi / 180;
            star.push_back({50 + 45 * std::cos(a), 50 + 45 * std::sin(a)});
        }
        Bitmap mask = blank(100, 100);
        fillPolygon(mask, star);
        QCOMPARE(at(mask, 50, 50), 255);
    }
    void polygonsBeyondTheEdgesAreClippedExactly() {
        // A slanted shape far outside on all sides equals the same shape cut out of a larger mask.
        const std::vector<PointF> shape = {{-900, 20.5}, {40, -300}, {800, 33}, {10, 500}};
        Bitmap small = blank(50, 40), large = blank(300, 300);
        fillPolygon(small, shape);
        std::vector<PointF> moved;
        for (const PointF& p : shape) moved.push_back({p.x + 100, p.y + 100});
        fillPolygon(large, moved);
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 50; ++x)
                QVERIFY(std::abs(at(small, x, y) - at(large, x + 100, y + 100)) <= 1);
        }
    }
    void polygonsOfNoUseChangeNothing() {
        Bitmap mask = blank(10, 10);
        const PointF two[] = {{1, 1}, {5, 5}};
        QVERIFY(fillPolygon(mask, two).empty());
        const PointF broken[] = {{1, 1}, {5, std::nan("")}, {7, 1}};
        QVERIFY(fillPolygon(mask, broken).empty());
        QVERIFY(isBlank(mask));
    }
    void distancesAreEuclidean() {
        const Bitmap mask = withDots(47, 31);
        const std::vector<float> fast = distanceToMask(mask);
        for (int y = 0; y < 31; ++y) {
            for (int x = 0; x < 47; ++x) {
                double nearest = 1e9;
                for (int v = 0; v < 31; ++v) {
                    for (int u = 0; u < 47; ++u) {
                        if (at(mask, u, v) >= 128) nearest = std::min(nearest, std::hypot(u - x, v - y));
                    }
                }
                QVERIFY(std::abs(fast[std::size_t(y) * 47 + x] - nearest) < 1e-3);
            }
        }
    }
    void growingAddsADisc() {
        Bitmap mask = blank(61, 61);
        mask.row<std::uint8_t>(30)[30] = 255;
        const Bitmap big = grown(mask, 20);
        QCOMPARE(maskBounds(big), (Rect{10, 10, 41, 41}));
        QVERIFY(std::abs(sum(big) - std::numbers::pi * 400) < 15);
        QCOMPARE(at(big, 30 + 13, 30 + 13), 255);  // 18.4 away
        QCOMPARE(at(big, 30 + 15, 30 + 15), 0);    // 21.2 away
    }
    void shrinkingUndoesGrowingOfALargeShape() {
        Bitmap mask = blank(80, 80);
        fillRectangle(mask, 20, 20, 60, 60);
        const Bitmap back = grown(grown(mask, 7), -7);
        for (int y = 0; y < 80; ++y) {
            for (int x = 0; x < 80; ++x) QVERIFY(std::abs(at(back, x, y) - at(mask, x, y)) < 128);
        }
    }
    void shrinkingDoesNotEatFromTheViewsEdges() {
        Bitmap mask = blank(20, 20);
        setAll(mask, 255);
        QCOMPARE(maskArea(grown(mask, -5)), std::int64_t{400});
    }
    void aLinearFeatherIsAStraightRamp() {
        Bitmap mask = blank(100, 9);
        fillRectangle(mask, 50, 0, 100, 9);
        const Bitmap soft = feathered(mask, 20, FeatherKernel::Linear);
        QCOMPARE(at(soft, 39, 4), 0);
        QVERIFY(at(soft, 40, 4) > 0);
        QVERIFY(at(soft, 59, 4) < 255);
        QCOMPARE(at(soft, 60, 4), 255);
        for (int x = 40; x < 60; ++x) QVERIFY(std::abs(at(soft, x, 4) - 255 * (x + 0.5 - 40) / 20) < 2);
    }
    void featherOfOneChangesNothing() {
        const Bitmap mask = tests::noise({30, 20}, PixelFormat::Gray8);
        for (const FeatherKernel kernel : {FeatherKernel::Linear, FeatherKernel::Gaussian}) {
            QVERIFY(std::ranges::equal(feathered(mask, 1, kernel).bytes(), mask.bytes()));
            QVERIFY(std::ranges::equal(feathered(mask, 0, kernel).bytes(), mask.bytes()));
        }
    }
    void aGaussianFeatherKeepsTheSum() {
        Bitmap mask = blank(100, 100);
        fillRectangle(mask, 40, 40, 60, 60);
        const Bitmap soft = feathered(mask, 24);
        QVERIFY(std::abs(sum(soft) - 400) < 8);
        QVERIFY(Rect(25, 25, 50, 50).contains(maskBounds(soft)));
        QVERIFY(at(soft, 39, 50) < at(soft, 40, 50));
    }
    void ringsLieBetweenTheirRadii() {
        Bitmap mask = blank(41, 41);
        mask.row<std::uint8_t>(20)[20] = 255;
        const Bitmap ring = ringAround(mask, 5, 10);
        QCOMPARE(at(ring, 25, 20), 0);
        QCOMPARE(at(ring, 26, 20), 255);
        QCOMPARE(at(ring, 30, 20), 255);
        QCOMPARE(at(ring, 31, 20), 0);
    }
};
LACUNA_TEST(TestMaskOps)
#include "test_mask_ops.moc"
