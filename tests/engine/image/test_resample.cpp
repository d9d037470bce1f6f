// Resizing is bit for bit Pillow's: the fingerprints are of Image.fromarray(noise, mode).resize(size,
// filter), Pillow 13.0.0, noise and fingerprint as in noise.h.
#include "engine/image/resample.h"

#include "engine/image/convert.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using tests::fingerprint;
using tests::noise;

class TestResample : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void eightBitsEqualPillow() {
        struct Case {
            int channels;
            Size from, to;
            Filter filter;
            std::uint64_t pillow;
        };
        const Case cases[] = {
            {3, {61, 47}, {28, 30}, Filter::Lanczos, 0x494643ae57295797ull},
            {3, {61, 47}, {128, 96}, Filter::Lanczos, 0x7dc262e357dc490cull},
            {1, {61, 47}, {17, 50}, Filter::Lanczos, 0x3629cacb9d3ce11aull},
            {4, {61, 47}, {40, 33}, Filter::Lanczos, 0x71e174d72ab9f0e8ull},
            {3, {61, 47}, {28, 28}, Filter::Bicubic, 0x8e2ed07c38e4371full},
            {3, {61, 47}, {84, 56}, Filter::Bicubic, 0xe26ec10dbd4a16c0ull},
            {4, {33, 20}, {70, 20}, Filter::Bicubic, 0x7d298d2715c75650ull},
            {3, {61, 47}, {20, 15}, Filter::Box, 0xad2abeca3c9d7549ull},
            {3, {61, 47}, {20, 60}, Filter::Bilinear, 0xceb5d63cb79d2438ull},
            {1, {61, 47}, {30, 20}, Filter::Hamming, 0x82e5e81e4ce4de13ull},
            {3, {200, 3}, {1, 1}, Filter::Lanczos, 0xa32dc7196f0f500bull},
        };
        for (const Case& c : cases) {
            const Bitmap result = resized(noise(c.from, formatOf(c.channels, false)), c.to, c.filter);
            QCOMPARE(result.size(), c.to);
            QVERIFY2(fingerprint(result) == c.pillow, qPrintable(QString("%1 channels %2 x %3 filter %4")
                                                                     .arg(c.channels)
                                                                     .arg(c.to.width)
                                                                     .arg(c.to.height)
                                                                     .arg(int(c.filter))));
        }
    }
    void partsWithSubPixelEdgesEqualPillow() {
        const Bitmap result =
            resized(noise({61, 47}, PixelFormat::Rgb8), {40, 25}, Filter::Lanczos, {3.25, 5.5, 50.75, 40.0});
        QCOMPARE(fingerprint(result), std::uint64_t{0x4e2f6028a5532461ull});
    }
    void sixteenBitsFollowEightWithinTheirRounding() {
        for (const int channels : {1, 3, 4}) {
            const Bitmap eight = noise({61, 47}, formatOf(channels, false));
            // A filter without overshoot, which 8 bits would clip between the passes.
            const Bitmap deep =
                resized(converted(eight, formatOf(channels, true)), {30, 40}, Filter::Bilinear);
            const Bitmap shallow = resized(eight, {30, 40}, Filter::Bilinear);
            for (int y = 0; y < 40; ++y) {
                for (int i = 0; i < 30 * channels; ++i) {
                    const int alpha = channels == 4 ? shallow.row<std::uint8_t>(y)[i / 4 * 4 + 3] : 255;
                    if (alpha < 32) continue;  // 8-bit premultiplied colours of nearly nothing are coarse
                    const int difference =
                        std::abs(deep.row<std::uint16_t>(y)[i] / 257 - shallow.row<std::uint8_t>(y)[i]);
                    QVERIFY2(difference <= 2 * 255 / alpha + 1, qPrintable(QString::number(difference)));
                }
            }
        }
    }
    void sameSizeIsACopy() {
        const Bitmap source = noise({20, 10}, PixelFormat::Rgba8);
        QCOMPARE(fingerprint(resized(source, {20, 10})), fingerprint(source));
    }
    void aConstantStaysConstantAtEverySize() {
        Bitmap grey({37, 23}, PixelFormat::Rgb16);
        fill(grey, boundsOf(grey.size()), kMiddleGrey);
        for (const Size size : {Size{1, 1}, Size{5, 100}, Size{36, 22}, Size{200, 7}}) {
            const Bitmap result = resized(grey, size);
            for (int i = 0; i < size.width * 3; ++i)
                QCOMPARE(int(result.row<std::uint16_t>(size.height - 1)[i]), 32768);
        }
    }
    void halvingIsTheMeanOfFour() {
        Bitmap four({2, 2}, PixelFormat::Gray8);
        four.row<std::uint8_t>(0)[0] = 10, four.row<std::uint8_t>(0)[1] = 20;
        four.row<std::uint8_t>(1)[0] = 30, four.row<std::uint8_t>(1)[1] = 41;
        QCOMPARE(int(halved(four).row<std::uint8_t>(0)[0]), 25);  // (10 + 20 + 30 + 41 + 2) / 4
    }
    void halvingWeighsColourWithAlpha() {
        Bitmap pixels({2, 1}, PixelFormat::Rgba8);
        pixels.row<std::uint8_t>(0)[0] = 200, pixels.row<std::uint8_t>(0)[3] = 255;
        pixels.row<std::uint8_t>(0)[4] = 0, pixels.row<std::uint8_t>(0)[7] = 0;
        const Bitmap half = halved(pixels);
        QCOMPARE(half.size(), (Size{1, 1}));
        QCOMPARE(int(half.row<std::uint8_t>(0)[0]), 200);
        QCOMPARE(int(half.row<std::uint8_t>(0)[3]), 128);
    }
    void halvingKeepsOddEdges() { QCOMPARE(halved(noise({5, 7}, PixelFormat::Rgb16)).size(), (Size{3, 4})); }
};
LACUNA_TEST(TestResample)
#include "test_resample.moc"
