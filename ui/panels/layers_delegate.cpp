// See layers_delegate.h.
#include "ui/panels/layers_delegate.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include "ui/panels/layers_model.h"
#include "ui/tools/icons.h"

namespace lacuna {
namespace {

constexpr int kRowHeight = 48;
constexpr int kPicture = 38;
constexpr int kIcon = 18;
constexpr int kGap = 6;

/// Squares that say "transparent" in every editor.
void drawChecks(QPainter& painter, const QRect& area) {
    constexpr int kSquare = 5;
    painter.fillRect(area, QColor(255, 255, 255));
    for (int y = 0; y * kSquare < area.height(); ++y) {
        for (int x = y % 2; x * kSquare < area.width(); x += 2) {
            painter.fillRect(QRect(area.x() + x * kSquare, area.y() + y * kSquare, kSquare, kSquare) & area,
                             QColor(204, 204, 204));
        }
    }
}

/// The image inside a box, its aspect kept; returns where it went.
QRect drawFitted(QPainter& painter, const QRect& box, const QImage& image, bool checks, const QColor& frame) {
    if (image.isNull()) return {};
    QRect place(QPoint(), image.size().scaled(box.size(), Qt::KeepAspectRatio));
    place.moveCenter(box.center());
    if (checks) drawChecks(painter, place);
    painter.drawImage(place, image);
    painter.setPen(frame);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(0, 0, -1, -1));
    return place;
}

void drawIcon(QPainter& painter, const char* name, const QRect& box, bool enabled, bool selected) {
    QRect place(0, 0, kIcon, kIcon);
    place.moveCenter(box.center());
    icon(name).paint(&painter, place, Qt::AlignCenter,
                     !enabled   ? QIcon::Disabled
                     : selected ? QIcon::Selected
                                : QIcon::Normal);
}

}  // namespace

LayersDelegate::Layout LayersDelegate::layoutOf(const QRect& row, const QModelIndex& index) {
    Layout at;
    int x = row.left() + 2;
    const int top = row.top() + (row.height() - kPicture) / 2;
    at.eye = QRect(x, row.top(), kIcon + 10, row.height());
    x = at.eye.right() + 1 + 2;
    at.picture = QRect(x, top, kPicture, kPicture);
    x += kPicture + kGap;
    if (!index.data(LayersModel::MaskThumbnailRole).value<QImage>().isNull()) {
        at.mask = QRect(x, top, kPicture, kPicture);
        x += kPicture + kGap;
    }
    int right = row.right() - 4;
    if (index.data(LayersModel::LockedRole).toBool()) {
        at.lock = QRect(right - kIcon - 4, row.top(), kIcon + 4, row.height());
        right = at.lock.left() - 2;
    }
    if (index.data(LayersModel::GenerativeRole).toBool()) {
        at.badge = QRect(right - kIcon - 4, row.top(), kIcon + 4, row.height());
        right = at.badge.left() - 2;
    }
    at.text = QRect(x + 2, row.top() + 4, std::max(0, right - x - 2), row.height() - 8);
    return at;
}

void LayersDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    row.icon = {};
    const QWidget* widget = option.widget;
    (widget ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &row, painter, widget);

    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const Layout at = layoutOf(option.rect, index);
    const bool selected = option.state & QStyle::State_Selected;
    const bool visible = index.data(LayersModel::VisibleRole).toBool();
    const QColor text = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    QColor dim = text;
    dim.setAlphaF(0.6f);

    drawIcon(*painter, visible ? "eye-open" : "eye-closed", at.eye, visible, selected);
    drawFitted(*painter, at.picture, index.data(LayersModel::ThumbnailRole).value<QImage>(), true, dim);
    if (!at.mask.isNull()) {
        const QRect place = drawFitted(
            *painter, at.mask, index.data(LayersModel::MaskThumbnailRole).value<QImage>(), false, dim);
        if (!index.data(LayersModel::MaskEnabledRole).toBool()) {
            painter->setPen(QPen(QColor(220, 50, 50), 2));
            painter->drawLine(place.topLeft(), place.bottomRight());
            painter->drawLine(place.topRight(), place.bottomLeft());
        }
    }
    if (!at.badge.isNull()) drawIcon(*painter, "generate", at.badge, true, selected);
    if (!at.lock.isNull()) drawIcon(*painter, "lock", at.lock, true, selected);

    const QString detail = index.data(LayersModel::DetailRole).toString();
    QRect line = at.text;
    if (!detail.isEmpty()) line.setHeight(at.text.height() / 2);
    painter->setFont(option.font);
    painter->setPen(visible ? text : dim);
    painter->drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, line.width()));
    if (!detail.isEmpty()) {
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.85);
        painter->setFont(small);
        painter->setPen(dim);
        line.moveTop(line.bottom() + 1);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(small).elidedText(detail, Qt::ElideRight, line.width()));
    }
    painter->restore();
}

QSize LayersDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {160, std::max(kRowHeight, option.fontMetrics.height() * 2 + 8)};
}

bool LayersDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
    const auto type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseButtonRelease &&
        type != QEvent::MouseButtonDblClick) {
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    }
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton) return false;
    const Layout at = layoutOf(option.rect, index);
    const QPoint point = mouse->position().toPoint();
    const auto toggle = [&](int role) {
        // Acts when the button goes down, as eyes do everywhere; the release is swallowed with it.
        if (type == QEvent::MouseButtonPress) model->setData(index, !index.data(role).toBool(), role);
        return true;
    };
    if (at.eye.contains(point)) return toggle(LayersModel::VisibleRole);
    if (at.lock.contains(point)) return toggle(LayersModel::LockedRole);
    if (at.mask.contains(point) && (mouse->modifiers() & Qt::ShiftModifier))
        return toggle(LayersModel::MaskEnabledRole);
    return false;
}

void LayersDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex& index) const {
    QRect line = layoutOf(option.rect, index).text;
    const int height = std::max(editor->sizeHint().height(), option.fontMetrics.height() + 6);
    line.setTop(line.center().y() - height / 2);
    line.setHeight(height);
    editor->setGeometry(line);
}

}  // namespace lacuna
