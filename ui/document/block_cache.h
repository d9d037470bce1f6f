// Composed blocks of 256 x 256 pixels, by level and place, with what has changed in each since it was made.
// Least recently used blocks go first when memory is short.
#pragma once

#include <QtGui/QImage>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>

#include "engine/image/geometry.h"

namespace lacuna {

struct Picture;

inline constexpr int kBlockSide = 256;

struct BlockKey {
    int level = 0;
    int x = 0;
    int y = 0;
    auto operator<=>(const BlockKey&) const = default;
    /// In pixels of the level.
    Rect rect() const { return {x * kBlockSide, y * kBlockSide, kBlockSide, kBlockSide}; }
};

/// The page in pixels of a level, the last row and column rounded up.
Rect pageAtLevel(Size size, int level);
/// `rect` of the document in pixels of a level, with a pixel around for the rounding of layers' places and
/// smaller levels.
Rect changedAtLevel(const Rect& rect, int level);

struct Block {
    QImage image;          ///< null until first made
    Rect dirty;            ///< in pixels of the level: must be composed again
    bool pending = false;  ///< a worker is making it
    bool blank = false;    ///< nothing to draw
    std::uint64_t usedAt = 0;
    bool current() const { return !image.isNull() && dirty.empty() && !pending; }
};

class BlockCache {
  public:
    /// Makes the pixels of `area` (inside the page at `level`).
    using Compose = std::function<QImage(const Picture& picture, const Rect& area, int level)>;
    explicit BlockCache(Compose compose) : compose_(std::move(compose)) {}

    const Compose& compose() const { return compose_; }
    Block* find(const BlockKey& key);
    /// The block, made empty and wholly dirty when it is not there.
    Block& use(const BlockKey& key, Size page);
    /// Composes what is dirty, on this thread.
    void refresh(const BlockKey& key, Block& block, const Picture& picture);
    /// What a worker made of the whole block; changes since it began stay dirty. Ignored when the block is
    /// gone.
    void deliver(const BlockKey& key, QImage image);
    void invalidate(const Rect& documentRect, Size page);
    void clear();
    /// Drops least recently used blocks that are not pending until `limit` holds.
    void trim(std::size_t limit);
    std::size_t bytes() const { return bytes_; }

  private:
    void setImage(Block& block, QImage image);

    Compose compose_;
    std::map<BlockKey, Block> blocks_;
    std::size_t bytes_ = 0;
    std::uint64_t clock_ = 0;
};

/// Composes layers for the screen: RGB32 when opaque, else ARGB32_Premultiplied.
QImage composeForScreen(const Picture& picture, const Rect& area, int level);
/// The repaint mask as Alpha8.
QImage composeMask(const Picture& picture, const Rect& area, int level);
/// True when every pixel of an Alpha8 image is 0.
bool isBlankMask(const QImage& image);

}  // namespace lacuna
