// The same picture in another format, and pieces of it.
#include "engine/image/convert.h"

#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using tests::noise;

class TestConvert : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void sixteenBitsAndBackKeepsEveryValue() {
        const Bitmap eight = noise({64, 8}, PixelFormat::Rgba8);
        const Bitmap back = converted(converted(eight, PixelFormat::Rgba16), PixelFormat::Rgba8);
        QVERIFY(std::ranges::equal(back.bytes(), eight.bytes()));
    }
    void narrowingRoundsToTheNearest() {
        for (int v = 0; v <= 65535; ++v) {
            Bitmap deep({1, 1}, PixelFormat::Gray16);
            deep.row<std::uint16_t>(0)[0] = std::uint16_t(v);
            QCOMPARE(int(converted(deep, PixelFormat::Gray8).row<std::uint8_t>(0)[0]), (v + 128) / 257);
        }
    }
    void greyEqualsPillowsL() {
        // Image.fromarray(noise 9 x 5 RGB).convert("L"), fingerprint as in noise.h.
        const Bitmap grey = converted(noise({9, 5}, PixelFormat::Rgb8), PixelFormat::Gray8);
        QCOMPARE(tests::fingerprint(grey), std::uint64_t{0x8091344ce274ae81ull});
    }
    void gainedAlphaIsOpaqueAndLostAlphaIsDropped() {
        Bitmap rgba({1, 1}, PixelFormat::Rgba8);
        rgba.row<std::uint8_t>(0)[0] = 77;  // alpha 0
        QCOMPARE(int(converted(rgba, PixelFormat::Rgb8).row<std::uint8_t>(0)[0]), 77);
        QCOMPARE(
            int(converted(Bitmap({1, 1}, PixelFormat::Gray8), PixelFormat::Rgba16).row<std::uint16_t>(0)[3]),
            65535);
    }
    void anImageOfTheRightFormatIsShared() {
        const Image image = noise({4, 4}, PixelFormat::Rgb8).freeze();
        QVERIFY(converted(image, PixelFormat::Rgb8).bytes().data() == image.bytes().data());
    }
    void flatteningComposesOverTheColour() {
        Bitmap half({1, 1}, PixelFormat::Rgba8);
        half.row<std::uint8_t>(0)[0] = 255, half.row<std::uint8_t>(0)[3] = 128;
        const Bitmap flat = flattened(half, kWhite);
        QCOMPARE(int(flat.row<std::uint8_t>(0)[0]), 255);
        QCOMPARE(int(flat.row<std::uint8_t>(0)[1]), 127);  // round(255 * 127 / 255)
    }
    void cropsReachOutsideAsNothing() {
        const Bitmap source = noise({4, 4}, PixelFormat::Rgba8);
        const Bitmap crop = cropped(source, {-2, 1, 4, 5});
        QCOMPARE(crop.size(), (Size{4, 5}));
        QCOMPARE(int(crop.row<std::uint8_t>(0)[3]), 0);
        QCOMPARE(int(crop.row<std::uint8_t>(0)[2 * 4]), int(source.row<std::uint8_t>(1)[0]));
        QCOMPARE(int(crop.row<std::uint8_t>(4)[2 * 4 + 3]), 0);
    }
    void placingClipsAndConverts() {
        Bitmap page({4, 4}, PixelFormat::Rgba16);
        Bitmap grey({3, 3}, PixelFormat::Gray8);
        fill(grey, boundsOf(grey.size()), kWhite);
        copyInto(grey, page, 2, 2);
        QCOMPARE(int(page.row<std::uint16_t>(3)[3 * 4]), 65535);
        QCOMPARE(int(page.row<std::uint16_t>(1)[1 * 4 + 3]), 0);
        copyInto(grey, page, 100, -100);  // nowhere
    }
    void alphaIsTakenOutAndMultipliedIn() {
        Bitmap pixels({2, 1}, PixelFormat::Rgba16);
        fill(pixels, boundsOf(pixels.size()), kWhite);
        Bitmap mask({2, 1}, PixelFormat::Gray8);
        mask.row<std::uint8_t>(0)[0] = 51;
        multiplyAlpha(pixels, mask);
        QCOMPARE(int(pixels.row<std::uint16_t>(0)[3]), 13107);  // 65535 * 51 / 255
        QCOMPARE(int(alphaOf(pixels).row<std::uint8_t>(0)[0]), 51);
        QVERIFY(hasTransparency(pixels));
    }
};
LACUNA_TEST(TestConvert)
#include "test_convert.moc"
