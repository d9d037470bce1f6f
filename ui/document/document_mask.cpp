// The document's repaint mask: what a person paints to say where the model shall work.
#include <QtCore/QRectF>

#include "ui/document/document.h"
#include "ui/document/layer_edits.h"
#include "ui/document/mask_edits.h"

namespace lacuna {

void Document::editMask(const QString& text, const std::function<void(TileStore&)>& edit,
                        std::uint64_t merge) {
    Picture after = picture_;
    edit(after.mask);
    push(text, std::move(after), merge);
}

void Document::paintMask(const Stroke& stroke) {
    editMask(
        stroke.mode == DabMode::Paint ? tr("Paint Mask") : tr("Erase Mask"),
        [&](TileStore& mask) { paintDabs(mask, picture_.page(), stroke.dabs, stroke.mode); }, stroke.drag);
}

void Document::clearMask() {
    editMask(tr("Clear Mask"), [](TileStore& mask) { mask = TileStore(PixelFormat::Gray8); });
}

void Document::invertMask() {
    editMask(tr("Invert Mask"), [&](TileStore& mask) { lacuna::invertMask(mask, picture_.page()); });
}

void Document::selectWholePage() {
    editMask(tr("Mask Whole Page"), [&](TileStore& mask) { mask.fill(picture_.page(), {std::byte{255}}); });
}

void Document::growMask(int radiusPx) {
    editMask(radiusPx >= 0 ? tr("Grow Mask") : tr("Shrink Mask"),
             [&](TileStore& mask) { lacuna::growMask(mask, picture_.page(), radiusPx); });
}

void Document::featherMask(int widthPx) {
    editMask(tr("Feather Mask"),
             [&](TileStore& mask) { lacuna::featherMask(mask, picture_.page(), widthPx); });
}

void Document::fillMaskRect(const QRectF& rect, MaskCombine how) {
    editMask(tr("Rectangle Mask"), [&](TileStore& mask) {
        lacuna::fillMaskRect(mask, picture_.page(), rect.left(), rect.top(), rect.right(), rect.bottom(),
                             how);
    });
}

void Document::fillMaskPolygon(std::span<const PointF> points, MaskCombine how) {
    editMask(tr("Lasso Mask"),
             [&](TileStore& mask) { lacuna::fillMaskPolygon(mask, picture_.page(), points, how); });
}

void Document::combineMask(const Image& other, int x, int y, MaskCombine how) {
    if (!other) return;
    const Image gray = converted(other, PixelFormat::Gray8);
    editMask(tr("Change Mask"),
             [&](TileStore& mask) { lacuna::combineMask(mask, picture_.page(), gray, x, y, how); });
}

void Document::maskFromLayer(LayerId id, MaskCombine how) {
    const LayerPtr layer = picture_.find(id);
    if (!layer) return;
    const Rect area = layer->bounds().intersected(picture_.page());
    const Bitmap alpha = layerAlpha(*layer, area);
    editMask(tr("Mask From Layer"), [&](TileStore& mask) {
        lacuna::combineMask(mask, picture_.page(), alpha, area.x, area.y, how);
    });
}

}  // namespace lacuna
