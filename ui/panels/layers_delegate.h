// How a layer looks in the list: eye, picture, mask, name, badge, lock. The eye, the mask and the lock can be
// clicked.
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace lacuna {

class LayersDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

  private:
    struct Layout {
        QRect eye, picture, mask, text, badge, lock;
    };
    static Layout layoutOf(const QRect& row, const QModelIndex& index);
};

}  // namespace lacuna
