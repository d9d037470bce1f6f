// A sparse plane of pixels without edges: only tiles that differ from the background exist. Copying a store
// shares everything; writing replaces the tiles it touches, so a copy taken before is a snapshot, and two
// stores differ only where their tiles do.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "engine/image/image.h"
#include "ui/document/tile.h"

namespace lacuna {

class TileStore {
  public:
    using Entry = std::pair<TileIndex, TilePtr>;

    /// `format` is Gray8, Rgba8 or Rgba16. Where no tile is, every pixel is `background` (zero: transparent,
    /// not masked).
    explicit TileStore(PixelFormat format = PixelFormat::Rgba8, PixelBytes background = {});
    /// A Gray8 store that is `value` everywhere.
    static TileStore gray(std::uint8_t value);

    PixelFormat format() const { return format_; }
    const PixelBytes& background() const { return background_->pixelOf; }
    /// The tile at an index; the background's uniform tile where none is. Never null.
    const TilePtr& tile(TileIndex index) const;
    /// Puts tiles in (null = background), given in row-major order, each index once. Tiles equal to the
    /// background are not kept.
    void setTiles(std::vector<Entry> changes);
    void setTile(TileIndex index, TilePtr tile) { setTiles({{index, std::move(tile)}}); }

    /// Existing tiles, in row-major order.
    const std::vector<Entry>& tiles() const;
    bool empty() const { return tiles().empty(); }
    /// Pixels that existing tiles cover (whole tiles); empty when there are none.
    Rect tileBounds() const;
    /// The smallest rectangle around pixels that differ from a zero pixel, of existing tiles.
    Rect contentBounds() const;
    /// Memory of all tiles, those shared with other stores included.
    std::size_t bytes() const;
    /// Same tiles by identity: certain to be equal, and a cheap question.
    bool sharesAllWith(const TileStore& other) const;

    /// Reads `area` (anywhere) into `destination` of the same size; formats may differ.
    void read(const Rect& area, View destination) const;
    Bitmap read(const Rect& area) const;
    /// Writes pixels with their first at (x, y); formats may differ.
    void write(ConstView pixels, int x, int y);
    /// Sets every pixel of `area`; tiles that lie inside become uniform and cost nothing.
    void fill(const Rect& area, const PixelBytes& pixel);
    /// Edits the tiles that touch `area` one by one: `edit` gets the part of a tile inside `area` and where
    /// that part's first pixel lies; it says whether it changed anything. With `onlyExisting`, places without
    /// a tile are left alone.
    using TileEdit = std::function<bool(View part, int x, int y)>;
    void edit(const Rect& area, const TileEdit& edit, bool onlyExisting = false);
    /// The same for chosen tiles (row-major), each clipped to `area`.
    void edit(const std::vector<TileIndex>& tiles, const Rect& area, const TileEdit& edit,
              bool onlyExisting = false);

    /// The same picture moved; by whole tiles nothing is copied.
    TileStore shifted(int dx, int dy) const;
    /// Only what lies inside `area`; the background outside.
    TileStore clipped(const Rect& area) const;
    /// In another depth (Rgba8 <-> Rgba16).
    TileStore converted(PixelFormat format) const;
    static TileStore fromImage(ConstView pixels, PixelFormat format, int x = 0, int y = 0);
    /// Makes every tile's smaller levels now.
    void warm() const;

  private:
    struct Background {
        PixelBytes pixelOf;
        TilePtr tile;
    };
    PixelFormat format_;
    std::shared_ptr<const Background> background_;
    std::shared_ptr<const std::vector<Entry>>
        tiles_;  ///< sorted, shared between copies; a write makes a new list
};

/// Indices of the tiles that touch `area`, row-major.
std::vector<TileIndex> tilesTouching(const Rect& area);

}  // namespace lacuna
