// A tile is 256 x 256 pixels that never change once made: snapshots, undo steps and the picture share it, and
// every thread may read it. A tile of one colour keeps one row instead of its pixels.
#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <cstdint>
#include <memory>
#include <mutex>

#include "engine/image/view.h"

namespace lacuna {

inline constexpr int kTileSide = 256;
/// Level n of a picture is 2^n times smaller; a tile has levels 0 (256 pixels) to 8 (one pixel).
inline constexpr int kMaxLevel = 8;

/// Row-major order, so that a sorted list of tiles is read like the picture.
struct TileIndex {
    int x = 0;
    int y = 0;
    bool operator==(const TileIndex&) const = default;
    std::strong_ordering operator<=>(const TileIndex& other) const {
        return y != other.y ? y <=> other.y : x <=> other.x;
    }
    Rect rect() const { return {x * kTileSide, y * kTileSide, kTileSide, kTileSide}; }
};

/// One pixel of any format, in its own bytes; the unused ones are 0.
using PixelBytes = std::array<std::byte, 8>;

class Tile;
using TilePtr = std::shared_ptr<const Tile>;

class Tile {
  public:
    /// Pixels of 256 x 256 in Gray8, Rgba8 or Rgba16; collapses to one row when they are all equal.
    static TilePtr make(Bitmap pixels);
    static TilePtr uniform(PixelFormat format, const PixelBytes& pixel);

    Tile(const Tile&) = delete;
    Tile& operator=(const Tile&) = delete;
    ~Tile();

    PixelFormat format() const { return pixels_.format(); }
    bool isUniform() const { return uniform_; }
    /// The pixel of a uniform tile.
    PixelBytes pixel() const;
    /// Every pixel fully opaque (always true for Gray8).
    bool isOpaque() const { return opaque_; }
    /// Every byte 0: transparent, or an empty mask.
    bool isBlank() const { return blank_; }

    /// All 256 x 256 pixels. A uniform tile gives one row with stride 0.
    ConstView view() const;
    /// The tile 2^level times smaller, 8 bits a channel from level 2 on, kept once made; level 1 is made into
    /// `scratch` at each call (keeping it would cost a quarter of all memory). Valid while the tile and
    /// scratch live. Thread-safe.
    ConstView level(int level, Bitmap& scratch) const;
    /// Makes the kept levels now, so that a reader's thread pays for them and not the first frame.
    void warm() const;

    /// Memory of pixels and kept levels.
    std::size_t bytes() const;

  private:
    explicit Tile(Bitmap pixels, bool uniform);
    struct Levels;
    const Levels& levels() const;

    Bitmap pixels_;  ///< 256 x 256, or 256 x 1 when uniform
    bool uniform_ = false;
    bool opaque_ = false;
    bool blank_ = false;
    mutable std::once_flag made_;
    mutable std::unique_ptr<const Levels> levels_;
    mutable std::atomic<std::size_t> levelBytes_{0};
};

}  // namespace lacuna
