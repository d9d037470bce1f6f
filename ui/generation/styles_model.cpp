// See styles_model.h.
#include "ui/generation/styles_model.h"

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

double tidied(double strength) {
    if (!std::isfinite(strength)) return 1;
    return std::clamp(strength, StylesModel::kLeastStrength, StylesModel::kMostStrength);
}

}  // namespace

int StylesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant StylesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= count()) return {};
    const Row& row = rows_[std::size_t(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return QString::fromStdString(row.info.name);
        case Qt::CheckStateRole:
            return row.on ? Qt::Checked : Qt::Unchecked;
        case Qt::ToolTipRole:
            return QString::fromStdString(row.info.file.string());
        case FileRole:
            return QString::fromStdString(row.info.file.string());
        case StrengthRole:
            return row.strength;
        case TriggerRole:
            return QString::fromStdString(row.info.trigger);
        case FitsRole:
            return row.info.fit == StyleFit::Fits;
        case ReasonRole:
            return reasonOf(row.info);
        case OwnRole:
            return row.info.own;
        default:
            return {};
    }
}

QString StylesModel::reasonOf(const StyleInfo& info) const {
    switch (info.fit) {
        case StyleFit::Fits:
            return {};
        case StyleFit::OtherModel:
            return info.base.empty() || QString::fromStdString(info.base) == model_
                       ? tr("Does not fit the model %1. Choose another model.").arg(model_)
                       : tr("Was made for %1. Choose that model to use it.")
                             .arg(QString::fromStdString(info.base));
        case StyleFit::OtherKind:
            return tr("Another kind of adapter than LoRA. Have it converted to one.");
        case StyleFit::Damaged:
            return tr("This is no LoRA, or it is damaged. Get the file again.");
        case StyleFit::Missing:
            return tr("The file is gone. Bring it back, or take it off the list.");
    }
    return {};
}

bool StylesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.row() >= count()) return false;
    if (role == Qt::CheckStateRole) {
        setOn(index.row(), value.toInt() == Qt::Checked);
        return true;
    }
    if (role == StrengthRole) {
        setStrength(index.row(), value.toDouble());
        return true;
    }
    return false;
}

Qt::ItemFlags StylesModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= count()) return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
    return at(index.row()).fit == StyleFit::Fits ? all | Qt::ItemIsEnabled : all;
}

int StylesModel::rowOf(const std::filesystem::path& file) const {
    for (int row = 0; row < count(); ++row)
        if (at(row).file == file) return row;
    return -1;
}

void StylesModel::setOn(int row, bool on) {
    Row& r = rows_[std::size_t(row)];
    if (r.on == on) return;
    r.on = on;
    changed(row, Qt::CheckStateRole);
}

void StylesModel::setStrength(int row, double strength) {
    Row& r = rows_[std::size_t(row)];
    if (r.strength == tidied(strength)) return;
    r.strength = tidied(strength);
    changed(row, StrengthRole);
}

void StylesModel::changed(int row, int role) {
    Q_EMIT dataChanged(index(row), index(row), {role});
    Q_EMIT chosenChanged();
}

void StylesModel::setFound(const std::vector<StyleInfo>& found, const QString& model) {
    const auto sameInfo = [](const StyleInfo& info, const Row& row) { return info == row.info; };
    if (model == model_ && std::equal(found.begin(), found.end(), rows_.begin(), rows_.end(), sameInfo))
        return;
    beginResetModel();
    model_ = model;
    for (const Row& row : rows_) waiting_.push_back({row.info.file, row.on, row.strength});
    rows_.clear();
    for (const StyleInfo& info : found) {
        Row row{info};
        const auto known = std::find_if(waiting_.begin(), waiting_.end(),
                                        [&](const Memory& memory) { return memory.file == info.file; });
        if (known != waiting_.end()) {
            row.on = known->on;
            row.strength = known->strength;
            waiting_.erase(known);
        }
        rows_.push_back(std::move(row));
    }
    endResetModel();
    Q_EMIT chosenChanged();
}

void StylesModel::remove(int row) {
    beginRemoveRows({}, row, row);
    rows_.erase(rows_.begin() + row);
    endRemoveRows();
    Q_EMIT chosenChanged();
}

std::vector<LoraUse> StylesModel::chosen() const {
    std::vector<LoraUse> loras;
    for (const Row& row : rows_) {
        if (row.on && row.info.fit == StyleFit::Fits) loras.push_back({row.info.file, row.strength});
    }
    return loras;
}

QVariantList StylesModel::state() const {
    QVariantList list;
    const auto add = [&](const std::filesystem::path& file, bool on, double strength) {
        if (!on && strength == 1) return;  // as if it had never been touched
        list << QVariantMap{
            {"file", QString::fromStdString(file.string())}, {"on", on}, {"strength", strength}};
    };
    for (const Row& row : rows_) add(row.info.file, row.on, row.strength);
    for (const Memory& memory : waiting_) add(memory.file, memory.on, memory.strength);
    return list;
}

void StylesModel::restoreState(const QVariantList& state) {
    for (const QVariant& one : state) {
        const QVariantMap map = one.toMap();
        const std::filesystem::path file = map.value("file").toString().toStdString();
        if (file.empty()) continue;
        const bool on = map.value("on").toBool();
        const double strength = tidied(map.value("strength", 1.0).toDouble());
        if (const int row = rowOf(file); row >= 0) {
            setOn(row, on);
            setStrength(row, strength);
        } else {
            std::erase_if(waiting_, [&](const Memory& memory) { return memory.file == file; });
            waiting_.push_back({file, on, strength});
        }
    }
}

}  // namespace lacuna
