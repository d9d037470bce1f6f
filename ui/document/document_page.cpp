// The document's page, and the layers that a model made.
#include <cmath>

#include "ui/document/document.h"
#include "ui/document/layer_edits.h"

namespace lacuna {
namespace {

constexpr int kNameLength = 48;

/// The prompt's first line, short enough for the layers panel.
QString nameFrom(const Recipe& recipe, const QString& otherwise) {
    const QString prompt = QString::fromStdString(recipe.prompt).simplified();
    if (prompt.isEmpty()) return otherwise;
    return prompt.size() <= kNameLength ? prompt : prompt.left(kNameLength - 1) + QChar(0x2026);
}

Candidate placedAt(Candidate candidate, int dx, int dy) {
    candidate.placement = candidate.placement.translated(dx, dy);
    return candidate;
}

}  // namespace

Result<void> Document::cropOrExtend(const Margins& margins) {
    LACUNA_TRY(Picture after, withMargins(picture_, margins));
    const bool cuts = margins.left < 0 || margins.top < 0 || margins.right < 0 || margins.bottom < 0;
    push(cuts ? tr("Crop") : tr("Extend Page"), std::move(after));
    return {};
}

void Document::setDpi(double dpi) {
    if (!std::isfinite(dpi) || dpi <= 0) return;
    Picture after = picture_;
    after.dpi = dpi;
    push(tr("Resolution"), std::move(after));
}

Result<LayerId> Document::acceptCandidate(const Candidate& candidate, const AcceptOptions& options) {
    const Margins& margins = options.extendPage;
    LACUNA_TRY(Picture after, withMargins(picture_, margins));
    Generation generation{{placedAt(candidate, margins.left, margins.top)}, 0};
    for (const Candidate& other : options.alsoKeep)
        generation.candidates.push_back(placedAt(other, margins.left, margins.top));
    if (options.clearMask) after.mask = TileStore(PixelFormat::Gray8);

    if (options.into) {
        LACUNA_TRY(const LayerPtr old, editable(*options.into));
        if (!old->generation) {
            return fail(ErrorKind::BadRequest,
                        tr("The layer \"%1\" was not made by a model. Accept the result as a new layer.")
                            .arg(QString::fromStdString(old->name))
                            .toStdString());
        }
        const LayerPtr moved = after.find(old->id);
        // Older candidates keep their place on the picture, also when the layer was moved or the page grew
        // since.
        const Rect shown = moved->generation->current().placement;
        for (const Candidate& kept : moved->generation->candidates) {
            generation.candidates.push_back(placedAt(kept, moved->x - shown.x, moved->y - shown.y));
        }
        LACUNA_TRY(Layer made, generativeLayer(std::move(generation), old->name, old->depth()));
        Layer updated = *moved;
        updated.x = made.x, updated.y = made.y;
        updated.pixels = std::move(made.pixels);
        updated.mask = std::move(made.mask);
        updated.generation = std::move(made.generation);
        push(tr("Accept Result"), withLayer(after, std::move(updated)), 0, old->id);
        return old->id;
    }
    const QString name = nameFrom(candidate.recipe, tr("Generated"));
    LACUNA_TRY(Layer layer, generativeLayer(std::move(generation), name.toStdString(), depthOf(picture_)));
    const LayerId id = layer.id;
    push(tr("Accept Result"), withInserted(after, std::move(layer), placeAboveActive()), 0, id);
    return id;
}

Result<void> Document::showCandidate(LayerId id, int index) {
    LACUNA_TRY(const LayerPtr layer, editable(id));
    if (!layer->generation || index < 0 || std::size_t(index) >= layer->generation->candidates.size()) {
        return fail(
            ErrorKind::BadRequest,
            tr("This layer keeps no such variant. Choose another in the Layers panel.").toStdString());
    }
    Generation generation = *layer->generation;
    const Rect shown = generation.current().placement;
    for (Candidate& candidate : generation.candidates)
        candidate = placedAt(candidate, layer->x - shown.x, layer->y - shown.y);
    generation.shown = index;
    LACUNA_TRY(Layer made, generativeLayer(std::move(generation), layer->name, layer->depth()));
    Layer updated = *layer;
    updated.x = made.x, updated.y = made.y;
    updated.pixels = std::move(made.pixels);
    updated.mask = std::move(made.mask);
    updated.generation = std::move(made.generation);
    push(tr("Show Variant"), withLayer(picture_, std::move(updated)));
    return {};
}

}  // namespace lacuna
