// How coverage becomes what is seen: tint by strength, a light line inside, a dark one outside, faint stripes
// anchored to the page.
#include <QtGui/QPainter>

#include "tests/support/test_registry.h"
#include "ui/canvas/mask_overlay.h"

using namespace lacuna;

namespace {

constexpr int kMargin = 2;

/// A coverage image with a margin around 20 x 20, `value` in columns 10 and right of it.
QImage rightHalf(int value) {
    QImage image(20 + 2 * kMargin, 20 + 2 * kMargin, QImage::Format_Alpha8);
    image.fill(0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 10 + kMargin; x < image.width(); ++x) image.scanLine(y)[x] = uchar(value);
    }
    return image;
}

QImage coloured(const QImage& coverage, MaskStyle style) {
    QImage target(20, 20, QImage::Format_ARGB32_Premultiplied);
    target.fill(Qt::transparent);
    colourMask(coverage, kMargin, target, target.rect(), style);
    return target;
}

MaskStyle plainStyle() {
    MaskStyle style;
    style.colour = QColor(255, 0, 0, 100);
    style.stripeStep = 1000;
    style.anchor = {-500, -500};  // no stripe in sight
    return style;
}

}  // namespace

class TestMaskOverlay : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theTintFollowsTheMask() {
        const QImage full = coloured(rightHalf(255), plainStyle());
        QCOMPARE(full.pixelColor(15, 10).alpha(), 100);
        QCOMPARE(full.pixelColor(4, 10).alpha(), 0);
        const QImage soft = coloured(rightHalf(51), plainStyle());  // a fifth, nowhere half: no line
        QCOMPARE(soft.pixelColor(15, 10).alpha(), 20);
        QCOMPARE(soft.pixelColor(10, 10).alpha(), 20);
    }

    void theLineIsLightInsideAndDarkOutside() {
        const QImage image = coloured(rightHalf(255), plainStyle());
        QCOMPARE(image.pixelColor(10, 10), QColor(Qt::white));
        QCOMPARE(image.pixelColor(9, 10).red(), 0);
        QVERIFY(image.pixelColor(9, 10).alpha() > 150);
        QCOMPARE(image.pixelColor(8, 10).alpha(), 0);
        QCOMPARE(image.pixelColor(11, 10).alpha(), 100);
    }

    void twoDevicePixelsAreTwiceAsWide() {
        MaskStyle style = plainStyle();
        style.lineWidth = 2;
        const QImage image = coloured(rightHalf(255), style);
        QCOMPARE(image.pixelColor(11, 10), QColor(Qt::white));
        QVERIFY(image.pixelColor(8, 10).alpha() > 150);
        QCOMPARE(image.pixelColor(7, 10).alpha(), 0);
    }

    void withoutFillOnlyTheLineIsDrawn() {
        MaskStyle style = plainStyle();
        style.filled = false;
        const QImage image = coloured(rightHalf(255), style);
        QCOMPARE(image.pixelColor(10, 10), QColor(Qt::white));
        QCOMPARE(image.pixelColor(15, 10).alpha(), 0);
    }

    void stripesMoveWithThePage() {
        MaskStyle style = plainStyle();
        style.stripeStep = 6;
        style.anchor = {0, 0};
        const QImage here = coloured(rightHalf(255), style);
        style.anchor = {1, 0};
        const QImage moved = coloured(rightHalf(255), style);
        for (int x = 13; x < 19; ++x) QCOMPARE(moved.pixelColor(x + 1, 10), here.pixelColor(x, 10));
        QVERIFY(here.pixelColor(12, 6) != here.pixelColor(13, 6));  // 12 + 6 is a multiple of the step
    }
};
LACUNA_TEST(TestMaskOverlay)
#include "test_mask_overlay.moc"
