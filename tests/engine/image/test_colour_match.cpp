// A known shift of colours is measured on the ring and undone everywhere.
#include "engine/image/colour_match.h"

#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

Bitmap ringOf(Size size) {
    Bitmap mask(size, PixelFormat::Gray8);
    fillRectangle(mask, size.width / 4, size.height / 4, size.width * 3 / 4, size.height * 3 / 4);
    return ringAround(mask, 0, 10);
}

/// Values of the middle of the range, so that nothing clips.
Bitmap middleTones(Size size) {
    Bitmap picture = tests::noise(size, PixelFormat::Rgb8);
    for (std::byte& b : picture.bytes()) b = std::byte(80 + int(b) / 3);
    return picture;
}

}  // namespace

class TestColourMatch : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aKnownShiftIsUndone() {
        for (const bool deep : {false, true}) {
            const Bitmap original = converted(middleTones({80, 80}), formatOf(3, deep));
            Bitmap result = original.clone();
            applyCorrection(result, {{0.9, 1.1, 1.05}, {0.01, -0.01, 0.02}});
            const ColourCorrection back = measureColourShift(result, original, ringOf(original.size()));
            applyCorrection(result, back);
            double worst = 0;
            for (int y = 0; y < 80; ++y) {
                for (int i = 0; i < 240; ++i) {
                    const double difference =
                        deep ? std::abs(result.row<std::uint16_t>(y)[i] - original.row<std::uint16_t>(y)[i]) /
                                   257.0
                             : std::abs(result.row<std::uint8_t>(y)[i] - original.row<std::uint8_t>(y)[i]);
                    worst = std::max(worst, difference);
                }
            }
            QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));
        }
    }
    void equalPicturesNeedNoCorrection() {
        const Bitmap picture = middleTones({64, 64});
        const ColourCorrection none = measureColourShift(picture, picture, ringOf(picture.size()));
        for (int c = 0; c < 3; ++c) {
            QVERIFY(std::abs(none.gain[std::size_t(c)] - 1) < 1e-9);
            QVERIFY(std::abs(none.offset[std::size_t(c)]) < 1e-9);
        }
    }
    void onlyTheRingIsLookedAt() {
        const Bitmap original = middleTones({80, 80});
        Bitmap result = original.clone();
        fill(result, {30, 30, 20, 20}, kWhite);  // what the model painted in the hole
        const ColourCorrection none = measureColourShift(result, original, ringOf(original.size()));
        QVERIFY(std::abs(none.gain[0] - 1) < 1e-9);
    }
    void gainStaysWithinItsLimits() {
        const Bitmap original = middleTones({80, 80});
        Bitmap flat = original.clone();
        applyCorrection(flat, {{0.3, 0.3, 0.3}, {0.1, 0.1, 0.1}});
        QCOMPARE(measureColourShift(flat, original, ringOf(original.size())).gain[0], 1.25);
    }
    void tooSmallARingGivesTheIdentity() {
        const Bitmap original = middleTones({40, 40});
        Bitmap result = original.clone(), ring({40, 40}, PixelFormat::Gray8);
        applyCorrection(result, {{0.9, 0.9, 0.9}, {0, 0, 0}});
        fillRectangle(ring, 0, 0, 7, 9);  // 63 pixels
        QVERIFY(measureColourShift(result, original, ring).isIdentity());
    }
    void halfTheAmountIsHalfTheWay() {
        Bitmap grey({1, 1}, PixelFormat::Gray16), half({1, 1}, PixelFormat::Gray16);
        fill(grey, {0, 0, 1, 1}, kMiddleGrey);
        fill(half, {0, 0, 1, 1}, kMiddleGrey);
        const ColourCorrection brighter{{1.2, 1.2, 1.2}, {0, 0, 0}};
        applyCorrection(grey, brighter);
        applyCorrection(half, brighter, 0.5);
        const int all = grey.row<std::uint16_t>(0)[0] - 32768, part = half.row<std::uint16_t>(0)[0] - 32768;
        QVERIFY(all > 1000);
        QVERIFY(std::abs(part * 2 - all) <= 2);
    }
};
LACUNA_TEST(TestColourMatch)
#include "test_colour_match.moc"
