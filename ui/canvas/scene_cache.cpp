// See scene_cache.h. Shadow and checkerboard are drawn once into pixmaps, so that a redraw only copies.
#include "ui/canvas/scene_cache.h"

#include <QtWidgets/qdrawutil.h>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <algorithm>
#include <cmath>

#include "ui/document/compositor.h"

namespace lacuna {
namespace {

constexpr int kShadowView = 10;  ///< reach of the page's shadow in logical pixels

QRectF toDevice(const QRectF& view, double ratio) {
    return {view.topLeft() * ratio, view.size() * ratio};
}

QRect pageOf(const Viewport& viewport) {
    return roundedEdges(toDevice(viewport.pageView(), viewport.devicePixelRatio()));
}

/// The shadow of a rectangle as nine patches, `reach` pixels soft on both sides of its edge: the product of
/// two smooth ramps.
QPixmap shadowPatches(int reach) {
    const QString key = QStringLiteral("lacuna-shadow:%1").arg(reach);
    QPixmap result;
    if (QPixmapCache::find(key, &result)) return result;
    const int side = 4 * reach + 1;
    const auto ramp = [&](int i) {
        const double t = std::clamp(double(std::min(i, side - 1 - i)) / (2 * reach), 0.0, 1.0);
        return t * t * (3 - 2 * t);
    };
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < side; ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < side; ++x) row[x] = qRgba(0, 0, 0, int(std::lround(150 * ramp(x) * ramp(y))));
    }
    result = QPixmap::fromImage(image);
    QPixmapCache::insert(key, result);
    return result;
}

}  // namespace

QPixmap checkerboard(double devicePixelRatio) {
    const int side = std::max(1, int(std::lround(8 * devicePixelRatio)));
    const QString key = QStringLiteral("lacuna-checkerboard:%1").arg(side);
    QPixmap tile;
    if (QPixmapCache::find(key, &tile)) return tile;
    tile = QPixmap(2 * side, 2 * side);
    tile.fill(QColor(255, 255, 255));
    QPainter painter(&tile);
    painter.fillRect(0, 0, side, side, QColor(214, 214, 214));
    painter.fillRect(side, side, side, side, QColor(214, 214, 214));
    painter.end();
    QPixmapCache::insert(key, tile);
    return tile;
}

void SceneCache::setDesk(const QColor& desk) {
    if (desk_ == desk) return;
    desk_ = desk;
    cache_.invalidateAll();
}

QRegion SceneCache::render(Compositor* compositor) {
    const QRegion region = cache_.takeInvalid();
    if (region.isEmpty()) return region;
    QPainter painter(&cache_.image());
    painter.setClipRegion(region);
    paintDesk(painter, region);
    if (compositor && !cache_.viewport().page().empty()) paintPage(painter, region, *compositor);
    return region;
}

void SceneCache::paintDesk(QPainter& painter, const QRegion& region) const {
    const Viewport& viewport = cache_.viewport();
    const QRect page = pageOf(viewport);
    for (const QRect& rect : region) painter.fillRect(rect, desk_);
    const QRegion desk = viewport.page().empty() ? region : region - page;
    if (viewport.page().empty()) return;
    // A soft shadow, a little lower than the page, and a hairline that holds a white page on a light desk.
    const double ratio = viewport.devicePixelRatio();
    const int reach = int(std::lround(kShadowView * ratio)), drop = int(std::lround(2 * ratio));
    const QRect around = page.adjusted(-reach, -reach + drop, reach, reach + drop);
    if (!desk.intersects(around)) return;
    painter.save();
    painter.setClipRegion(desk);
    if (std::min(page.width(), page.height()) > 2 * reach) {
        const int patch = 2 * reach;
        qDrawBorderPixmap(&painter, around, {patch, patch, patch, patch}, shadowPatches(reach));
    }
    const int hair = std::max(1, int(std::lround(ratio)));
    painter.fillRect(page.adjusted(-hair, -hair, hair, hair), QColor(0, 0, 0, 110));
    painter.restore();
}

void SceneCache::paintPage(QPainter& painter, const QRegion& region, Compositor& compositor) const {
    const Viewport& viewport = cache_.viewport();
    const double ratio = viewport.devicePixelRatio();
    const QRect page = pageOf(viewport);
    const QRegion inside = region & page;
    if (inside.isEmpty()) return;
    painter.save();
    painter.setClipRegion(inside);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, viewport.zoom() < 1);
    const QPixmap squares = checkerboard(ratio);
    // Asked for the whole view and not only for what is redrawn: the compositor works ahead on what it was
    // asked for last.
    for (const CompositeBlock& block :
         compositor.blocks(cache_.documentUnder(cache_.image().rect()), viewport.zoom())) {
        const QRect target = roundedEdges(toDevice(viewport.rectView(block.documentRect), ratio));
        if (!inside.intersects(target)) continue;
        if (block.image.hasAlphaChannel()) {
            // Anchored to the page's corner, so that it moves with the page.
            const QRect under = target.intersected(page);
            painter.drawTiledPixmap(under, squares, under.topLeft() - page.topLeft());
        }
        painter.drawImage(QRectF(target), block.image, block.source);
    }
    painter.restore();
}

}  // namespace lacuna
