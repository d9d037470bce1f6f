// See variant_delegate.h.
#include "ui/panels/variant_delegate.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/generation/generation_state.h"
#include "ui/generation/variants_model.h"
#include "ui/tools/icons.h"

namespace lacuna {
namespace {

constexpr qreal kRadius = 4;

void paintBadge(QPainter& painter, const QRect& corner, const char* name, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 170));
    painter.drawEllipse(corner);
    icon(name, colour).paint(&painter, corner.adjusted(3, 3, -3, -3));
}

QString captionOf(const Variant& variant) {
    switch (variant.state) {
        case VariantState::Waiting:
            return VariantsModel::tr("Waiting");
        case VariantState::Running: {
            QString text = QString("%1/%2").arg(variant.step).arg(variant.steps);
            if (variant.secondsLeft > 0) text += " · " + durationText(variant.secondsLeft);
            return text;
        }
        case VariantState::Finishing:
            return VariantsModel::tr("Finishing");
        case VariantState::Ready:
            return QString::number(variant.seed);
    }
    return {};
}

}  // namespace

VariantDelegate::VariantDelegate(const VariantsModel& model, QObject* parent)
    : QStyledItemDelegate(parent), model_(model) {}

QSize VariantDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {kThumbnail + 2 * kPadding, kThumbnail + 2 * kPadding + kCaption};
}

void VariantDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const Variant& variant = model_.at(index.row());
    const QPalette& palette = option.palette;
    const QRect frame(option.rect.x() + kPadding, option.rect.y() + kPadding, kThumbnail, kThumbnail);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);

    QPainterPath shape;
    shape.addRoundedRect(frame, kRadius, kRadius);
    painter->fillPath(shape, palette.color(QPalette::Base));
    if (!variant.thumbnail.isNull()) {
        const QSize fitted = variant.thumbnail.size().scaled(frame.size(), Qt::KeepAspectRatio);
        QRect target(QPoint(), fitted);
        target.moveCenter(frame.center());
        painter->setClipPath(shape);
        if (variant.candidate.partial) painter->setOpacity(0.6);
        painter->drawImage(target, variant.thumbnail);
        painter->setOpacity(1);
        painter->setClipping(false);
    } else {
        icon("image", palette.color(QPalette::Disabled, QPalette::Text))
            .paint(painter, frame.adjusted(34, 34, -34, -34));
    }
    if (!variant.ready()) {
        const QRectF track(frame.x() + 6, frame.bottom() - 8, frame.width() - 12, 4);
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0, 0, 0, 140));
        painter->drawRoundedRect(track, 2, 2);
        QRectF done = track;
        done.setWidth(track.width() * (variant.steps > 0 ? double(variant.step) / variant.steps : 0));
        painter->setBrush(palette.color(QPalette::Active, QPalette::Highlight));
        painter->drawRoundedRect(done, 2, 2);
    }
    // The frame says which one is on the canvas.
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(selected  ? QPen(palette.color(QPalette::Active, QPalette::Highlight), 2)
                    : hovered ? QPen(palette.color(QPalette::Text), 1)
                              : QPen(palette.color(QPalette::Mid), 1));
    painter->drawRoundedRect(selected ? QRectF(frame) : QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), kRadius,
                             kRadius);

    const QRect leftCorner(frame.x() + 4, frame.y() + 4, 18, 18),
        rightCorner(frame.right() - 21, frame.y() + 4, 18, 18);
    if (index.row() < 9) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0, 0, 0, 170));
        painter->drawEllipse(leftCorner);
        painter->setPen(Qt::white);
        QFont small = option.font;
        small.setPixelSize(11);
        painter->setFont(small);
        painter->drawText(leftCorner, Qt::AlignCenter, QString::number(index.row() + 1));
    }
    if (variant.layer) {
        paintBadge(*painter, rightCorner, "accept", Qt::white);
    } else if (variant.stale) {
        paintBadge(*painter, rightCorner, "history", QColor(255, 196, 84));
    } else if (variant.candidate.partial) {
        paintBadge(*painter, rightCorner, "stop-here", Qt::white);
    }

    QFont caption = option.font;
    caption.setPixelSize(11);
    painter->setFont(caption);
    painter->setPen(selected ? palette.color(QPalette::Text) : palette.color(QPalette::PlaceholderText));
    const QRect line(option.rect.x() + 2, frame.bottom() + 4, option.rect.width() - 4, kCaption - 2);
    painter->drawText(line, Qt::AlignHCenter | Qt::AlignTop,
                      QFontMetrics(caption).elidedText(captionOf(variant), Qt::ElideRight, line.width()));
    painter->restore();
}

}  // namespace lacuna
