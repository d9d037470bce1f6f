// Profiles: other spaces become sRGB, broken ones are known as such.
#include "engine/formats/colour_profile.h"

#include <lcms2.h>
#include <cmath>

#include "engine/image/convert.h"
#include "tests/engine/formats_images/pictures.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

std::vector<std::byte> saved(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::byte> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

/// sRGB's primaries with a linear curve.
std::vector<std::byte> linearProfile() {
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, 1.0);
    cmsToneCurve* curves[3] = {curve, curve, curve};
    const cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(curve);
    return saved(profile);
}

}  // namespace

class TestColourProfile : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void kindsAreKnown() {
        QVERIFY(profileKind(srgbProfile()) == ProfileKind::Rgb);
        QVERIFY(profileKind(saved(cmsCreateLab4Profile(nullptr))) == ProfileKind::Other);
        QVERIFY(profileKind(std::span(srgbProfile()).first(60)) == ProfileKind::Broken);
        QVERIFY(profileKind({}) == ProfileKind::Broken);
    }
    void srgbStaysBitForBit() {
        Bitmap pixels = tests::noise({50, 20}, PixelFormat::Rgba16);
        const Bitmap before = pixels.clone();
        QVERIFY(convertToSrgb(pixels, srgbProfile()));
        QVERIFY(std::ranges::equal(pixels.bytes(), before.bytes()));
    }
    void linearLightIsEncodedAndAlphaIsKept() {
        Bitmap pixels({3, 1}, PixelFormat::Rgba16);
        fill(pixels, {0, 0, 3, 1}, Colour{13107, 32768, 65535, 4321});
        QVERIFY(convertToSrgb(pixels, linearProfile()));
        const auto* p = pixels.row<std::uint16_t>(0) + 8;
        // round(65535 * (1.055 * v^(1/2.4) - 0.055)) for v = 0.2 and 0.5
        QVERIFY2(std::abs(p[0] - 31743) < 300, qPrintable(QString::number(p[0])));
        QVERIFY2(std::abs(p[1] - 48192) < 300, qPrintable(QString::number(p[1])));
        QVERIFY(p[2] > 65200);
        QCOMPARE(int(p[3]), 4321);
    }
    void brokenProfilesAreRefusedAndTheRestReads() {
        Bitmap pixels({3, 1}, PixelFormat::Rgb8);
        QVERIFY(!convertToSrgb(pixels, std::span(srgbProfile()).first(200)));
    }
    void theProfileIsTheSameEveryTime() { QCOMPARE(srgbProfile().size() > 300, true); }
};
LACUNA_TEST(TestColourProfile)
#include "test_colour_profile.moc"
