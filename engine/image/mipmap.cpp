// Half-size pictures for looking at pages from afar (declared in resample.h).
#include "engine/image/convert.h"
#include "engine/image/resample.h"

namespace lacuna {
namespace {

template <class T, int channels>
void halveRows(ConstView source, View out) {
    const int w = source.width(), h = source.height();
    for (int y = 0; y < out.height(); ++y) {
        const T* upper = source.row<T>(2 * y);
        const T* lower = source.row<T>(2 * y + 1 < h ? 2 * y + 1 : 2 * y);
        T* to = out.row<T>(y);
        for (int x = 0; x < out.width(); ++x, to += channels) {
            const int left = 2 * x * channels, right = 2 * x + 1 < w ? left + channels : left;
            const T* pixels[4] = {upper + left, upper + right, lower + left, lower + right};
            if constexpr (channels == 4) {
                const std::uint64_t alpha =
                    std::uint64_t(pixels[0][3]) + pixels[1][3] + pixels[2][3] + pixels[3][3];
                constexpr std::uint64_t full = 4 * std::uint64_t(T(~T{0}));
                if (alpha != full) {
                    for (int c = 0; c < 3; ++c) {
                        std::uint64_t sum = 0;
                        for (const T* p : pixels) sum += std::uint64_t(p[c]) * p[3];
                        to[c] = alpha == 0 ? T{0} : T((sum + alpha / 2) / alpha);
                    }
                    to[3] = T((alpha + 2) / 4);
                    continue;
                }
            }
            for (int c = 0; c < channels; ++c) {
                to[c] = T((std::uint32_t(pixels[0][c]) + pixels[1][c] + pixels[2][c] + pixels[3][c] + 2) / 4);
            }
        }
    }
}

template <class T>
void halveAs(ConstView source, View out) {
    switch (source.channels()) {
        case 1:
            halveRows<T, 1>(source, out);
            break;
        case 3:
            halveRows<T, 3>(source, out);
            break;
        default:
            halveRows<T, 4>(source, out);
            break;
    }
}

}  // namespace

Bitmap halved(ConstView source) {
    Bitmap result(halfOf(source.size()), source.format());
    halveInto(source, result);
    return result;
}

void halveInto(ConstView source, View destination) {
    LACUNA_CHECK(destination.size() == halfOf(source.size()) && destination.format() == source.format());
    if (isDeep(source.format()))
        halveAs<std::uint16_t>(source, destination);
    else
        halveAs<std::uint8_t>(source, destination);
}

}  // namespace lacuna
