// The blend modes against the specification's formulas in double precision, written out here once more.
#include "engine/image/composite.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/image/convert.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

using Rgb = std::array<double, 3>;

double lum(const Rgb& c) {
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2];
}
double sat(const Rgb& c) {
    return *std::ranges::max_element(c) - *std::ranges::min_element(c);
}
Rgb setLum(Rgb c, double l) {
    const double d = l - lum(c);
    for (double& v : c) v += d;
    const double n = *std::ranges::min_element(c), x = *std::ranges::max_element(c), m = lum(c);
    for (double& v : c) {
        if (n < 0) v = m + (v - m) * m / (m - n);
        if (x > 1) v = m + (v - m) * (1 - m) / (x - m);
    }
    return c;
}
Rgb setSat(Rgb c, double s) {
    const double n = *std::ranges::min_element(c), range = sat(c);
    for (double& v : c) v = range > 0 ? (v - n) * s / range : 0;
    return c;
}

double blend1(BlendMode mode, double b, double s) {
    const auto hard = [](double x, double y) {
        return y <= 0.5 ? x * 2 * y : x + (2 * y - 1) - x * (2 * y - 1);
    };
    switch (mode) {
        case BlendMode::Multiply:
            return b * s;
        case BlendMode::Screen:
            return b + s - b * s;
        case BlendMode::Overlay:
            return hard(s, b);
        case BlendMode::Darken:
            return std::min(b, s);
        case BlendMode::Lighten:
            return std::max(b, s);
        case BlendMode::ColourDodge:
            return b == 0 ? 0 : s == 1 ? 1 : std::min(1.0, b / (1 - s));
        case BlendMode::ColourBurn:
            return b == 1 ? 1 : s == 0 ? 0 : 1 - std::min(1.0, (1 - b) / s);
        case BlendMode::HardLight:
            return hard(b, s);
        case BlendMode::SoftLight:
            if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
            return b + (2 * s - 1) * ((b <= 0.25 ? ((16 * b - 12) * b + 4) * b : std::sqrt(b)) - b);
        case BlendMode::Difference:
            return std::abs(b - s);
        case BlendMode::Exclusion:
            return b + s - 2 * b * s;
        default:
            return s;
    }
}
Rgb blend(BlendMode mode, const Rgb& b, const Rgb& s) {
    switch (mode) {
        case BlendMode::Hue:
            return setLum(setSat(s, sat(b)), lum(b));
        case BlendMode::Saturation:
            return setLum(setSat(b, sat(s)), lum(b));
        case BlendMode::Colour:
            return setLum(s, lum(b));
        case BlendMode::Luminosity:
            return setLum(b, lum(s));
        default:
            return {blend1(mode, b[0], s[0]), blend1(mode, b[1], s[1]), blend1(mode, b[2], s[2])};
    }
}

template <class T>
void compare(BlendMode mode, PixelFormat format, double tolerance) {
    constexpr double full = T(~T{0});
    const Size size{64, 16};
    Bitmap backdrop = tests::noise(size, format, 1);
    const Bitmap source = tests::noise(size, format, 2), mask = tests::noise(size, PixelFormat::Gray8, 3);
    for (int x = 0; x < 64;
         ++x) {  // the usual cases beside the random ones: opaque over opaque, over nothing
        backdrop.row<T>(1)[4 * x + 3] = T(full);
        backdrop.row<T>(2)[4 * x + 3] = 0;
        const_cast<Bitmap&>(source).row<T>(1)[4 * x + 3] = T(full);
    }
    const Bitmap before = backdrop.clone();
    composite(backdrop, source, mask, 200 / 255.0, mode);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const T *b = before.row<T>(y) + 4 * x, *s = source.row<T>(y) + 4 * x,
                    *out = backdrop.row<T>(y) + 4 * x;
            const double as = s[3] / full * (200 / 255.0) * (mask.row<std::uint8_t>(y)[x] / 255.0),
                         ab = b[3] / full;
            const double ao = as + ab * (1 - as);
            if (std::abs(out[3] / full - ao) > 1.6 / 255) qFatal("alpha");
            if (as * 255 < 4) continue;
            const Rgb cb{b[0] / full, b[1] / full, b[2] / full}, cs{s[0] / full, s[1] / full, s[2] / full};
            const Rgb mixed = blend(mode, cb, cs);
            for (std::size_t c = 0; c < 3; ++c) {
                const double co = (as * ((1 - ab) * cs[c] + ab * mixed[c]) + (1 - as) * ab * cb[c]) / ao;
                // A step of alpha that was rounded moves the colour more the less opaque the result is.
                const double allowed = tolerance + 1.5 / 255 / std::max(ao, 0.02);
                const double got = out[c] / full;
                if (std::abs(got - co) > allowed) {
                    QFAIL(qPrintable(QString("%1 at %2,%3: %4 instead of %5")
                                         .arg(compositeOp(mode).data())
                                         .arg(x)
                                         .arg(y)
                                         .arg(got)
                                         .arg(co)));
                }
            }
        }
    }
}

}  // namespace

