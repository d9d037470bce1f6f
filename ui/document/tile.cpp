// See tile.h.
#include "ui/document/tile.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/base/check.h"
#include "engine/image/convert.h"
#include "engine/image/resample.h"

namespace lacuna {
namespace {

constexpr int kFirstKeptLevel = 2;

bool allEqual(std::span<const std::byte> bytes, std::size_t pixel) {
    return std::memcmp(bytes.data(), bytes.data() + pixel, bytes.size() - pixel) == 0;
}

template <class T>
bool alphaIsFull(const Bitmap& pixels) {
    for (int y = 0; y < pixels.height(); ++y) {
        const T* row = pixels.row<T>(y);
        T all = T(~T{0});
        for (int x = 0; x < pixels.width(); ++x) all = T(all & row[4 * x + 3]);
        if (all != T(~T{0})) return false;
    }
    return true;
}

bool fullyOpaque(const Bitmap& pixels) {
    switch (pixels.format()) {
        case PixelFormat::Rgba8:
            return alphaIsFull<std::uint8_t>(pixels);
        case PixelFormat::Rgba16:
            return alphaIsFull<std::uint16_t>(pixels);
        default:
            return true;
    }
}

PixelFormat eightBits(PixelFormat format) {
    return formatOf(channelCount(format), false);
}

}  // namespace

struct Tile::Levels {
    std::array<Bitmap, kMaxLevel + 1> at;  ///< index = level; 0 and 1 stay empty
};

Tile::Tile(Bitmap pixels, bool uniform) : pixels_(std::move(pixels)), uniform_(uniform) {
    opaque_ = fullyOpaque(pixels_);
    blank_ = uniform_ && std::ranges::all_of(pixels_.bytes(), [](std::byte b) { return b == std::byte{0}; });
}

Tile::~Tile() = default;

TilePtr Tile::make(Bitmap pixels) {
    LACUNA_CHECK((pixels.size() == Size{kTileSide, kTileSide}));
    const auto bytes = std::as_const(pixels).bytes();
    if (allEqual(bytes, std::size_t(bytesPerPixel(pixels.format())))) {
        PixelBytes pixel{};
        std::memcpy(pixel.data(), bytes.data(), std::size_t(bytesPerPixel(pixels.format())));
        return uniform(pixels.format(), pixel);
    }
    return TilePtr(new Tile(std::move(pixels), false));
}

TilePtr Tile::uniform(PixelFormat format, const PixelBytes& pixel) {
    Bitmap row({kTileSide, 1}, format);
    const auto size = std::size_t(bytesPerPixel(format));
    for (int x = 0; x < kTileSide; ++x) {
        std::memcpy(row.bytes().data() + std::size_t(x) * size, pixel.data(), size);
    }
    return TilePtr(new Tile(std::move(row), true));
}

PixelBytes Tile::pixel() const {
    LACUNA_CHECK(uniform_);
    PixelBytes pixel{};
    std::memcpy(pixel.data(), pixels_.bytes().data(), std::size_t(bytesPerPixel(format())));
    return pixel;
}

ConstView Tile::view() const {
    return {pixels_.bytes().data(), {kTileSide, kTileSide}, format(), uniform_ ? 0 : pixels_.bytesPerRow()};
}

ConstView Tile::level(int level, Bitmap& scratch) const {
    LACUNA_CHECK(level >= 0 && level <= kMaxLevel);
    const int side = kTileSide >> level;
    if (level == 0 || uniform_) return view().part({0, 0, side, side});
    if (level >= kFirstKeptLevel) return levels().at[std::size_t(level)];
    if (scratch.size() != Size{side, side} || scratch.format() != format())
        scratch = Bitmap({side, side}, format());
    halveInto(pixels_, scratch);
    return scratch;
}

const Tile::Levels& Tile::levels() const {
    std::call_once(made_, [this] {
        auto levels = std::make_unique<Levels>();
        std::size_t bytes = 0;
        Bitmap narrow;
        if (bytesPerChannel(format()) == 2) narrow = converted(pixels_, eightBits(format()));
        const Bitmap half = halved(narrow.empty() ? pixels_ : narrow);
        const Bitmap* finer = &half;
        for (int level = kFirstKeptLevel; level <= kMaxLevel; ++level) {
            Bitmap& here = levels->at[std::size_t(level)];
            here = halved(*finer);
            bytes += here.bytes().size();
            finer = &here;
        }
        levels_ = std::move(levels);
        levelBytes_ = bytes;
    });
    return *levels_;
}

void Tile::warm() const {
    if (!uniform_) levels();
}

std::size_t Tile::bytes() const {
    return sizeof(Tile) + pixels_.bytes().size() + levelBytes_;
}

}  // namespace lacuna
