// A picture that was moved is found to be moved, by how much, and not where it may not be looked at.
#include "engine/image/shift_check.h"

#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
/// Something with structure at several scales: enlarged noise.
Bitmap scene() {
    return resized(tests::noise({60, 50}, PixelFormat::Rgb8), {300, 250}, Filter::Bicubic);
}
}  // namespace

class TestShiftCheck : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void wholePixelsAreFound() {
        const Bitmap all = scene();
        const Bitmap original = cropped(all, {20, 20, 200, 180});
        for (const auto& [dx, dy] : {std::pair{0, 0}, {3, 0}, {-2, 5}, {7, -4}}) {
            const Shift shift = measureShift(original, cropped(all, {20 - dx, 20 - dy, 200, 180}));
            QVERIFY2(std::abs(shift.dx - dx) < 0.3 && std::abs(shift.dy - dy) < 0.3,
                     qPrintable(QString("%1 %2").arg(shift.dx).arg(shift.dy)));
            QVERIFY(shift.confidence > 0.3);
        }
    }
    void halfAPixelIsSeen() {
        const Bitmap all = scene();
        const Bitmap original = resized(all, {200, 180}, Filter::Bicubic, {20, 20, 220, 200});
        const Bitmap moved = resized(all, {200, 180}, Filter::Bicubic, {19.5, 20, 219.5, 200});
        const Shift shift = measureShift(original, moved);
        QVERIFY2(shift.dx > 0.2 && shift.dx < 0.8 && std::abs(shift.dy) < 0.2,
                 qPrintable(QString("%1 %2").arg(shift.dx).arg(shift.dy)));
    }
    void otherPicturesGiveNoConfidence() {
        const Bitmap a = tests::noise({128, 128}, PixelFormat::Rgb8, 1),
                     b = tests::noise({128, 128}, PixelFormat::Rgb8, 2);
        QVERIFY(measureShift(a, b).confidence < 0.1);
    }
    void whatIsNotToBeComparedIsNotLookedAt() {
        const Bitmap all = scene();
        const Bitmap original = cropped(all, {20, 20, 200, 180});
        Bitmap result = original.clone(), compare({200, 180}, PixelFormat::Gray8);
        // The middle moved by 6, the rest is where it was.
        copyInto(cropped(original, {54, 50, 80, 80}), result, 60, 50);
        setAll(compare, 255);
        fill(compare, {50, 40, 100, 100}, kBlack);
        const Shift shift = measureShift(original, result, compare);
        QVERIFY(std::abs(shift.dx) < 0.2 && std::abs(shift.dy) < 0.2);
    }
    void tinyPicturesSayNothing() {
        const Bitmap tiny = tests::noise({10, 10}, PixelFormat::Rgb8);
        QCOMPARE(measureShift(tiny, tiny).confidence, 0.0);
    }
};
LACUNA_TEST(TestShiftCheck)
#include "test_shift_check.moc"
