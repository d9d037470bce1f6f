// The styles that can be added to a picture, which of them are on, and how strong: rows for the prompt dock,
// and the list that goes into a request. A style that does not fit the model keeps its tick and waits for one
// that does.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QVariantList>
#include <vector>

#include "engine/messages/request.h"
#include "engine/messages/style_info.h"

namespace lacuna {

class StylesModel : public QAbstractListModel {
    Q_OBJECT
  public:
    static constexpr double kLeastStrength = -1, kMostStrength = 2;
    enum Role { FileRole = Qt::UserRole, StrengthRole, TriggerRole, FitsRole, ReasonRole, OwnRole };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Qt::CheckStateRole and StrengthRole, by the person.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    int count() const { return int(rows_.size()); }
    const StyleInfo& at(int row) const { return rows_[std::size_t(row)].info; }
    int rowOf(const std::filesystem::path& file) const;
    bool isOn(int row) const { return rows_[std::size_t(row)].on; }
    double strength(int row) const { return rows_[std::size_t(row)].strength; }
    void setOn(int row, bool on);
    void setStrength(int row, double strength);

    /// What was found for the model named `model`; ticks and strengths stay with their files.
    void setFound(const std::vector<StyleInfo>& found, const QString& model);
    /// Takes a row out; the file is the caller's business.
    void remove(int row);
    /// Those that are on and fit, in the list's order.
    std::vector<LoraUse> chosen() const;

    /// Ticks and strengths as plain values, also of files that have not been found yet.
    QVariantList state() const;
    void restoreState(const QVariantList& state);

  Q_SIGNALS:
    /// chosen() may differ now.
    void chosenChanged();

  private:
    struct Row {
        StyleInfo info;
        bool on = false;
        double strength = 1;
    };
    /// What is remembered of files that are not in the list.
    struct Memory {
        std::filesystem::path file;
        bool on = false;
        double strength = 1;
    };
    QString reasonOf(const StyleInfo& info) const;
    void changed(int row, int role);

    std::vector<Row> rows_;
    std::vector<Memory> waiting_;
    QString model_;
};

}  // namespace lacuna
