// Streaming pictures: the newest wins, at most 15 a second, a fade of 80 ms; drawn where their mask says. The
// clock is stepped by hand.
#include <QtGui/QPainter>

#include "tests/support/test_registry.h"
#include "ui/canvas/picture_overlay.h"
#include "ui/canvas/viewport.h"

using namespace lacuna;

namespace {

Image plain(Size size, std::uint8_t r, std::uint8_t g, std::uint8_t b) {
    Bitmap bitmap(size, PixelFormat::Rgb8);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            auto* p = bitmap.row<std::uint8_t>(y) + 3 * x;
            p[0] = r, p[1] = g, p[2] = b;
        }
    }
    return std::move(bitmap).freeze();
}

/// White on the left half.
Image leftHalf(Size size) {
    Bitmap bitmap(size, PixelFormat::Gray8);
    for (int y = 0; y < size.height; ++y)
        std::fill_n(bitmap.row<std::uint8_t>(y), size.width / 2, std::uint8_t(255));
    return std::move(bitmap).freeze();
}

PlacedPicture red() {
    return {plain({8, 8}, 200, 0, 0), {10, 10, 40, 40}, {}, true};
}
PlacedPicture blue() {
    return {plain({8, 8}, 0, 0, 200), {10, 10, 40, 40}, {}, true};
}

QImage drawn(const PictureOverlay& overlay, double zoom = 1, QColor page = Qt::white) {
    Viewport viewport;
    viewport.setView({64, 64}, 1);
    viewport.setPage({64, 64});
    viewport.zoomAt({32, 32}, zoom);
    viewport.centreOn({32, 32});
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(page);
    QPainter painter(&image);
    overlay.paint(painter, viewport);
    return image;
}

}  // namespace

class TestPictureOverlay : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theFirstPictureIsSeenAtOnce() {
        PictureOverlay overlay;
        QVERIFY(overlay.offer(red(), 1000));
        QVERIFY(overlay.visible() && !overlay.animating());
        QCOMPARE(drawn(overlay).pixelColor(30, 30), QColor(200, 0, 0));
    }

    void itIsDrawnAtItsPlaceOnly() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        const QImage image = drawn(overlay);
        QCOMPARE(image.pixelColor(9, 30), QColor(Qt::white));
        QCOMPARE(image.pixelColor(10, 10), QColor(200, 0, 0));
        QCOMPARE(image.pixelColor(49, 49), QColor(200, 0, 0));
        QCOMPARE(image.pixelColor(50, 49), QColor(Qt::white));
    }

    void theMaskSaysWhere() {
        PictureOverlay overlay;
        overlay.offer({plain({8, 8}, 200, 0, 0), {10, 10, 40, 40}, leftHalf({40, 40}), true}, 0);
        const QImage image = drawn(overlay);
        QCOMPARE(image.pixelColor(12, 30), QColor(200, 0, 0));
        QCOMPARE(image.pixelColor(28, 30), QColor(200, 0, 0));
        QCOMPARE(image.pixelColor(32, 30), QColor(Qt::white));
    }

    void aSecondPictureWaitsForTheInterval() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        QVERIFY(!overlay.offer(blue(), 30));
        QVERIFY(overlay.animating());
        QVERIFY(!overlay.advance(PictureOverlay::kMinIntervalMs - 1));
        QVERIFY(overlay.advance(PictureOverlay::kMinIntervalMs));
    }

    void theNewestWaitingPictureWins() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        overlay.offer({plain({8, 8}, 0, 200, 0), {10, 10, 40, 40}, {}, true}, 10);
        overlay.offer(blue(), 20);
        overlay.advance(100);
        overlay.advance(200);
        QCOMPARE(drawn(overlay).pixelColor(30, 30), QColor(0, 0, 200));
    }

    void anotherFadesInOver80Ms() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        overlay.offer(blue(), 1000);
        overlay.advance(1040);
        const QColor half = drawn(overlay).pixelColor(30, 30);
        QVERIFY2(std::abs(half.red() - 100) < 8 && std::abs(half.blue() - 100) < 8, qPrintable(half.name()));
        QVERIFY(overlay.animating());
        overlay.advance(1080);
        QVERIFY(!overlay.animating());
        QCOMPARE(drawn(overlay).pixelColor(30, 30), QColor(0, 0, 200));
    }

    void aFadeKeepsSoftEdgesAsTheyAre() {
        // Half-transparent to half-transparent must not become more opaque on the way.
        Bitmap gray({4, 4}, PixelFormat::Gray8);
        std::fill(gray.bytes().begin(), gray.bytes().end(), std::byte{128});
        const Image soft = std::move(gray).freeze();
        PictureOverlay overlay;
        overlay.offer({plain({4, 4}, 0, 0, 0), {0, 0, 64, 64}, soft, true}, 0);
        const int before = drawn(overlay).pixelColor(30, 30).red();
        overlay.offer({plain({4, 4}, 0, 0, 0), {0, 0, 64, 64}, soft, true}, 1000);
        overlay.advance(1040);
        QVERIFY(std::abs(drawn(overlay).pixelColor(30, 30).red() - before) <= 2);
    }

    void aPictureElsewhereDoesNotFadeFromTheOldPlace() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        overlay.offer({plain({8, 8}, 0, 0, 200), {0, 0, 8, 8}, {}, true}, 1000);
        QVERIFY(!overlay.animating());
        QCOMPARE(drawn(overlay).pixelColor(30, 30), QColor(Qt::white));
    }

    void dimmedIsThirtyPercent() {
        PictureOverlay overlay;
        overlay.offer({plain({8, 8}, 0, 0, 0), {10, 10, 40, 40}, {}, true}, 0);
        QVERIFY(overlay.setDimmed(true));
        QVERIFY(std::abs(drawn(overlay).pixelColor(30, 30).red() - 255 * 0.7) < 3);
        QVERIFY(overlay.setDimmed(false));
        QCOMPARE(drawn(overlay).pixelColor(30, 30), QColor(0, 0, 0));
    }

    void placesOutsideThePageAreDrawnToo() {
        PictureOverlay overlay;
        overlay.offer({plain({8, 8}, 0, 0, 200), {-20, -20, 40, 40}, {}, true}, 0);
        QCOMPARE(drawn(overlay).pixelColor(0, 0), QColor(0, 0, 200));
    }

    void aHugePlacementIsPreparedSmall() {
        const PlacedPicture picture(plain({64, 64}, 1, 2, 3), {0, 0, 7000, 9900}, {}, true);
        QVERIFY(std::int64_t(picture.prepared(0).width()) * picture.prepared(0).height() <= 2'500'000);
    }

    void clearingLeavesNothing() {
        PictureOverlay overlay;
        overlay.offer(red(), 0);
        overlay.offer(blue(), 10);
        overlay.clear();
        QVERIFY(!overlay.visible() && !overlay.animating());
        QVERIFY(!overlay.advance(1000));
    }
};
LACUNA_TEST(TestPictureOverlay)
#include "test_picture_overlay.moc"
