// See tile_store.h. Tiles are a sorted array that stores share until one of them is written.
#include "ui/document/tile_store.h"

#include <algorithm>
#include <cstring>

#include "engine/base/check.h"
#include "engine/image/convert.h"
#include "ui/document/parallel.h"

namespace lacuna {
namespace {

int floorDiv(int a, int b) {
    return a >= 0 ? a / b : -((-(a + 1)) / b) - 1;
}

const std::vector<TileStore::Entry>& noTiles() {
    static const std::vector<TileStore::Entry> none;
    return none;
}

bool before(const TileStore::Entry& entry, TileIndex index) {
    return entry.first < index;
}

/// The columns of a row that hold a byte other than 0: first and one past the last, in pixels; empty when
/// first >= second.
std::pair<int, int> usedColumns(const std::byte* row, int count, int pixelBytes) {
    int first = 0, last = count;
    const auto used = [&](int x) {
        const std::byte* pixel = row + std::size_t(x) * std::size_t(pixelBytes);
        return std::any_of(pixel, pixel + pixelBytes, [](std::byte b) { return b != std::byte{0}; });
    };
    while (first < count && !used(first)) ++first;
    while (last > first && !used(last - 1)) --last;
    return {first, last};
}

Rect usedPixels(const Tile& tile) {
    if (tile.isUniform()) return tile.isBlank() ? Rect{} : Rect{0, 0, kTileSide, kTileSide};
    const ConstView view = tile.view();
    Rect used;
    for (int y = 0; y < kTileSide; ++y) {
        const auto [first, last] =
            usedColumns(view.row<std::byte>(y), kTileSide, bytesPerPixel(tile.format()));
        if (first < last) used = used.united({first, y, last - first, 1});
    }
    return used;
}

}  // namespace

std::vector<TileIndex> tilesTouching(const Rect& area) {
    std::vector<TileIndex> indices;
    if (area.empty()) return indices;
    const int left = floorDiv(area.x, kTileSide), right = floorDiv(area.right() - 1, kTileSide);
    const int top = floorDiv(area.y, kTileSide), bottom = floorDiv(area.bottom() - 1, kTileSide);
    indices.reserve(std::size_t(right - left + 1) * std::size_t(bottom - top + 1));
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) indices.push_back({x, y});
    }
    return indices;
}

TileStore::TileStore(PixelFormat format, PixelBytes background) : format_(format) {
    LACUNA_CHECK(format == PixelFormat::Gray8 || format == PixelFormat::Rgba8 ||
                 format == PixelFormat::Rgba16);
    // The usual backgrounds are shared by all stores, so that an empty store costs nothing.
    const auto blank = [](PixelFormat f) {
        return std::make_shared<const Background>(Background{{}, Tile::uniform(f, {})});
    };
    static const auto blankGray = blank(PixelFormat::Gray8), blank8 = blank(PixelFormat::Rgba8),
                      blank16 = blank(PixelFormat::Rgba16);
    if (background == PixelBytes{}) {
        background_ = format == PixelFormat::Gray8   ? blankGray
                      : format == PixelFormat::Rgba8 ? blank8
                                                     : blank16;
    } else {
        background_ =
            std::make_shared<const Background>(Background{background, Tile::uniform(format, background)});
    }
}

TileStore TileStore::gray(std::uint8_t value) {
    return TileStore(PixelFormat::Gray8, {std::byte{value}});
}

const std::vector<TileStore::Entry>& TileStore::tiles() const {
    return tiles_ ? *tiles_ : noTiles();
}

const TilePtr& TileStore::tile(TileIndex index) const {
    const auto& list = tiles();
    const auto at = std::lower_bound(list.begin(), list.end(), index, before);
    return at != list.end() && at->first == index ? at->second : background_->tile;
}

