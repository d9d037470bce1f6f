// See variants_model.h.
#include "ui/generation/variants_model.h"

#include <algorithm>

#include "ui/document/image_conversion.h"

namespace lacuna {

int VariantsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant VariantsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= count()) return {};
    const Variant& variant = at(index.row());
    switch (role) {
        case Qt::DecorationRole:
            return variant.thumbnail;
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole: {
            QStringList lines;
            lines << tr("Variant %1: %2").arg(index.row() + 1).arg(titleOf(variant.action));
            if (!variant.prompt.isEmpty()) lines << variant.prompt.left(200);
            lines << tr("Seed %1").arg(variant.seed);
            if (variant.candidate.partial) lines << tr("Stopped before the last step");
            if (variant.stale)
                lines << tr("Made from an earlier version of the picture; it can still be accepted");
            if (variant.layer) lines << tr("Kept as a layer");
            return lines.join(role == Qt::ToolTipRole ? "\n" : ". ");
        }
        default:
            return {};
    }
}

int VariantsModel::rowOf(std::uint64_t run, int index) const {
    const auto found = std::find_if(variants_.begin(), variants_.end(),
                                    [&](const Variant& v) { return v.run == run && v.index == index; });
    return found == variants_.end() ? -1 : int(found - variants_.begin());
}

int VariantsModel::rowOfNumber(std::uint64_t number) const {
    const auto found = std::find_if(variants_.begin(), variants_.end(),
                                    [&](const Variant& v) { return v.number == number; });
    return found == variants_.end() ? -1 : int(found - variants_.begin());
}

int VariantsModel::readyCount() const {
    return int(std::count_if(variants_.begin(), variants_.end(), [](const Variant& v) { return v.ready(); }));
}

std::uint64_t VariantsModel::append(Variant variant) {
    variant.number = ++lastNumber_;
    insert(count(), std::move(variant));
    return lastNumber_;
}

void VariantsModel::insert(int row, Variant variant) {
    row = std::clamp(row, 0, count());
    beginInsertRows({}, row, row);
    variants_.insert(variants_.begin() + row, std::move(variant));
    endInsertRows();
}

void VariantsModel::removeAt(int row) {
    beginRemoveRows({}, row, row);
    variants_.erase(variants_.begin() + row);
    endRemoveRows();
}

QImage variantThumbnail(const Image& image) {
    if (!image) return {};
    const QImage full = toQImage(image);
    const QSize size =
        full.size().scaled(VariantsModel::kThumbnailSide, VariantsModel::kThumbnailSide, Qt::KeepAspectRatio);
    if (size.width() >= full.width()) return full.copy();
    return full.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

}  // namespace lacuna
