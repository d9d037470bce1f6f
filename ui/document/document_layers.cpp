// The document's layers: adding, ordering, merging, painting.
#include <algorithm>
#include <cmath>

#include "ui/document/document.h"
#include "ui/document/layer_edits.h"
#include "ui/document/mask_edits.h"

namespace lacuna {

int Document::placeAboveActive() const {
    const int index = picture_.indexOf(active_);
    return index < 0 ? int(picture_.layers.size()) : index + 1;
}

LayerId Document::insertLayer(const QString& text, Layer layer) {
    const LayerId id = layer.id;
    push(text, withInserted(picture_, std::move(layer), placeAboveActive()), 0, id);
    return id;
}

LayerId Document::addLayer(const QString& name) {
    const QString given = name.isEmpty() ? tr("Layer %1").arg(picture_.layers.size() + 1) : name;
    return insertLayer(tr("Add Layer"), makeLayer(given.toStdString(), depthOf(picture_)));
}

LayerId Document::addImageLayer(const QString& name, const Image& image, int x, int y) {
    const bool deep = bytesPerChannel(image.format()) == 2;
    Layer layer = makeLayer(name.toStdString(), deep ? Depth::Bits16 : Depth::Bits8);
    layer.pixels = TileStore::fromImage(image, layer.pixels.format());
    layer.x = x;
    layer.y = y;
    return insertLayer(tr("Add Image"), std::move(layer));
}

void Document::removeLayer(LayerId id) {
    if (picture_.find(id)) push(tr("Delete Layer"), without(picture_, id));
}

LayerId Document::duplicateLayer(LayerId id) {
    const LayerPtr layer = picture_.find(id);
    if (!layer) return {};
    Layer copy = *layer;
    copy.id = newLayerId();
    copy.name = tr("%1 copy").arg(QString::fromStdString(layer->name)).toStdString();
    push(tr("Duplicate Layer"), withInserted(picture_, copy, picture_.indexOf(id) + 1), 0, copy.id);
    return copy.id;
}

void Document::reorderLayer(LayerId id, int index) {
    const LayerPtr layer = picture_.find(id);
    if (layer) push(tr("Reorder Layer"), withInserted(without(picture_, id), *layer, index));
}

Result<void> Document::moveLayer(LayerId id, int dx, int dy, std::uint64_t merge) {
    LACUNA_TRY(const LayerPtr layer, editable(id));
    // Far enough for any page, and no sum of offsets overflows.
    const auto clamped = [](std::int64_t v) {
        return int(std::clamp<std::int64_t>(v, -4 * kMaxPageSide, 4 * kMaxPageSide));
    };
    Layer moved = *layer;
    moved.x = clamped(std::int64_t{layer->x} + dx);
    moved.y = clamped(std::int64_t{layer->y} + dy);
    if (moved.x != layer->x || moved.y != layer->y) replaceLayer(tr("Move Layer"), std::move(moved), merge);
    return {};
}

void Document::changeProperty(LayerId id, const QString& text, const std::function<bool(Layer&)>& change,
                              std::uint64_t merge) {
    const LayerPtr layer = picture_.find(id);
    if (!layer) return;
    Layer changed = *layer;
    if (change(changed)) replaceLayer(text, std::move(changed), merge);
}

namespace {
/// Assigns and says whether that changed anything.
template <class T>
bool assign(T& field, const T& value) {
    if (field == value) return false;
    field = value;
    return true;
}
}  // namespace

void Document::setLayerOpacity(LayerId id, double opacity, std::uint64_t merge) {
    if (!std::isfinite(opacity)) return;
    changeProperty(
        id, tr("Layer Opacity"),
        [&](Layer& layer) { return assign(layer.opacity, std::clamp(opacity, 0.0, 1.0)); }, merge);
}

void Document::setLayerBlend(LayerId id, BlendMode mode) {
    changeProperty(id, tr("Blend Mode"), [&](Layer& layer) { return assign(layer.blend, mode); });
}

void Document::setLayerVisible(LayerId id, bool visible) {
    changeProperty(id, visible ? tr("Show Layer") : tr("Hide Layer"),
                   [&](Layer& layer) { return assign(layer.visible, visible); });
}

void Document::setLayerLocked(LayerId id, bool locked) {
    changeProperty(id, locked ? tr("Lock Layer") : tr("Unlock Layer"),
                   [&](Layer& layer) { return assign(layer.locked, locked); });
}

void Document::setLayerName(LayerId id, const QString& name) {
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty()) return;
    changeProperty(id, tr("Rename Layer"),
                   [&](Layer& layer) { return assign(layer.name, trimmed.toStdString()); });
}

