// The whole content of a document as one value: page, layers, repaint mask. Copying it costs a few counters,
// so it is the snapshot that requests and savers read on their own threads, and what undo goes back to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/document/layer.h"

namespace lacuna {

/// Pages have sides of 1 to this many pixels.
inline constexpr int kMaxPageSide = 65535;

struct Picture {
    Size size;
    double dpi = 300;
    std::vector<LayerPtr> layers;  ///< from the bottom up
    TileStore mask{
        PixelFormat::Gray8};  ///< the repaint mask in document coordinates, 255 = repaint; 0 outside the page

    Rect page() const { return boundsOf(size); }
    /// Null when there is no such layer.
    LayerPtr find(LayerId id) const;
    /// -1 when there is no such layer.
    int indexOf(LayerId id) const;
    /// Memory of all tiles (a tile counted once for each layer that uses it).
    std::size_t bytes() const;
};

/// A picture at a moment. Equal revisions of one document mean equal pictures.
struct Snapshot : Picture {
    std::uint64_t revision = 0;
};

/// A picture of one layer that holds an image, the page as large as it. Keeps 16 bits; grey and RGB become
/// RGBA.
Picture pictureFromImage(const Image& image, std::string layerName, double dpi = 300);
/// A blank page with one layer filled white.
Picture blankPicture(Size size, double dpi, std::string layerName, Depth depth = Depth::Bits8);
/// The bounds of the repaint mask inside the page; empty when nothing is to be repainted.
Rect maskBounds(const Picture& picture);

}  // namespace lacuna
