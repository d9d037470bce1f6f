// See seed_field.h.
#include "ui/panels/seed_field.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSignalBlocker>
#include <QtGui/QRegularExpressionValidator>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

#include "ui/tools/icons.h"

namespace lacuna {

SeedField::SeedField(QWidget* parent)
    : QWidget(parent),
      edit_(new QLineEdit(this)),
      dice_(new QToolButton(this)),
      lock_(new QToolButton(this)) {
    edit_->setValidator(new QRegularExpressionValidator(QRegularExpression("[0-9]{1,20}"), edit_));
    edit_->setAccessibleName(tr("Seed"));
    edit_->setToolTip(tr("The same seed, prompt and settings give the same picture."));
    dice_->setIcon(icon("dice"));
    dice_->setAccessibleName(tr("Throw a new seed"));
    dice_->setToolTip(tr("Throw a new seed"));
    lock_->setCheckable(true);
    lock_->setAccessibleName(tr("Keep the seed"));
    for (QToolButton* button : {dice_, lock_}) {
        button->setAutoRaise(true);
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::TabFocus);
    }
    setLocked(false);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit_, 1);
    layout->addWidget(dice_);
    layout->addWidget(lock_);
    setFocusProxy(edit_);

    connect(edit_, &QLineEdit::editingFinished, this, [this] {
        if (!edit_->isModified()) return;
        edit_->setModified(false);
        bool fits = false;
        const quint64 seed = edit_->text().toULongLong(&fits);
        Q_EMIT seedEdited(fits ? seed : ~quint64{0});
        Q_EMIT lockedEdited(true);
    });
    connect(dice_, &QToolButton::clicked, this, &SeedField::diceThrown);
    connect(lock_, &QToolButton::toggled, this, [this](bool locked) {
        setLocked(locked);
        Q_EMIT lockedEdited(locked);
    });
}

void SeedField::setSeed(std::uint64_t seed) {
    if (edit_->hasFocus() && edit_->isModified()) return;
    edit_->setText(QString::number(seed));
}

void SeedField::setLocked(bool locked) {
    const QSignalBlocker blocker(lock_);
    lock_->setChecked(locked);
    lock_->setIcon(icon(locked ? "lock" : "unlock"));
    lock_->setToolTip(locked ? tr("The seed is kept for the next run") : tr("Each run throws a new seed"));
}

}  // namespace lacuna