void Document::addLayerMask(LayerId id, bool fromRepaintMask) {
    changeProperty(id, tr("Add Layer Mask"), [&](Layer& layer) {
        if (layer.mask) return false;
        layer.mask = fromRepaintMask ? picture_.mask.shifted(-layer.x, -layer.y) : TileStore::gray(255);
        layer.maskEnabled = true;
        return true;
    });
}

void Document::removeLayerMask(LayerId id) {
    changeProperty(id, tr("Delete Layer Mask"), [](Layer& layer) {
        const bool had = layer.mask.has_value();
        layer.mask.reset();
        return had;
    });
}

void Document::setLayerMaskEnabled(LayerId id, bool enabled) {
    changeProperty(id, enabled ? tr("Enable Layer Mask") : tr("Disable Layer Mask"),
                   [&](Layer& layer) { return layer.mask && assign(layer.maskEnabled, enabled); });
}

Result<void> Document::mergeDown(LayerId id) {
    LACUNA_TRY(const LayerPtr upper, editable(id));
    const int index = picture_.indexOf(id);
    if (index == 0) {
        return fail(ErrorKind::BadRequest,
                    tr("There is no layer below to merge into. Choose a higher layer.").toStdString());
    }
    LACUNA_TRY(const LayerPtr lower, paintable(picture_.layers[std::size_t(index - 1)]->id));
    LACUNA_TRY_VOID(paintable(id));
    push(tr("Merge Down"), withLayer(without(picture_, id), merged(*lower, *upper)), 0, lower->id);
    return {};
}

void Document::flatten() {
    if (picture_.layers.empty()) return;
    Layer flat = mergedVisible(picture_, tr("Flattened").toStdString());
    const LayerId id = flat.id;
    Picture after = picture_;
    after.layers.clear();
    push(tr("Flatten"), withInserted(after, std::move(flat), 0), 0, id);
}

void Document::setDepth(Depth depth) {
    push(depth == Depth::Bits16 ? tr("16 Bits a Channel") : tr("8 Bits a Channel"),
         withDepth(picture_, depth));
}

Result<void> Document::paintLayer(LayerId id, const Stroke& stroke, Colour colour) {
    LACUNA_TRY(const LayerPtr layer, paintable(id));
    Layer painted = *layer;
    paintDabs(painted.pixels, picture_.page().translated(-layer->x, -layer->y), inLayer(*layer, stroke.dabs),
              stroke.mode, colour);
    replaceLayer(stroke.mode == DabMode::Paint ? tr("Brush") : tr("Eraser"), std::move(painted), stroke.drag);
    return {};
}

Result<void> Document::paintLayerMask(LayerId id, const Stroke& stroke) {
    LACUNA_TRY(const LayerPtr layer, paintable(id));
    if (!layer->mask) {
        return fail(ErrorKind::BadRequest, tr("The layer \"%1\" has no mask. Add one in the Layers panel.")
                                               .arg(QString::fromStdString(layer->name))
                                               .toStdString());
    }
    Layer painted = *layer;
    paintDabs(*painted.mask, picture_.page().translated(-layer->x, -layer->y), inLayer(*layer, stroke.dabs),
              stroke.mode);
    replaceLayer(tr("Paint Layer Mask"), std::move(painted), stroke.drag);
    return {};
}

Result<void> Document::clearLayerUnderMask(LayerId id) {
    LACUNA_TRY(const LayerPtr layer, paintable(id));
    Layer cleared = *layer;
    const Rect area = maskBounds().translated(-layer->x, -layer->y);
    cleared.pixels.edit(
        area,
        [&](View part, int x, int y) {
            Bitmap keep = picture_.mask.read({x + layer->x, y + layer->y, part.width(), part.height()});
            invert(keep);
            multiplyAlpha(part, keep);
            return true;
        },
        true);
    replaceLayer(tr("Clear"), std::move(cleared));
    return {};
}

std::vector<Dab> Document::inLayer(const Layer& layer, std::vector<Dab> dabs) {
    for (Dab& dab : dabs) {
        dab.x -= layer.x;
        dab.y -= layer.y;
    }
    return dabs;
}

}  // namespace lacuna
