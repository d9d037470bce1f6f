// See layers_model.h. Thumbnails are made a moment after a change, in one go: they may lag behind a brush.
#include "ui/panels/layers_model.h"

#include <algorithm>
#include <cmath>

#include "ui/document/image_conversion.h"
#include "ui/document/render.h"

namespace lacuna {
namespace {

/// Thumbnails may lag behind a brush; the canvas may not.
constexpr int kRefreshMs = 250;

QString shortened(const std::string& text, int length) {
    const QString all = QString::fromStdString(text).simplified();
    return all.size() <= length ? all : all.left(length - 1) + QChar(0x2026);
}

}  // namespace

QString nameOf(BlendMode mode) {
    switch (mode) {
        case BlendMode::Normal:
            return LayersModel::tr("Normal");
        case BlendMode::Multiply:
            return LayersModel::tr("Multiply");
        case BlendMode::Screen:
            return LayersModel::tr("Screen");
        case BlendMode::Overlay:
            return LayersModel::tr("Overlay");
        case BlendMode::Darken:
            return LayersModel::tr("Darken");
        case BlendMode::Lighten:
            return LayersModel::tr("Lighten");
        case BlendMode::ColourDodge:
            return LayersModel::tr("Colour Dodge");
        case BlendMode::ColourBurn:
            return LayersModel::tr("Colour Burn");
        case BlendMode::HardLight:
            return LayersModel::tr("Hard Light");
        case BlendMode::SoftLight:
            return LayersModel::tr("Soft Light");
        case BlendMode::Difference:
            return LayersModel::tr("Difference");
        case BlendMode::Exclusion:
            return LayersModel::tr("Exclusion");
        case BlendMode::Hue:
            return LayersModel::tr("Hue");
        case BlendMode::Saturation:
            return LayersModel::tr("Saturation");
        case BlendMode::Colour:
            return LayersModel::tr("Colour");
        case BlendMode::Luminosity:
            return LayersModel::tr("Luminosity");
    }
    return {};
}

LayersModel::LayersModel(QObject* parent) : QAbstractListModel(parent) {
    refresh_.setSingleShot(true);
    refresh_.setInterval(kRefreshMs);
    connect(&refresh_, &QTimer::timeout, this, &LayersModel::refreshThumbnails);
}

void LayersModel::setDocument(Document* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    thumbnails_.clear();
    if (document) {
        connect(document, &Document::layersChanged, this, &LayersModel::takeLayers);
        connect(document, &Document::layerPixelsChanged, this, [this](LayerId id) {
            stale_.insert(id.value);
            takeLayers();
            if (!refresh_.isActive()) refresh_.start();
        });
        const auto forget = [this] {
            thumbnails_.clear();
            takeLayers();
        };
        connect(document, &Document::wasReset, this, forget);
        connect(document, &Document::sizeChanged, this, forget);
    }
    takeLayers();
}

void LayersModel::takeLayers() {
    std::vector<LayerPtr> now;
    if (document_) now.assign(document_->layers().rbegin(), document_->layers().rend());
    const bool sameRows =
        std::ranges::equal(now, layers_, [](const LayerPtr& a, const LayerPtr& b) { return a->id == b->id; });
    if (sameRows) {
        for (std::size_t row = 0; row < now.size(); ++row) {
            const bool moved = now[row]->x != layers_[row]->x || now[row]->y != layers_[row]->y ||
                               now[row]->mask.has_value() != layers_[row]->mask.has_value();
            if (moved) stale_.insert(now[row]->id.value);
        }
        layers_ = std::move(now);
        if (!stale_.isEmpty() && !refresh_.isActive()) refresh_.start();
        if (!layers_.empty()) Q_EMIT dataChanged(index(0), index(int(layers_.size()) - 1));
        return;
    }
    beginResetModel();
    layers_ = std::move(now);
    endResetModel();
    Q_EMIT rebuilt();
}

void LayersModel::refreshThumbnails() {
    for (const quint64 id : std::exchange(stale_, {})) thumbnails_.remove(id);
    if (!layers_.empty())
        Q_EMIT dataChanged(index(0), index(int(layers_.size()) - 1), {ThumbnailRole, MaskThumbnailRole});
}

LayerPtr LayersModel::layerAt(int row) const {
    return row >= 0 && std::size_t(row) < layers_.size() ? layers_[std::size_t(row)] : nullptr;
}

int LayersModel::rowOf(LayerId id) const {
    const auto at = std::ranges::find(layers_, id, [](const LayerPtr& layer) { return layer->id; });
    return at == layers_.end() ? -1 : int(at - layers_.begin());
}

int LayersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(layers_.size());
}

