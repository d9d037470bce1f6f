// How one variant looks in the strip: its picture, its number, and in which state it is.
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace lacuna {

class VariantsModel;

class VariantDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    static constexpr int kThumbnail = 96;  ///< logical pixels
    static constexpr int kPadding = 6;
    static constexpr int kCaption = 20;

    VariantDelegate(const VariantsModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    const VariantsModel& model_;
};

}  // namespace lacuna
