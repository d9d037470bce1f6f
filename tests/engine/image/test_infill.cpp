// A guess for unknown pixels: it follows its surroundings and touches nothing else.
#include "engine/image/infill.h"

#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
Bitmap hole(Size size, const Rect& area) {
    Bitmap mask(size, PixelFormat::Gray8);
    fillRectangle(mask, area.x, area.y, area.right(), area.bottom());
    return mask;
}
}  // namespace

class TestInfill : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void knownPixelsAreNotTouched() {
        for (const InfillMode mode : {InfillMode::Smooth, InfillMode::EdgeExtend}) {
            for (const PixelFormat format :
                 {PixelFormat::Rgb8, PixelFormat::Rgba8, PixelFormat::Rgb16, PixelFormat::Gray8}) {
                Bitmap pixels = tests::noise({40, 30}, format);
                const Bitmap before = pixels.clone(), mask = hole(pixels.size(), {10, 8, 20, 12});
                infill(pixels, mask, mode);
                const std::size_t each = std::size_t(bytesPerPixel(format));
                bool changed = false;
                for (int y = 0; y < 30; ++y) {
                    for (int x = 0; x < 40; ++x) {
                        const auto offset = std::size_t(x) * each;
                        const bool same = std::equal(pixels.row<std::byte>(y) + offset,
                                                     pixels.row<std::byte>(y) + offset + each,
                                                     before.row<std::byte>(y) + offset);
                        if (mask.row<std::uint8_t>(y)[x] == 0)
                            QVERIFY(same);
                        else
                            changed |= !same;
                    }
                }
                QVERIFY(changed);
            }
        }
    }
    void aHoleInAPlainColourTakesIt() {
        for (const InfillMode mode : {InfillMode::Smooth, InfillMode::EdgeExtend}) {
            Bitmap pixels({64, 64}, PixelFormat::Rgb16);
            fill(pixels, boundsOf(pixels.size()), {10000, 20000, 60000, 65535});
            fill(pixels, {16, 16, 32, 32}, kBlack);
            infill(pixels, hole(pixels.size(), {16, 16, 32, 32}), mode);
            for (int y = 0; y < 64; ++y) {
                for (int x = 0; x < 64; ++x)
                    QVERIFY(std::abs(pixels.row<std::uint16_t>(y)[3 * x + 2] - 60000) <= 8);
            }
        }
    }
    void aHoleBetweenTwoColoursRunsFromOneToTheOther() {
        Bitmap pixels({100, 20}, PixelFormat::Gray8);
        fill(pixels, {0, 0, 30, 20}, kBlack);
        fill(pixels, {70, 0, 30, 20}, kWhite);
        infill(pixels, hole(pixels.size(), {30, 0, 40, 20}));
        const auto* row = pixels.row<std::uint8_t>(10);
        QVERIFY(row[32] < 90 && row[67] > 165);
        for (int x = 31; x < 70; ++x) QVERIFY(row[x] + 12 >= row[x - 1]);
    }
    void extendingRepeatsTheEdge() {
        // Two bands that run into the new area stay two bands near the edge.
        Bitmap pixels({80, 40}, PixelFormat::Rgb8);
        fill(pixels, {0, 0, 40, 20}, {65535, 0, 0, 65535});
        fill(pixels, {0, 20, 40, 20}, {0, 0, 65535, 65535});
        infill(pixels, hole(pixels.size(), {40, 0, 40, 40}), InfillMode::EdgeExtend);
        QVERIFY(pixels.row<std::uint8_t>(5)[3 * 44] > 240);
        QVERIFY(pixels.row<std::uint8_t>(35)[3 * 44 + 2] > 240);
    }
    void transparentPixelsDoNotLendTheirColour() {
        Bitmap pixels({32, 32}, PixelFormat::Rgba8);  // black and transparent
        fill(pixels, {0, 0, 16, 32}, {0, 65535, 0, 65535});
        infill(pixels, unknownFromAlpha(pixels));
        const auto* p = pixels.row<std::uint8_t>(16) + 4 * 30;
        QCOMPARE(int(p[0]), 0);
        QCOMPARE(int(p[1]), 255);
        QCOMPARE(int(p[3]), 255);
    }
    void nothingKnownIsMiddleGrey() {
        for (const InfillMode mode : {InfillMode::Smooth, InfillMode::EdgeExtend}) {
            Bitmap pixels({7, 5}, PixelFormat::Rgba8);
            infill(pixels, unknownFromAlpha(pixels), mode);
            QVERIFY(std::abs(pixels.row<std::uint8_t>(2)[0] - 128) <= 1);
            QCOMPARE(int(pixels.row<std::uint8_t>(2)[3]), 255);
        }
    }
    void aSinglePixelAndASingleRowWork() {
        for (const Size size : {Size{1, 1}, Size{9, 1}, Size{1, 9}}) {
            Bitmap pixels = tests::noise(size, PixelFormat::Rgb8), mask(size, PixelFormat::Gray8);
            mask.row<std::uint8_t>(0)[0] = 255;
            infill(pixels, mask, InfillMode::Smooth);
            infill(pixels, mask, InfillMode::EdgeExtend);
        }
    }
};
LACUNA_TEST(TestInfill)
#include "test_infill.moc"
