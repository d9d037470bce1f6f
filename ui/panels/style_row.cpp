// See style_row.h.
#include "ui/panels/style_row.h"

#include <QtCore/QDir>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include "ui/generation/styles_model.h"
#include "ui/panels/fields.h"
#include "ui/tools/icons.h"

namespace lacuna {
namespace {
constexpr int kTickWidth = 26;  ///< the box and its distance from the name
}

StyleRow::StyleRow(StylesModel& model, int row, QWidget* parent)
    : QWidget(parent),
      model_(model),
      row_(row),
      tick_(new QCheckBox(this)),
      more_(new QToolButton(this)),
      strength_(
          new SliderField({StylesModel::kLeastStrength, StylesModel::kMostStrength, 0.05, 2}, {}, this)),
      reason_(dimLabel({}, this)) {
    // Long names are cut, they must not widen the dock.
    tick_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    tick_->setMinimumHeight(24);
    tick_->setMinimumWidth(48);
    reason_->setWordWrap(true);
    reason_->setContentsMargins(kTickWidth, 0, 0, 4);  // below the name
    more_->setIcon(icon("more"));
    more_->setIconSize({16, 16});
    more_->setAutoRaise(true);
    more_->setFocusPolicy(Qt::TabFocus);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setProperty("plainMenu", true);
    more_->setMenu(new QMenu(this));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(4);
    layout->setVerticalSpacing(0);
    layout->addWidget(tick_, 0, 0);
    layout->addWidget(more_, 0, 1);
    layout->addWidget(strength_, 1, 0, 1, 2);
    layout->addWidget(reason_, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    connect(tick_, &QCheckBox::toggled, this, [this](bool on) { model_.setOn(row_, on); });
    connect(strength_, &SliderField::edited, this,
            [this](double strength) { model_.setStrength(row_, strength); });
    connect(more_->menu(), &QMenu::aboutToShow, this, &StyleRow::fillMenu);
    showStyle();
}

void StyleRow::showStyle() {
    const QModelIndex index = model_.index(row_);
    const QString name = index.data().toString(), trigger = index.data(StylesModel::TriggerRole).toString(),
                  reason = index.data(StylesModel::ReasonRole).toString();
    const bool fits = index.data(StylesModel::FitsRole).toBool();
    const QSignalBlocker blocker(tick_);
    showName();
    tick_->setChecked(model_.isOn(row_));
    tick_->setEnabled(fits);
    QString toolTip = QDir::toNativeSeparators(index.data(StylesModel::FileRole).toString());
    if (!trigger.isEmpty()) toolTip = tr("Called with: %1").arg(trigger) + "\n" + toolTip;
    tick_->setToolTip(reason.isEmpty() ? toolTip : reason + "\n" + toolTip);
    tick_->setAccessibleDescription(reason);
    more_->setAccessibleName(tr("More for the style %1").arg(name));
    more_->setToolTip(tr("More"));
    strength_->setLabel(tr("Strength of %1").arg(name),
                        tr("1 is as it was trained, 0 is without it, below 0 leads away from it."));
    strength_->setValue(model_.strength(row_));
    strength_->setVisible(fits && model_.isOn(row_));
    reason_->setText(reason);
    reason_->setVisible(!reason.isEmpty());
}

void StyleRow::showName() {
    const int room = tick_->width() - kTickWidth;
    QString name = model_.index(row_).data().toString();
    if (room > 0) name = tick_->fontMetrics().elidedText(name, Qt::ElideRight, room);
    tick_->setText(name.replace('&', "&&"));
}

void StyleRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layout()->activate();
    showName();
}

void StyleRow::fillMenu() {
    const QModelIndex index = model_.index(row_);
    const QString file = index.data(StylesModel::FileRole).toString(),
                  trigger = index.data(StylesModel::TriggerRole).toString();
    QMenu* menu = more_->menu();
    menu->clear();
    if (!trigger.isEmpty())
        menu->addAction(icon("prompt"), tr("Write its words into the prompt"), this,
                        [this, trigger] { Q_EMIT triggerWanted(trigger); });
    menu->addAction(icon("folder"), tr("Show in the file manager"), this,
                    [this, file] { Q_EMIT revealRequested(file); });
    menu->addSeparator();
    menu->addAction(icon("remove"),
                    index.data(StylesModel::OwnRole).toBool() ? tr("Delete...") : tr("Take off the list"),
                    this, [this, file] { Q_EMIT removeRequested(file); });
}

}  // namespace lacuna
