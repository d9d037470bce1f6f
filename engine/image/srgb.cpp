// See srgb.h.
#include "engine/image/srgb.h"

#include <cmath>
#include <vector>

namespace lacuna {
namespace {

std::vector<float> table(int entries) {
    std::vector<float> values(static_cast<std::size_t>(entries));
    for (int i = 0; i < entries; ++i) values[std::size_t(i)] = linearFromSrgb(float(i) / float(entries - 1));
    return values;
}

}  // namespace

float linearFromSrgb(float encoded) {
    return encoded <= 0.04045f ? encoded / 12.92f : std::pow((encoded + 0.055f) / 1.055f, 2.4f);
}

float srgbFromLinear(float linear) {
    return linear <= 0.0031308f ? linear * 12.92f : 1.055f * std::pow(linear, 1 / 2.4f) - 0.055f;
}

std::span<const float> linearTable8() {
    static const std::vector<float> values = table(256);
    return values;
}

std::span<const float> linearTable16() {
    static const std::vector<float> values = table(65536);
    return values;
}

}  // namespace lacuna
