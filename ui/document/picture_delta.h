// What turns one picture into another: changed tiles, changed layers, page. Undo steps hold these and nothing
// else; every edit, undo and redo is a delta applied by the same routine.
#pragma once

#include <memory>
#include <vector>

#include "ui/document/picture.h"
#include "ui/document/undo_vault.h"

namespace lacuna {

enum class Direction : std::uint8_t { Forward, Back };

struct TileChange {
    TileIndex index;
    std::shared_ptr<KeptTile> before;
    std::shared_ptr<KeptTile> after;
};
using TileChanges = std::vector<TileChange>;  ///< row-major

struct LayerChange {
    LayerId id;
    /// The layer without its tiles; null where it does not exist.
    LayerPtr before;
    LayerPtr after;
    TileChanges pixels;
    TileChanges mask;
};

struct PictureDelta {
    /// Everything of a page but its tiles.
    struct Frame {
        Size size;
        double dpi = 300;
        std::vector<LayerId> order;
        bool operator==(const Frame&) const = default;
    };
    Frame before;
    Frame after;
    std::vector<LayerChange> layers;
    TileChanges mask;

    bool empty() const { return before == after && layers.empty() && mask.empty(); }
};

PictureDelta difference(const Picture& before, const Picture& after, UndoVault& vault);
/// `picture` must be what the delta was made from (Forward) or what it leads to (Back).
Picture applied(const Picture& picture, const PictureDelta& delta, Direction direction, UndoVault& vault);
/// First one delta, then the next, as one.
PictureDelta joined(PictureDelta first, const PictureDelta& next);

/// What a change of picture means for those who show it.
struct Differences {
    Rect seen;                      ///< document pixels of the composed picture that may look different
    Rect mask;                      ///< of the repaint mask
    bool layerList = false;         ///< order, existence or a property of a layer
    std::vector<LayerId> pixelsOf;  ///< layers whose pixels or mask changed
};
/// Exact to the pixel where few tiles differ, to the tile where many do.
Differences compare(const Picture& before, const Picture& after);

}  // namespace lacuna