class TestComposite : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyModeFollowsTheSpecification() {
        for (int i = 0; i < kBlendModeCount; ++i) {
            compare<std::uint8_t>(BlendMode(i), PixelFormat::Rgba8, 1.0 / 255);
            compare<std::uint16_t>(BlendMode(i), PixelFormat::Rgba16, 0.5 / 255);
        }
    }
    void namesGoThereAndBack() {
        for (int i = 0; i < kBlendModeCount; ++i)
            QVERIFY(blendModeFromCompositeOp(compositeOp(BlendMode(i))) == BlendMode(i));
        QCOMPARE(compositeOp(BlendMode::Normal), std::string_view("svg:src-over"));
        QVERIFY(!blendModeFromCompositeOp("svg:sideways"));
    }
    void opaqueOverAnythingIsTheSourcesBytes() {
        for (const PixelFormat format : {PixelFormat::Rgba8, PixelFormat::Rgba16}) {
            Bitmap backdrop = tests::noise({33, 5}, format, 1);
            const Bitmap source =
                converted(converted(tests::noise({33, 5}, format, 2), formatOf(3, isDeep(format))), format);
            composite(backdrop, source);
            QVERIFY(std::ranges::equal(backdrop.bytes(), source.bytes()));
        }
    }
    void nothingOverAnythingChangesNoByte() {
        Bitmap backdrop = tests::noise({33, 5}, PixelFormat::Rgba8);
        const Bitmap before = backdrop.clone(), source = tests::noise({33, 5}, PixelFormat::Rgba8, 9);
        for (int i = 0; i < kBlendModeCount; ++i) {
            composite(backdrop, source, {}, 0, BlendMode(i));
            composite(backdrop, source, Bitmap({33, 5}, PixelFormat::Gray8), 1, BlendMode(i));
        }
        QVERIFY(std::ranges::equal(backdrop.bytes(), before.bytes()));
    }
    void sourcesOfOtherFormatsAreConverted() {
        Bitmap backdrop({3, 1}, PixelFormat::Rgba8);
        Bitmap deepGrey({3, 1}, PixelFormat::Gray16);
        fill(deepGrey, boundsOf(deepGrey.size()), kWhite);
        composite(backdrop, deepGrey);
        QCOMPARE(int(backdrop.row<std::uint8_t>(0)[2 * 4 + 1]), 255);
    }
    void mixingKeepsBytesWhereTheMaskIsZeroAndTakesThemWhereItIsFull() {
        for (const PixelFormat format : {PixelFormat::Rgb8, PixelFormat::Rgba8, PixelFormat::Rgb16,
                                         PixelFormat::Rgba16, PixelFormat::Gray8}) {
            Bitmap page = tests::noise({8, 1}, format, 1);
            const Bitmap before = page.clone(), result = tests::noise({8, 1}, format, 2);
            Bitmap mask({8, 1}, PixelFormat::Gray8);
            for (int x = 3; x < 8; ++x) mask.row<std::uint8_t>(0)[x] = 255;
            mixInto(page, result, mask);
            const std::size_t cut = 3 * std::size_t(bytesPerPixel(format));
            QVERIFY(std::ranges::equal(page.bytes().first(cut), before.bytes().first(cut)));
            QVERIFY(std::ranges::equal(page.bytes().subspan(cut), result.bytes().subspan(cut)));
        }
    }
    void mixingHalfwayIsTheMean() {
        Bitmap page({1, 1}, PixelFormat::Rgb8), result({1, 1}, PixelFormat::Rgb8),
            mask({1, 1}, PixelFormat::Gray8);
        page.row<std::uint8_t>(0)[0] = 10, result.row<std::uint8_t>(0)[0] = 210,
        mask.row<std::uint8_t>(0)[0] = 51;
        mixInto(page, result, mask);
        QCOMPARE(int(page.row<std::uint8_t>(0)[0]), 50);  // 10 + 200 / 5
    }
    void mixingDoesNotBleedTheColourOfNothing() {
        Bitmap page({1, 1}, PixelFormat::Rgba8), result({1, 1}, PixelFormat::Rgba8),
            mask({1, 1}, PixelFormat::Gray8);
        fill(result, {0, 0, 1, 1}, kWhite);
        mask.row<std::uint8_t>(0)[0] = 128;
        mixInto(page, result, mask);
        QCOMPARE(int(page.row<std::uint8_t>(0)[0]), 255);
        QCOMPARE(int(page.row<std::uint8_t>(0)[3]), 128);
    }
};
LACUNA_TEST(TestComposite)
#include "test_composite.moc"
