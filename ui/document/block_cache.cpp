// See block_cache.h.
#include "ui/document/block_cache.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "engine/image/convert.h"
#include "ui/document/render.h"

namespace lacuna {

Rect pageAtLevel(Size size, int level) {
    const auto up = [level](int v) { return int((std::int64_t{v} + (1 << level) - 1) >> level); };
    return {0, 0, up(size.width), up(size.height)};
}

Rect changedAtLevel(const Rect& rect, int level) {
    if (rect.empty() || level == 0) return rect;
    // Right shifts of negative numbers round down in C++20.
    const int left = rect.x >> level, top = rect.y >> level;
    const int right = (rect.right() - 1) >> level, bottom = (rect.bottom() - 1) >> level;
    return Rect{left, top, right - left + 1, bottom - top + 1}.grown(1);
}

Block* BlockCache::find(const BlockKey& key) {
    const auto at = blocks_.find(key);
    if (at == blocks_.end()) return nullptr;
    at->second.usedAt = ++clock_;
    return &at->second;
}

Block& BlockCache::use(const BlockKey& key, Size page) {
    const auto [at, isNew] = blocks_.try_emplace(key);
    if (isNew) at->second.dirty = key.rect().intersected(pageAtLevel(page, key.level));
    at->second.usedAt = ++clock_;
    return at->second;
}

void BlockCache::refresh(const BlockKey& key, Block& block, const Picture& picture) {
    const Rect whole = key.rect().intersected(pageAtLevel(picture.size, key.level));
    const Rect area = block.image.isNull() ? whole : block.dirty.intersected(whole);
    block.dirty = {};
    if (area.empty()) return;
    QImage made = compose_(picture, area, key.level);
    if (area == whole) {
        setImage(block, std::move(made));
        return;
    }
    if (made.format() != block.image.format()) {
        // RGB32 holds alpha 255: as premultiplied ARGB it is the same picture.
        if (made.format() == QImage::Format_RGB32)
            made.reinterpretAsFormat(QImage::Format_ARGB32_Premultiplied);
        if (block.image.format() == QImage::Format_RGB32)
            block.image.reinterpretAsFormat(QImage::Format_ARGB32_Premultiplied);
    }
    const int pixelBytes = made.depth() / 8;
    for (int y = 0; y < area.height; ++y) {
        std::memcpy(block.image.scanLine(area.y - whole.y + y) + (area.x - whole.x) * pixelBytes,
                    made.constScanLine(y), std::size_t(area.width) * std::size_t(pixelBytes));
    }
    block.blank = isBlankMask(block.image);
}

void BlockCache::setImage(Block& block, QImage image) {
    bytes_ -= std::size_t(block.image.sizeInBytes());
    block.image = std::move(image);
    block.blank = isBlankMask(block.image);
    bytes_ += std::size_t(block.image.sizeInBytes());
}

void BlockCache::deliver(const BlockKey& key, QImage image) {
    const auto at = blocks_.find(key);
    if (at == blocks_.end()) return;
    at->second.pending = false;
    setImage(at->second, std::move(image));
}

void BlockCache::invalidate(const Rect& documentRect, Size page) {
    for (auto& [key, block] : blocks_) {
        const Rect changed = changedAtLevel(documentRect, key.level)
                                 .intersected(pageAtLevel(page, key.level))
                                 .intersected(key.rect());
        if (!changed.empty()) block.dirty = block.dirty.united(changed);
    }
}

void BlockCache::clear() {
    blocks_.clear();
    bytes_ = 0;
}

void BlockCache::trim(std::size_t limit) {
    if (bytes_ <= limit) return;
    std::vector<std::pair<std::uint64_t, BlockKey>> byAge;
    for (const auto& [key, block] : blocks_) {
        if (!block.pending) byAge.emplace_back(block.usedAt, key);
    }
    std::sort(byAge.begin(), byAge.end());
    for (const auto& [usedAt, key] : byAge) {
        if (bytes_ <= limit) return;
        const auto at = blocks_.find(key);
        bytes_ -= std::size_t(at->second.image.sizeInBytes());
        blocks_.erase(at);
    }
}

QImage composeForScreen(const Picture& picture, const Rect& area, int level) {
    QImage image(area.width, area.height, QImage::Format_RGBA8888);
    image.fill(0);
    const View pixels(reinterpret_cast<std::byte*>(image.bits()), area.size(), PixelFormat::Rgba8,
                      std::size_t(image.bytesPerLine()));
    composeInto(pixels, picture, area, level);
    const bool opaque = !hasTransparency(pixels);
    image.convertTo(opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    return image;
}

QImage composeMask(const Picture& picture, const Rect& area, int level) {
    QImage image(area.width, area.height, QImage::Format_Alpha8);
    image.fill(0);
    const int side = kTileSide >> level;
    Bitmap scratch;
    for (int y = area.y / side; y * side < area.bottom(); ++y) {
        for (int x = area.x / side; x * side < area.right(); ++x) {
            const Tile& tile = *picture.mask.tile({x, y});
            if (tile.isBlank()) continue;
            const Rect part = Rect{x * side, y * side, side, side}.intersected(area);
            const ConstView source = tile.level(level, scratch).part(part.translated(-x * side, -y * side));
            for (int row = 0; row < part.height; ++row) {
                std::memcpy(image.scanLine(part.y - area.y + row) + (part.x - area.x),
                            source.row<std::byte>(row), std::size_t(part.width));
            }
        }
    }
    return image;
}

bool isBlankMask(const QImage& image) {
    if (image.format() != QImage::Format_Alpha8) return false;
    for (int y = 0; y < image.height(); ++y) {
        const uchar* row = image.constScanLine(y);
        if (std::any_of(row, row + image.width(), [](uchar v) { return v != 0; })) return false;
    }
    return true;
}

}  // namespace lacuna
