// See size_field.h.
#include "ui/panels/size_field.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/panels/fields.h"

namespace lacuna {

QString sizeText(Size size) {
    return QString("%1 × %2").arg(size.width).arg(size.height);
}

SizeField::SizeField(QWidget* parent)
    : QWidget(parent), combo_(new QComboBox(this)), custom_(new QWidget(this)) {
    combo_->setAccessibleName(tr("Size"));
    combo_->setToolTip(tr(
        "The size that the model works at when it makes the whole page. Fill and Expand choose their own."));
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(8);
    guardWheel(combo_);
    auto* row = new QHBoxLayout(custom_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QSpinBox** box : {&width_, &height_}) {
        *box = new QSpinBox(custom_);
        (*box)->setKeyboardTracking(false);
        (*box)->setRange(grid_, 8192);
        (*box)->setValue(1024);
        guardWheel(*box);
        if (box == &height_) row->addWidget(dimLabel("×", custom_));
        row->addWidget(*box, 1);
        connect(*box, &QSpinBox::valueChanged, this, [this] { Q_EMIT edited(chosen()); });
        connect(*box, &QSpinBox::editingFinished, this, [this, spin = *box] {
            spin->setValue(std::max(grid_, (spin->value() + grid_ / 2) / grid_ * grid_));
        });
    }
    width_->setAccessibleName(tr("Width"));
    height_->setAccessibleName(tr("Height"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(combo_);
    layout->addWidget(custom_);
    setFocusProxy(combo_);
    setChoices({}, 16);
    connect(combo_, &QComboBox::activated, this, [this](int) {
        showCustom(combo_->currentIndex() == combo_->count() - 1);
        Q_EMIT edited(chosen());
    });
}

void SizeField::setChoices(const std::vector<Size>& sizes, int grid) {
    if (combo_->count() > 0 && sizes == sizes_ && grid == grid_) return;
    const std::optional<Size> before = combo_->count() > 0 ? chosen() : std::nullopt;
    sizes_ = sizes;
    grid_ = std::max(1, grid);
    const QSignalBlocker blocker(combo_);
    combo_->clear();
    combo_->addItem(tr("As the page"));
    for (const Size& size : sizes_) combo_->addItem(sizeText(size));
    combo_->addItem(tr("Custom..."));
    for (QSpinBox* box : {width_, height_}) {
        const QSignalBlocker boxBlocker(box);
        box->setSingleStep(grid_);
        box->setMinimum(grid_);
    }
    setSize(before);
}

void SizeField::setSize(const std::optional<Size>& size) {
    const QSignalBlocker blocker(combo_), w(width_), h(height_);
    if (!size) {
        combo_->setCurrentIndex(0);
    } else if (const auto found = std::find(sizes_.begin(), sizes_.end(), *size); found != sizes_.end()) {
        combo_->setCurrentIndex(1 + int(found - sizes_.begin()));
    } else {
        combo_->setCurrentIndex(combo_->count() - 1);
    }
    if (size) {
        width_->setValue(size->width);
        height_->setValue(size->height);
    }
    showCustom(combo_->currentIndex() == combo_->count() - 1);
}

void SizeField::showCustom(bool on) {
    custom_->setVisible(on);
}

std::optional<Size> SizeField::chosen() const {
    const int index = combo_->currentIndex();
    if (index <= 0) return {};
    if (index <= int(sizes_.size())) return sizes_[std::size_t(index - 1)];
    return Size{width_->value() / grid_ * grid_, height_->value() / grid_ * grid_};
}

}  // namespace lacuna
