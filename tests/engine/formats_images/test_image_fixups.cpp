// Orientation, premultiplied alpha and light beyond white.
#include "engine/formats/image_fixups.h"

#include <cmath>

#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestImageFixups : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void orientationPutsTheFirstRowWhereExifSays_data() {
        // Exif 2.32, 4.6.4 A: where the 0th row and column of the stored picture are seen.
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>("first");   // where stored (0, 0) is seen
        QTest::addColumn<QPoint>("second");  // where stored (1, 0) is seen
        QTest::newRow("1") << 1 << QSize(3, 2) << QPoint(0, 0) << QPoint(1, 0);
        QTest::newRow("2 mirrored") << 2 << QSize(3, 2) << QPoint(2, 0) << QPoint(1, 0);
        QTest::newRow("3 upside down") << 3 << QSize(3, 2) << QPoint(2, 1) << QPoint(1, 1);
        QTest::newRow("4 flipped") << 4 << QSize(3, 2) << QPoint(0, 1) << QPoint(1, 1);
        QTest::newRow("5 transposed") << 5 << QSize(2, 3) << QPoint(0, 0) << QPoint(0, 1);
        QTest::newRow("6 turn right") << 6 << QSize(2, 3) << QPoint(1, 0) << QPoint(1, 1);
        QTest::newRow("7") << 7 << QSize(2, 3) << QPoint(1, 2) << QPoint(1, 1);
        QTest::newRow("8 turn left") << 8 << QSize(2, 3) << QPoint(0, 2) << QPoint(0, 1);
    }
    void orientationPutsTheFirstRowWhereExifSays() {
        QFETCH(int, orientation);
        QFETCH(QSize, size);
        QFETCH(QPoint, first);
        QFETCH(QPoint, second);
        for (const PixelFormat format : {PixelFormat::Gray8, PixelFormat::Gray16, PixelFormat::Rgb8,
                                         PixelFormat::Rgba8, PixelFormat::Rgb16, PixelFormat::Rgba16}) {
            const Bitmap stored = tests::noise({3, 2}, format);
            const Bitmap seen = oriented(stored.clone(), orientation);
            QCOMPARE(seen.size(), (Size{size.width(), size.height()}));
            const auto bytes = std::size_t(bytesPerPixel(format));
            const auto pixel = [&](const Bitmap& b, int x, int y) {
                return std::vector(b.row<std::byte>(y) + std::size_t(x) * bytes,
                                   b.row<std::byte>(y) + std::size_t(x + 1) * bytes);
            };
            QVERIFY(pixel(seen, first.x(), first.y()) == pixel(stored, 0, 0));
            QVERIFY(pixel(seen, second.x(), second.y()) == pixel(stored, 1, 0));
        }
    }
    void premultipliedColoursAreRestored() {
        Bitmap pixels({2, 1}, PixelFormat::Rgba8);
        auto* p = pixels.row<std::uint8_t>(0);
        p[0] = 100, p[3] = 128;
        p[4] = 50, p[7] = 0;  // a colour where nothing is
        unassociate(pixels);
        QCOMPARE(int(p[0]), 199);  // 100 * 255 / 128
        QCOMPARE(int(p[4]), 0);
    }
    void lightUpToOneIsOnlyEncoded() {
        const float values[] = {0.0f, 0.5f, 1.0f};
        Bitmap pixels({3, 1}, PixelFormat::Gray16);
        toneMap(values, 1, false, pixels);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[0]), 0);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[1]),
                 48192);  // round(65535 * (1.055 * 0.5^(1/2.4) - 0.055))
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[2]), 65535);
    }
    void brighterLightRollsOffInOrder() {
        std::vector<float> values;
        for (int i = 0; i <= 80; ++i) values.push_back(0.1f * float(i));
        Bitmap pixels({81, 1}, PixelFormat::Gray16), plain({81, 1}, PixelFormat::Gray16);
        toneMap(values, 1, false, pixels);
        const auto* row = pixels.row<std::uint16_t>(0);
        for (int i = 1; i <= 80; ++i) QVERIFY(row[i] > row[i - 1]);
        QCOMPARE(int(row[80]), 65535);
        QCOMPARE(int(row[5]), 48192);  // dark and middle tones stay
    }
    void numbersThatAreNoneBecomeBlack() {
        const float values[] = {std::nanf(""), -1.0f, INFINITY, 0.5f, 0.0f, 0.0f, 0.5f, 0.25f};
        Bitmap pixels({2, 1}, PixelFormat::Rgba16);
        toneMap(values, 4, false, pixels);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[0]), 0);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[1]), 0);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[2]), 65535);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[7]), 16384);  // alpha 0.25
    }
};
LACUNA_TEST(TestImageFixups)
#include "test_image_fixups.moc"