QVariant LayersModel::data(const QModelIndex& index, int role) const {
    const LayerPtr layer = layerAt(index);
    if (!layer || !document_) return {};
    const auto thumbnails = [&]() -> const Thumbnails& {
        auto& kept = thumbnails_[layer->id.value];
        if (kept.pixels.isNull()) {
            kept.pixels = toQImage(layerThumbnail(document_->picture(), *layer, kThumbnailSide));
            kept.mask = toQImage(layerMaskThumbnail(document_->picture(), *layer, kThumbnailSide));
        }
        return kept;
    };
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return QString::fromStdString(layer->name);
        case Qt::ToolTipRole:
            return toolTipOf(*layer);
        case Qt::AccessibleTextRole:
            return accessibleTextOf(*layer);
        case ThumbnailRole:
            return thumbnails().pixels;
        case MaskThumbnailRole:
            return layer->mask ? thumbnails().mask : QImage();
        case VisibleRole:
            return layer->visible;
        case LockedRole:
            return layer->locked;
        case MaskEnabledRole:
            return layer->maskEnabled;
        case GenerativeRole:
            return layer->generation != nullptr;
        case VariantsRole:
            return layer->generation ? int(layer->generation->candidates.size()) : 0;
        case DetailRole: {
            QStringList words;
            if (layer->blend != BlendMode::Normal) words << nameOf(layer->blend);
            if (layer->opacity < 1) words << tr("%1 %").arg(std::lround(layer->opacity * 100));
            return words.join(QStringLiteral(" \u00b7 "));
        }
        default:
            return {};
    }
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const LayerPtr layer = layerAt(index);
    if (!layer || !document_) return false;
    switch (role) {
        case Qt::EditRole:
            document_->setLayerName(layer->id, value.toString());
            return true;
        case VisibleRole:
            document_->setLayerVisible(layer->id, value.toBool());
            return true;
        case LockedRole:
            document_->setLayerLocked(layer->id, value.toBool());
            return true;
        case MaskEnabledRole:
            document_->setLayerMaskEnabled(layer->id, value.toBool());
            return true;
        default:
            return false;
    }
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;  // only between rows
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled |
           Qt::ItemNeverHasChildren;
}

bool LayersModel::moveRows(const QModelIndex&, int row, int count, const QModelIndex&, int destination) {
    const LayerPtr layer = layerAt(row);
    if (count != 1 || !layer || !document_) return false;
    const int target = destination > row ? destination - 1 : destination;
    document_->reorderLayer(layer->id, int(layers_.size()) - 1 - target);
    return true;
}

QString LayersModel::toolTipOf(const Layer& layer) const {
    const QString name = QString::fromStdString(layer.name);
    const Recipe* recipe = layer.recipe();
    if (!recipe) return name.toHtmlEscaped();
    QStringList lines;
    lines << QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped());
    if (!recipe->prompt.empty()) lines << shortened(recipe->prompt, 300).toHtmlEscaped();
    if (!recipe->negativePrompt.empty() && recipe->negativePrompt != " ") {
        lines << tr("Without: %1").arg(shortened(recipe->negativePrompt, 120).toHtmlEscaped());
    }
    lines << tr("Seed %1, %2 steps, guidance %3, strength %4 %")
                 .arg(recipe->sampling.seed)
                 .arg(recipe->sampling.steps)
                 .arg(recipe->sampling.guidance)
                 .arg(std::lround(recipe->sampling.strength * 100));
    if (!recipe->model.empty())
        lines << tr("Model: %1").arg(QString::fromStdString(recipe->model).toHtmlEscaped());
    for (const LoraUse& lora : recipe->loras)
        lines << tr("Style: %1, strength %2")
                     .arg(QString::fromStdString(lora.file.stem().string()).toHtmlEscaped())
                     .arg(lora.strength);
    if (const auto count = layer.generation->candidates.size(); count > 1) {
        lines << tr("Variant %1 of %2").arg(layer.generation->shown + 1).arg(count);
    }
    return lines.join(QStringLiteral("<br>"));
}

QString LayersModel::accessibleTextOf(const Layer& layer) const {
    QStringList words{QString::fromStdString(layer.name)};
    words << (layer.visible ? tr("visible") : tr("hidden"));
    if (layer.locked) words << tr("locked");
    if (layer.mask) words << tr("with a mask");
    if (layer.generation) words << tr("made by a model");
    words << nameOf(layer.blend) << tr("opacity %1 %").arg(std::lround(layer.opacity * 100));
    return words.join(QStringLiteral(", "));
}

}  // namespace lacuna
