// The two masks of an inpaint edge: how far they reach, and that they end at the same pixel.
#include "engine/image/blend_bands.h"

#include "engine/image/mask_ops.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
Bitmap box(Size size, const Rect& area) {
    Bitmap mask(size, PixelFormat::Gray8);
    fillRectangle(mask, area.x, area.y, area.right(), area.bottom());
    return mask;
}
}  // namespace

class TestBlendBands : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void nothingChangesBeyondTheReach() {
        for (const BlendBands bands : {BlendBands{0, 0, 0}, BlendBands{4, 0, 3}, BlendBands{20, 32, 10},
                                       BlendBands{7, 9, 25}, BlendBands{0, 1, 1}}) {
            const Bitmap mask = box({200, 160}, {80, 70, 30, 20});
            const Bitmap denoise = denoiseMask(mask, bands), composite = compositeMask(denoise, bands);
            const Rect allowed = maskBounds(mask).grown(reachPx(bands));
            QVERIFY(allowed.contains(maskBounds(denoise)));
            QCOMPARE(maskBounds(composite), maskBounds(denoise));
        }
    }
    void theMaskItselfIsWhollyRepainted() {
        const BlendBands bands{20, 32, 10};
        const Bitmap denoise = denoiseMask(box({200, 160}, {80, 70, 30, 20}), bands);
        const Bitmap composite = compositeMask(denoise, bands);
        for (int y = 70; y < 90; ++y) {
            for (int x = 80; x < 110; ++x) {
                // A box of 32 px sees a little past the rounded corners of the grown mask.
                QVERIFY(denoise.row<std::uint8_t>(y)[x] >= 250);
                QCOMPARE(int(composite.row<std::uint8_t>(y)[x]), 255);
            }
        }
    }
    void theCrossFadeIsAStraightRamp() {
        const Bitmap denoise = box({100, 100}, {0, 0, 60, 100});
        const Bitmap composite = compositeMask(denoise, {0, 0, 20});
        const auto* row = composite.row<std::uint8_t>(50);
        QCOMPARE(int(row[60]), 0);
        for (int x = 41; x < 60; ++x) QVERIFY(std::abs(row[x] - 255 * (60 - x - 0.5) / 20) <= 1);
        QCOMPARE(int(row[39]), 255);
        QCOMPARE(int(row[0]), 255);  // the view's edge is no edge of the mask
    }
    void aThinMaskIsStillShown() {
        const Bitmap denoise = box({50, 50}, {20, 10, 3, 30});
        QCOMPARE(int(compositeMask(denoise, {0, 0, 25}).row<std::uint8_t>(25)[21]), 255);
    }
    void noBandsMeanTheMaskAsItIs() {
        const Bitmap mask = box({50, 50}, {20, 10, 13, 30});
        const Bitmap composite = compositeMask(denoiseMask(mask, {}), {});
        QVERIFY(std::ranges::equal(composite.bytes(), mask.bytes()));
    }
    void aMaskOfEverythingIsEverything() {
        const Bitmap mask = box({30, 30}, {0, 0, 30, 30});
        const BlendBands bands{20, 32, 10};
        QVERIFY(std::ranges::equal(compositeMask(denoiseMask(mask, bands), bands).bytes(), mask.bytes()));
    }
    void anEmptyMaskStaysEmpty() {
        const Bitmap mask({30, 30}, PixelFormat::Gray8);
        const BlendBands bands{20, 32, 10};
        QVERIFY(isBlank(compositeMask(denoiseMask(mask, bands), bands)));
    }
};
LACUNA_TEST(TestBlendBands)
#include "test_blend_bands.moc"
