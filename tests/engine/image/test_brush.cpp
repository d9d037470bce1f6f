// Where dabs lie, and what a dab covers.
#include "engine/image/brush.h"

#include <cmath>
#include <numbers>

#include "engine/image/mask_ops.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
const Brush kPlain{.sizePx = 20, .hardness = 1, .opacity = 1, .spacing = 0.25};  // a dab each 5 px
}

class TestBrush : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void dabsAreEvenlySpaced() {
        const DabRun run = dabsBetween(kPlain, {0, 0, 1}, {12, 0, 1}, 0);
        QCOMPARE(run.dabs.size(), std::size_t{2});
        QCOMPARE(run.dabs[0].x, 5.0);
        QCOMPARE(run.dabs[1].x, 10.0);
        QCOMPARE(run.sinceLastPx, 2.0);
    }
    void cuttingTheWayIntoSamplesChangesNothing() {
        const DabRun whole = dabsBetween(kPlain, {0, 0, 1}, {60, 80, 1}, 0);
        std::vector<Dab> pieces;
        double since = 0;
        for (int i = 0; i < 100; ++i) {
            const DabRun run =
                dabsBetween(kPlain, {0.6 * i, 0.8 * i, 1}, {0.6 * (i + 1), 0.8 * (i + 1), 1}, since);
            pieces.insert(pieces.end(), run.dabs.begin(), run.dabs.end());
            since = run.sinceLastPx;
        }
        // The last dab lies exactly at the end, where rounding may take or leave it.
        QVERIFY(std::abs(int(whole.dabs.size()) - int(pieces.size())) <= 1);
        for (std::size_t i = 0; i < std::min(whole.dabs.size(), pieces.size()); ++i) {
            QVERIFY(std::hypot(whole.dabs[i].x - pieces[i].x, whole.dabs[i].y - pieces[i].y) < 1e-6);
        }
    }
    void standingStillGivesNoDab() {
        QVERIFY(dabsBetween(kPlain, {3, 3, 1}, {3, 3, 1}, 0).dabs.empty());
        QVERIFY(dabsBetween(kPlain, {3, 3, 1}, {std::nan(""), 3, 1}, 0).dabs.empty());
    }
    void pressureScalesTheSize() {
        QCOMPARE(firstDab(kPlain, {0, 0, 0.5}).radiusPx, 5.0);
        Brush fixed = kPlain;
        fixed.pressureChangesSize = false;
        fixed.pressureChangesOpacity = true;
        QCOMPARE(firstDab(fixed, {0, 0, 0.5}), (Dab{0, 0, 10, 1, 0.5}));
    }
    void aHardDabCoversItsCircle() {
        Bitmap mask({64, 64}, PixelFormat::Gray8);
        const Dab dab{31.3, 32.8, 20, 1, 1};
        paintDab(mask, 0, 0, dab, DabMode::Paint);
        double covered = 0;
        for (const std::byte b : mask.bytes()) covered += double(b) / 255;
        QVERIFY(std::abs(covered - std::numbers::pi * 400) < 5);
    }
    void paintingEqualsCoverageAtEveryPixel() {
        for (const double hardness : {0.0, 0.5, 0.95, 1.0}) {
            Bitmap mask({50, 50}, PixelFormat::Gray8);
            const Dab dab{124.7, 223.1, 17.3, hardness, 0.8};
            paintDab(mask, 100, 200, dab, DabMode::Paint);
            for (int y = 0; y < 50; ++y) {
                for (int x = 0; x < 50; ++x) {
                    const double expected = 255 * coverage(dab, x + 100.5, y + 200.5);
                    QVERIFY(std::abs(mask.row<std::uint8_t>(y)[x] - expected) < 1.5);
                }
            }
        }
    }
    void nothingOutsideTheBoundsIsTouched() {
        Bitmap mask({80, 80}, PixelFormat::Gray8);
        const Dab dab{40.2, 39.7, 12.4, 0.3, 1};
        const Rect changed = paintDab(mask, 0, 0, dab, DabMode::Paint);
        QVERIFY(changed.contains(maskBounds(mask)));
        QCOMPARE(changed, boundsOf(dab));
    }
    void paintingTwiceIsPaintingOnce() {
        Bitmap once({40, 40}, PixelFormat::Gray8), twice({40, 40}, PixelFormat::Gray8);
        const Dab dab{20, 20, 15, 0.2, 0.7};
        paintDab(once, 0, 0, dab, DabMode::Paint);
        paintDab(twice, 0, 0, dab, DabMode::Paint);
        paintDab(twice, 0, 0, dab, DabMode::Paint);
        QVERIFY(std::ranges::equal(once.bytes(), twice.bytes()));
    }
    void erasingUndoesPainting() {
        Bitmap mask({40, 40}, PixelFormat::Gray8);
        paintDab(mask, 0, 0, {20, 20, 10, 1, 1}, DabMode::Paint);
        paintDab(mask, 0, 0, {20, 20, 12, 1, 1}, DabMode::Erase);
        QVERIFY(isBlank(mask));
    }
    void dabsBesideTheMaskAreClipped() {
        Bitmap mask({10, 10}, PixelFormat::Gray8);
        QVERIFY(paintDab(mask, 0, 0, {-100, 5, 20, 1, 1}, DabMode::Paint).empty());
        QVERIFY(paintDab(mask, 0, 0, {1e300, 5, 20, 1, 1}, DabMode::Paint).empty());
        QCOMPARE(paintDab(mask, 0, 0, {0, 0, 5, 1, 1}, DabMode::Paint), (Rect{0, 0, 6, 6}));
    }
    void colourOverNothingIsTheColour() {
        Bitmap pixels({20, 20}, PixelFormat::Rgba8);
        paintDab(pixels, 0, 0, {10, 10, 8, 0, 1}, Colour{65535, 0, 257 * 100, 65535}, DabMode::Paint);
        const auto* middle = pixels.row<std::uint8_t>(10) + 10 * 4;
        QCOMPARE(int(middle[0]), 255);
        QCOMPARE(int(middle[2]), 100);
        const auto* edge = pixels.row<std::uint8_t>(10) + 4 * 4;
        QCOMPARE(int(edge[0]), 255);  // straight alpha: the colour does not fade, the alpha does
        QVERIFY(edge[3] > 0 && edge[3] < 255);
    }
};
LACUNA_TEST(TestBrush)
#include "test_brush.moc"
