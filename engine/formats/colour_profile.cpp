// See colour_profile.h.
#include "engine/formats/colour_profile.h"

#include <lcms2.h>

#include <cmath>
#include <cstring>
#include <memory>

#include "engine/image/convert.h"

namespace lacuna {
namespace {

struct CloseProfile {
    void operator()(void* p) const { cmsCloseProfile(p); }
};
struct DeleteTransform {
    void operator()(void* t) const { cmsDeleteTransform(t); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

Profile open(std::span<const std::byte> bytes) {
    // LittleCMS trusts nothing it reads, but prints to stderr by default; a broken profile is the caller's to
    // mention.
    cmsSetLogErrorHandler([](cmsContext, cmsUInt32Number, const char*) {});
    return Profile(cmsOpenProfileFromMem(bytes.data(), cmsUInt32Number(bytes.size())));
}

/// Does the transform leave a spread of colours where they are, to half an 8-bit step?
bool isIdentity(const Transform& toFloat) {
    float in[125][3], out[125][3];
    for (int i = 0; i < 125; ++i) {
        in[i][0] = float(i % 5) / 4, in[i][1] = float(i / 5 % 5) / 4, in[i][2] = float(i / 25) / 4;
    }
    cmsDoTransform(toFloat.get(), in, out, 125);
    for (int i = 0; i < 125; ++i) {
        for (int c = 0; c < 3; ++c) {
            if (std::abs(in[i][c] - out[i][c]) > 0.5f / 255) return false;
        }
    }
    return true;
}

}  // namespace

ProfileKind profileKind(std::span<const std::byte> bytes) {
    const Profile profile = open(bytes);
    if (!profile) return ProfileKind::Broken;
    switch (cmsGetColorSpace(profile.get())) {
        case cmsSigRgbData:
            return ProfileKind::Rgb;
        case cmsSigGrayData:
            return ProfileKind::Grey;
        default:
            return ProfileKind::Other;
    }
}

bool convertToSrgb(View pixels, std::span<const std::byte> bytes) {
    LACUNA_CHECK(pixels.channels() >= 3);
    const Profile from = open(bytes), to(cmsCreate_sRGBProfile());
    if (!from || !to) return false;
    const bool grey = cmsGetColorSpace(from.get()) == cmsSigGrayData;
    constexpr cmsUInt32Number flags = cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE;
    if (!grey) {
        const Transform probe(cmsCreateTransform(from.get(), TYPE_RGB_FLT, to.get(), TYPE_RGB_FLT,
                                                 INTENT_RELATIVE_COLORIMETRIC, flags));
        if (!probe) return false;
        if (isIdentity(probe)) return true;
    }
    const cmsUInt32Number bytesEach = cmsUInt32Number(bytesPerChannel(pixels.format()));
    const cmsUInt32Number extra = cmsUInt32Number(pixels.channels() - 3);
    const cmsUInt32Number rgb =
        COLORSPACE_SH(PT_RGB) | EXTRA_SH(extra) | CHANNELS_SH(3) | BYTES_SH(bytesEach);
    // A grey picture has been spread over red, green and blue already: read red, skip the rest.
    const cmsUInt32Number in =
        grey ? COLORSPACE_SH(PT_GRAY) | EXTRA_SH(extra + 2) | CHANNELS_SH(1) | BYTES_SH(bytesEach) : rgb;
    const Transform transform(
        cmsCreateTransform(from.get(), in, to.get(), rgb, INTENT_RELATIVE_COLORIMETRIC, flags));
    if (!transform) return false;
    // LittleCMS writes colours only, so in place leaves alpha as it was.
    for (int y = 0; y < pixels.height(); ++y) {
        cmsDoTransform(transform.get(), pixels.row<std::byte>(y), pixels.row<std::byte>(y),
                       cmsUInt32Number(pixels.width()));
    }
    return true;
}

const std::vector<std::byte>& srgbProfile() {
    static const std::vector<std::byte> profile = [] {
        const Profile srgb(cmsCreate_sRGBProfile());
        cmsUInt32Number size = 0;
        std::vector<std::byte> bytes;
        if (srgb && cmsSaveProfileToMem(srgb.get(), nullptr, &size)) {
            bytes.resize(size);
            if (!cmsSaveProfileToMem(srgb.get(), bytes.data(), &size)) bytes.clear();
        }
        // The creation time (bytes 24..35 of the header, ICC.1:2010 7.2.1) would make every start's files
        // differ.
        if (bytes.size() >= 128) {
            constexpr unsigned char created[12] = {0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
            std::memcpy(bytes.data() + 24, created, sizeof created);
        }
        return bytes;
    }();
    return profile;
}

}  // namespace lacuna
