// What an instruction changed is found, small errors everywhere are not taken for it, and where there is
// nothing to tell apart the answer is no mask.
#include "engine/image/changed_area.h"

#include <algorithm>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
Bitmap scene() {
    return resized(tests::noise({40, 60}, PixelFormat::Rgb8), {160, 240}, Filter::Bicubic);
}

/// Each channel moved by up to `most` of 255, as an autoencoder does.
Bitmap withErrors(const Bitmap& picture, int most) {
    Bitmap result = picture.clone();
    const Bitmap random = tests::noise(picture.size(), PixelFormat::Rgb8, 7);
    for (std::size_t i = 0; i < result.bytes().size(); ++i) {
        const int by = int(std::to_integer<int>(random.bytes()[i]) * (2 * most + 1) / 256) - most;
        result.bytes()[i] = std::byte(std::clamp(std::to_integer<int>(result.bytes()[i]) + by, 0, 255));
    }
    return result;
}
}  // namespace

class TestChangedArea : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aChangedSquareIsFoundAmongSmallErrors() {
        const Bitmap before = scene();
        Bitmap after = withErrors(before, 10);
        const Rect square{60, 90, 50, 40};
        fill(after, square, {65535, 0, 20000, 65535});
        const Bitmap mask = changedArea(before, after);
        QCOMPARE(mask.size(), before.size());
        for (int y = square.y; y < square.bottom(); ++y)
            for (int x = square.x; x < square.right(); ++x) QCOMPARE(int(mask.row<std::uint8_t>(y)[x]), 255);
        const Rect found = maskBounds(mask), near = square.grown(32);
        QVERIFY2(
            near.contains(found),
            qPrintable(QString("%1 %2 %3 %4").arg(found.x).arg(found.y).arg(found.width).arg(found.height)));
    }
    void theSamePictureHasNoMask() {
        const Bitmap before = scene();
        QVERIFY(changedArea(before, before).empty());
        QVERIFY(changedArea(before, withErrors(before, 10)).empty());
    }
    void anotherPictureIsShownWhole() {
        const Bitmap before = scene();
        Bitmap after(before.size(), PixelFormat::Rgb8);
        fill(after, boundsOf(after.size()), {0, 0, 0, 65535});
        QVERIFY(changedArea(before, after).empty());
    }
    void picturesOfTwoSizesCannotBeCompared() {
        QVERIFY(changedArea(scene(), tests::noise({20, 20}, PixelFormat::Rgb8)).empty());
        QVERIFY(changedArea({}, {}).empty());
    }
};
LACUNA_TEST(TestChangedArea)
#include "test_changed_area.moc"