void TileStore::setTiles(std::vector<Entry> changes) {
    if (changes.empty()) return;
    auto merged = std::make_shared<std::vector<Entry>>();
    const auto& old = tiles();
    merged->reserve(old.size() + changes.size());
    auto from = old.begin();
    for (auto& [index, tile] : changes) {
        LACUNA_CHECK(!tile || tile->format() == format_);
        const auto next = std::lower_bound(from, old.end(), index, before);
        merged->insert(merged->end(), from, next);
        from = next != old.end() && next->first == index ? next + 1 : next;
        const bool kept = tile && !(tile->isUniform() && tile->pixel() == background());
        if (kept) merged->emplace_back(index, std::move(tile));
    }
    merged->insert(merged->end(), from, old.end());
    if (merged->empty()) {
        tiles_.reset();
    } else {
        tiles_ = std::move(merged);
    }
}

Rect TileStore::tileBounds() const {
    Rect bounds;
    for (const auto& [index, tile] : tiles()) bounds = bounds.united(index.rect());
    return bounds;
}

Rect TileStore::contentBounds() const {
    Rect bounds;
    for (const auto& [index, tile] : tiles()) {
        if (bounds.contains(index.rect())) continue;
        bounds = bounds.united(usedPixels(*tile).translated(index.x * kTileSide, index.y * kTileSide));
    }
    return bounds;
}

std::size_t TileStore::bytes() const {
    std::size_t sum = tiles().capacity() * sizeof(Entry);
    for (const auto& [index, tile] : tiles()) sum += tile->bytes();
    return sum;
}

bool TileStore::sharesAllWith(const TileStore& other) const {
    return format_ == other.format_ && background() == other.background() &&
           (tiles_ == other.tiles_ || tiles() == other.tiles());
}

void TileStore::read(const Rect& area, View destination) const {
    LACUNA_CHECK(destination.size() == area.size());
    for (const TileIndex index : tilesTouching(area)) {
        const Rect part = index.rect().intersected(area);
        convertInto(tile(index)->view().part(part.translated(-index.rect().x, -index.rect().y)),
                    destination.part(part.translated(-area.x, -area.y)));
    }
}

Bitmap TileStore::read(const Rect& area) const {
    Bitmap pixels(area.size(), format_);
    read(area, pixels);
    return pixels;
}

void TileStore::write(ConstView pixels, int x, int y) {
    const Rect area{x, y, pixels.width(), pixels.height()};
    edit(area, [&](View part, int partX, int partY) {
        convertInto(pixels.part({partX - x, partY - y, part.width(), part.height()}), part);
        return true;
    });
}

void TileStore::fill(const Rect& area, const PixelBytes& pixel) {
    std::vector<Entry> changes;
    TilePtr whole;
    const auto size = std::size_t(bytesPerPixel(format_));
    for (const TileIndex index : tilesTouching(area)) {
        if (area.contains(index.rect())) {
            if (!whole) whole = Tile::uniform(format_, pixel);
            changes.emplace_back(index, whole);
            continue;
        }
        Bitmap pixels = read(index.rect());
        const Rect part = index.rect().intersected(area).translated(-index.rect().x, -index.rect().y);
        for (int row = part.y; row < part.bottom(); ++row) {
            for (int column = part.x; column < part.right(); ++column) {
                std::memcpy(pixels.row<std::byte>(row) + std::size_t(column) * size, pixel.data(), size);
            }
        }
        changes.emplace_back(index, Tile::make(std::move(pixels)));
    }
    setTiles(std::move(changes));
}

void TileStore::edit(const Rect& area, const TileEdit& edit, bool onlyExisting) {
    this->edit(tilesTouching(area), area, edit, onlyExisting);
}

