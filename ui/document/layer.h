// A layer as a value. Layers in a picture are shared and read-only; an edit puts a changed copy in its place,
// which costs little because pixels are in tile stores.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/composite.h"
#include "engine/messages/event.h"
#include "ui/document/tile_store.h"

namespace lacuna {

/// Names a layer for the life of the process, also while undo has taken it out; 0 names none.
struct LayerId {
    std::uint64_t value = 0;
    auto operator<=>(const LayerId&) const = default;
    explicit operator bool() const { return value != 0; }
};
/// A number that no layer had before. Thread-safe.
LayerId newLayerId();

/// What a generative layer remembers: every kept candidate with its whole crop, mask and recipe, and which of
/// them is shown.
struct Generation {
    std::vector<Candidate> candidates;  ///< at least one
    int shown = 0;                      ///< index of the candidate that the layer's pixels came from
    const Candidate& current() const { return candidates[std::size_t(shown)]; }
};

enum class Depth : std::uint8_t { Bits8, Bits16 };
inline PixelFormat rgbaOf(Depth depth) {
    return depth == Depth::Bits16 ? PixelFormat::Rgba16 : PixelFormat::Rgba8;
}

struct Layer {
    LayerId id;
    std::string name;  ///< UTF-8
    int x = 0;         ///< where the store's (0, 0) lies in the document
    int y = 0;
    double opacity = 1;  ///< 0..1
    BlendMode blend = BlendMode::Normal;
    bool visible = true;
    bool locked = false;            ///< pixels, mask and place cannot be edited
    TileStore pixels;               ///< Rgba8 or Rgba16, in the layer's own coordinates
    std::optional<TileStore> mask;  ///< Gray8 in the layer's own coordinates, 255 = shown; none = all shown
    bool maskEnabled = true;
    std::shared_ptr<const Generation> generation;  ///< null for layers that no model made

    Depth depth() const { return pixels.format() == PixelFormat::Rgba16 ? Depth::Bits16 : Depth::Bits8; }
    const Recipe* recipe() const { return generation ? &generation->current().recipe : nullptr; }
    /// The document pixels that the layer's tiles cover.
    Rect bounds() const { return pixels.tileBounds().translated(x, y); }
    bool hasActiveMask() const { return mask && maskEnabled; }
};
using LayerPtr = std::shared_ptr<const Layer>;

/// A new, empty, visible layer with a fresh id.
Layer makeLayer(std::string name, Depth depth = Depth::Bits8);

}  // namespace lacuna
