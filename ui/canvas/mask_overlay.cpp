// See mask_overlay.h.
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

/// `over` on `under`, both straight.
QColor blended(const QColor& under, const QColor& over) {
    const double a = over.alphaF(), b = under.alphaF() * (1 - a), alpha = a + b;
    if (alpha <= 0) return Qt::transparent;
    return QColor::fromRgbF(float((over.redF() * a + under.redF() * b) / alpha),
                            float((over.greenF() * a + under.greenF() * b) / alpha),
                            float((over.blueF() * a + under.blueF() * b) / alpha), float(alpha));
}

}  // namespace

void colourMask(const QImage& coverage, int margin, QImage& target, const QRect& at, const MaskStyle& style) {
    const auto fill = ramp(style.colour);
    const auto stripe = ramp(blended(style.colour, QColor(255, 255, 255, 70)));
    const QRgb light = qRgba(255, 255, 255, 255), dark = qPremultiply(qRgba(0, 0, 0, 170));
    const int w = std::min(style.lineWidth, margin), step = std::max(2, style.stripeStep);
    for (int y = 0; y < at.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(target.scanLine(at.y() + y)) + at.x();
        const uchar* row = coverage.constScanLine(y + margin) + margin;
        const uchar* above = coverage.constScanLine(y + margin - w) + margin;
        const uchar* below = coverage.constScanLine(y + margin + w) + margin;
        int phase = (at.x() - style.anchor.x() + at.y() + y - style.anchor.y()) % step;
        if (phase < 0) phase += step;
        for (int x = 0; x < at.width(); ++x) {
            const bool inside = row[x] >= kHalf;
            const bool edge = (row[x - w] >= kHalf) != inside || (row[x + w] >= kHalf) != inside ||
                              (above[x] >= kHalf) != inside || (below[x] >= kHalf) != inside;
            out[x] = edge            ? (inside ? light : dark)
                     : !style.filled ? 0
                     : phase < w     ? stripe[row[x]]
                                     : fill[row[x]];
            if (++phase == step) phase = 0;
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
    bool any = false;
    for (const CompositeBlock& block : blocks) {
        const QRect target = roundedEdges(viewport.deviceFromDocument().mapRect(block.documentRect));
        if (!target.intersects(wide)) continue;
        painter.drawImage(QRectF(target), block.image, block.source);
        any = true;
    }
    painter.end();
    if (!any) return;
    MaskStyle style;
    style.colour = colour_;
    style.filled = filled_;
    style.lineWidth = margin - 1;
    style.stripeStep = int(std::lround(10 * viewport.devicePixelRatio()));
    style.anchor = viewport.rectDevice({0, 0, 1, 1}).topLeft();
    colourMask(coverage, margin, cache_.image(), rect, style);
}

}  // namespace lacuna
