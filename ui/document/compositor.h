// What the canvas draws: blocks of the composed picture at the zoom it is seen at, kept until the document
// changes under them. A changed rectangle recomposes only itself. What cannot be composed within a frame's
// budget is made on worker threads; a stand-in is shown until then.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtGui/QImage>
#include <chrono>
#include <memory>
#include <vector>

#include "ui/document/document.h"

namespace lacuna {

/// Draw with painter.drawImage(toView(block.documentRect), block.image, block.source).
struct CompositeBlock {
    QImage image;         ///< RGB32 where fully opaque, else ARGB32_Premultiplied; Alpha8 for the mask
    QRectF source;        ///< the part of `image` to draw, in its pixels
    QRectF documentRect;  ///< where that part lies; may reach past the page by less than a pixel of the level
    bool current = true;  ///< false: a coarser or older stand-in, ready() will follow
};

class Compositor : public QObject {
    Q_OBJECT
  public:
    explicit Compositor(Document* document, QObject* parent = nullptr);
    ~Compositor() override;

    /// Level 0 for scale >= 1, else the level whose pixels are just not larger than the screen's. `scale` is
    /// in device pixels a document pixel (zoom x device pixel ratio).
    static int levelFor(double scale);

    /// The blocks of the composed picture that cover `documentRect` (clipped to the page), nearest to the
    /// middle first. What changed is composed on the calling thread for about `budget` (always at least one
    /// block), the rest by workers; blocks that come into view are left to them when a coarser one can stand
    /// in.
    std::vector<CompositeBlock> blocks(const QRect& documentRect, double scale,
                                       std::chrono::microseconds budget = std::chrono::milliseconds(6));
    /// The repaint mask as alpha (255 = repaint); blank blocks are left out.
    std::vector<CompositeBlock> maskBlocks(const QRect& documentRect, double scale,
                                           std::chrono::microseconds budget = std::chrono::milliseconds(2));

    /// Memory for kept blocks; the longest unused are dropped first. Default 256 MiB.
    void setCacheLimit(std::size_t bytes);
    std::size_t cacheBytes() const;
    /// Blocks until worker threads have delivered. For tests and benchmarks.
    void waitUntilReady();

  Q_SIGNALS:
    /// Better blocks can be had for this part of the document.
    void ready(const QRect& documentRect);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace lacuna
