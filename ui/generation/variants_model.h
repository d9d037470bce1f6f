// The candidates of all runs, newest last, as a list that views show: what is being made, what is ready, what
// was kept.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtGui/QImage>
#include <vector>

#include "engine/messages/event.h"
#include "ui/document/layer.h"
#include "ui/generation/action_kind.h"

namespace lacuna {

enum class VariantState : std::uint8_t { Waiting, Running, Finishing, Ready };

struct Variant {
    std::uint64_t number = 0;  ///< names it for the life of the process
    std::uint64_t run = 0;     ///< the run that makes it
    int index = 0;             ///< within its run
    ActionKind action = ActionKind::Generate;
    QString prompt;
    std::uint64_t seed = 0;
    VariantState state = VariantState::Waiting;
    int step = 0, steps = 0;
    double secondsLeft = 0;
    QImage thumbnail;              ///< of the preview or the result, no larger than kThumbnailSide
    Candidate candidate;           ///< when Ready
    Size page;                     ///< the page it was made for
    Margins extendPage;            ///< accepting extends the page by this
    std::optional<LayerId> layer;  ///< it was accepted into this one
    bool stale = false;            ///< the document changed under it

    bool ready() const { return state == VariantState::Ready; }
};

class VariantsModel : public QAbstractListModel {
    Q_OBJECT
  public:
    static constexpr int kThumbnailSide = 240;  ///< twice of what is drawn at most, for dense screens

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DecorationRole: the thumbnail; Qt::AccessibleTextRole and ToolTipRole: a sentence.
    QVariant data(const QModelIndex& index, int role) const override;

    int count() const { return int(variants_.size()); }
    const Variant& at(int row) const { return variants_[std::size_t(row)]; }
    /// -1 when there is none.
    int rowOf(std::uint64_t run, int index) const;
    int rowOfNumber(std::uint64_t number) const;
    int readyCount() const;

    /// Returns its number.
    std::uint64_t append(Variant variant);
    void insert(int row, Variant variant);
    void removeAt(int row);
    /// Changes one in place: update(row, [&](Variant& variant) { ... }).
    template <class Change>
    void update(int row, Change change) {
        change(variants_[std::size_t(row)]);
        Q_EMIT dataChanged(index(row), index(row));
    }

  private:
    std::vector<Variant> variants_;
    std::uint64_t lastNumber_ = 0;
};

/// A thumbnail of any image, at most VariantsModel::kThumbnailSide on its longest side.
QImage variantThumbnail(const Image& image);

}  // namespace lacuna