void TileStore::edit(const std::vector<TileIndex>& indices, const Rect& area, const TileEdit& edit,
                     bool onlyExisting) {
    std::vector<Entry> changes;
    for (const TileIndex index : indices) {
        const Rect part = index.rect().intersected(area);
        if (part.empty() || (onlyExisting && tile(index) == background_->tile)) continue;
        Bitmap pixels({kTileSide, kTileSide}, format_);
        convertInto(tile(index)->view(), pixels);
        if (edit(View(pixels).part(part.translated(-index.rect().x, -index.rect().y)), part.x, part.y)) {
            changes.emplace_back(index, Tile::make(std::move(pixels)));
        }
    }
    setTiles(std::move(changes));
}

TileStore TileStore::shifted(int dx, int dy) const {
    TileStore moved(format_, background());
    std::vector<Entry> entries;
    if (dx % kTileSide == 0 && dy % kTileSide == 0) {
        for (const auto& [index, tile] : tiles()) {
            entries.emplace_back(TileIndex{index.x + dx / kTileSide, index.y + dy / kTileSide}, tile);
        }
    } else {
        std::vector<TileIndex> targets;
        for (const auto& [index, tile] : tiles()) {
            for (const TileIndex target : tilesTouching(index.rect().translated(dx, dy)))
                targets.push_back(target);
        }
        std::sort(targets.begin(), targets.end());
        targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
        for (const TileIndex target : targets) {
            entries.emplace_back(target, Tile::make(read(target.rect().translated(-dx, -dy))));
        }
    }
    moved.setTiles(std::move(entries));
    return moved;
}

TileStore TileStore::clipped(const Rect& area) const {
    TileStore part(format_, background());
    std::vector<Entry> entries;
    for (const auto& [index, tile] : tiles()) {
        const Rect kept = index.rect().intersected(area);
        if (kept.empty()) continue;
        if (kept == index.rect()) {
            entries.emplace_back(index, tile);
            continue;
        }
        Bitmap pixels({kTileSide, kTileSide}, format_);
        convertInto(background_->tile->view(), pixels);
        const Rect inTile = kept.translated(-index.rect().x, -index.rect().y);
        convertInto(tile->view().part(inTile), View(pixels).part(inTile));
        entries.emplace_back(index, Tile::make(std::move(pixels)));
    }
    part.setTiles(std::move(entries));
    return part;
}

TileStore TileStore::converted(PixelFormat format) const {
    if (format == format_) return *this;
    const auto pixelIn = [&](const PixelBytes& pixel) {
        alignas(std::uint64_t) PixelBytes source = pixel;
        alignas(std::uint64_t) PixelBytes to{};
        const ConstView from(source.data(), {1, 1}, format_, source.size());
        convertInto(from, View(to.data(), {1, 1}, format, to.size()));
        return to;
    };
    TileStore result(format, pixelIn(background()));
    std::vector<Entry> entries;
    for (const auto& [index, tile] : tiles()) {
        entries.emplace_back(index, tile->isUniform() ? Tile::uniform(format, pixelIn(tile->pixel()))
                                                      : Tile::make(lacuna::converted(tile->view(), format)));
    }
    result.setTiles(std::move(entries));
    return result;
}

TileStore TileStore::fromImage(ConstView pixels, PixelFormat format, int x, int y) {
    const Rect area{x, y, pixels.width(), pixels.height()};
    const std::vector<TileIndex> indices = tilesTouching(area);
    std::vector<Entry> entries(indices.size());
    parallelFor(int(indices.size()), [&](int i) {
        const TileIndex index = indices[std::size_t(i)];
        const Rect part = index.rect().intersected(area);
        Bitmap tile({kTileSide, kTileSide}, format);
        convertInto(pixels.part(part.translated(-x, -y)),
                    View(tile).part(part.translated(-index.rect().x, -index.rect().y)));
        entries[std::size_t(i)] = {index, Tile::make(std::move(tile))};
    });
    TileStore store(format);
    store.setTiles(std::move(entries));
    return store;
}

void TileStore::warm() const {
    parallelFor(int(tiles().size()), [&](int i) { tiles()[std::size_t(i)].second->warm(); });
}

}  // namespace lacuna
