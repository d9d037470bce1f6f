#include "ui/canvas/mask_overlay.h"

#include <QtGui/QPainter>
#include <array>
#include <cmath>

#include "ui/document/compositor.h"

namespace lacuna {
namespace {

constexpr uchar kHalf = 128;

/// All strengths of one colour, premultiplied.
std::array<QRgb, 256> ramp(const QColor& colour) {
    std::array<QRgb, 256> result{};
    for (int i = 0; i < 256; ++i)
        result[std::size_t(i)] =
            qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), colour.alpha() * i / 255));
    return result;
}

}  // namespace

void colourMask(const QImage& coverage, int margin, QImage& target, const QRect& at, const QColor& colour,
                bool filled, int lineWidth) {
    const auto fill = ramp(colour);
    const QRgb light = qRgba(255, 255, 255, 255), dark = qPremultiply(qRgba(0, 0, 0, 170));
    const int w = std::min(lineWidth, margin);
    for (int y = 0; y < at.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(target.scanLine(at.y() + y)) + at.x();
        const uchar* row = coverage.constScanLine(y + margin) + margin;
        const uchar* above = coverage.constScanLine(y + margin - w) + margin;
        const uchar* below = coverage.constScanLine(y + margin + w) + margin;
        for (int x = 0; x < at.width(); ++x) {
            const bool inside = row[x] >= kHalf;
            const bool edge = (row[x - w] >= kHalf) != inside || (row[x + w] >= kHalf) != inside ||
                              (above[x] >= kHalf) != inside || (below[x] >= kHalf) != inside;
            out[x] = edge ? (inside ? light : dark) : filled ? fill[row[x]] : 0;
        }
    }
}

void MaskOverlay::setColour(const QColor& colour) {
    if (colour_ == colour) return;
    colour_ = colour;
    cache_.invalidateAll();
}

void MaskOverlay::setFilled(bool filled) {
    if (filled_ == filled) return;
    filled_ = filled;
    cache_.invalidateAll();
}

int MaskOverlay::reachDevice() const {
    return std::max(1, int(std::lround(cache_.viewport().devicePixelRatio()))) + 1;
}

QRegion MaskOverlay::render(Compositor* compositor, bool empty) {
    const QRegion region = cache_.takeInvalid();
    if (region.isEmpty()) return region;
    QPainter painter(&cache_.image());
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const QRect& rect : region) painter.fillRect(rect, Qt::transparent);
    painter.end();
    if (!compositor || empty) return region;
    const auto blocks =
        compositor->maskBlocks(cache_.documentUnder(cache_.image().rect()), cache_.viewport().zoom());
    if (blocks.empty()) return region;
    for (const QRect& rect : region) renderRect(rect, blocks);
    return region;
}

void MaskOverlay::renderRect(const QRect& rect, const std::vector<CompositeBlock>& blocks) {
    const Viewport& viewport = cache_.viewport();
    const int margin = reachDevice();
    const QRect wide = rect.adjusted(-margin, -margin, margin, margin);
    QImage coverage(wide.size(), QImage::Format_Alpha8);
    coverage.fill(0);
    QPainter painter(&coverage);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, viewport.zoom() < 1);
    painter.translate(-wide.topLeft());
    painter.setClipRect(viewport.rectDevice(boundsOf(viewport.page())));
    painter.setWorldTransform(viewport.deviceFromDocument() * painter.worldTransform());
    bool any = false;
    for (const CompositeBlock& block : blocks) {
        if (!painter.worldTransform().mapRect(block.documentRect).intersects(QRectF(coverage.rect())))
            continue;
        painter.drawImage(block.documentRect, block.image, block.source);
        any = true;
    }
    painter.end();
    if (any) colourMask(coverage, margin, cache_.image(), rect, colour_, filled_, margin - 1);
}

}  // namespace lacuna
