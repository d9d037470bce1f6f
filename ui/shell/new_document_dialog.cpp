// See new_document_dialog.h.
#include "ui/shell/new_document_dialog.h"

#include <QtCore/QLocale>
#include <QtCore/QSignalBlocker>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <algorithm>
#include <cmath>

#include "ui/document/picture.h"
#include "ui/shell/dialog_parts.h"
#include "ui/shell/paper_presets.h"

namespace lacuna {
namespace {
enum Unit { Millimetres, Inches, Pixels };
}

NewDocumentDialog::NewDocumentDialog(QWidget* parent)
    : QDialog(parent),
      preset_(new QComboBox(this)),
      unit_(new QComboBox(this)),
      width_(new QDoubleSpinBox(this)),
      height_(new QDoubleSpinBox(this)),
      dpi_(new QSpinBox(this)),
      depth_(new QComboBox(this)),
      summary_(new QLabel(this)) {
    setWindowTitle(tr("New page"));
    const auto& presets = paperPresets();
    QString group;
    for (int i = 0; i < int(presets.size()); ++i) {
        if (presets[i].group != group) {
            group = presets[i].group;
            preset_->addItem(group);
            auto* heading = static_cast<QStandardItemModel*>(preset_->model())->item(preset_->count() - 1);
            heading->setFlags(Qt::NoItemFlags);
        }
        const PaperPreset& preset = presets[i];
        preset_->addItem("   " + (preset.isScreen()                   ? preset.name
                                  : preset.name.contains(QChar(0xd7)) ? preset.name
                                                                      : QString("%1   %2 × %3 mm")
                                                                            .arg(preset.name)
                                                                            .arg(preset.mm.width())
                                                                            .arg(preset.mm.height())),
                         i);
    }
    preset_->addItem(tr("Custom"), -1);
    preset_->setMaxVisibleItems(30);
    unit_->addItems({tr("mm"), tr("inches"), tr("pixels")});
    dpi_->setRange(36, 1200);
    dpi_->setValue(150);
    dpi_->setSuffix(tr(" dpi"));
    depth_->addItems({tr("8 bits a channel"), tr("16 bits a channel")});
    summary_->setProperty("dim", true);
    auto* rotate = new QPushButton(tr("Turn"), this);
    rotate->setAutoDefault(false);
    rotate->setToolTip(tr("Swap width and height"));
    for (QDoubleSpinBox* box : {width_, height_}) {
        box->setRange(0.1, 1e6);
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, &NewDocumentDialog::sizeEdited);
    }
    width_->setAccessibleName(tr("Width"));
    height_->setAccessibleName(tr("Height"));
    auto* size = new QHBoxLayout;
    size->setSpacing(8);
    size->addWidget(width_, 1);
    size->addWidget(new QLabel("×", this));
    size->addWidget(height_, 1);
    size->addWidget(unit_);
    size->addWidget(rotate);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("Paper"), preset_);
    form->addRow(tr("Size"), size);
    form->addRow(tr("Resolution"), dpi_);
    form->addRow(tr("Depth"), depth_);
    form->addRow({}, summary_);
    layOutDialog(*this, form, acceptOrCancel(*this, tr("Make")), 440);

    connect(preset_, &QComboBox::activated, this, &NewDocumentDialog::presetChosen);
    connect(unit_, &QComboBox::activated, this, &NewDocumentDialog::unitChosen);
    connect(dpi_, &QSpinBox::valueChanged, this, &NewDocumentDialog::presetChosen);
    connect(rotate, &QPushButton::clicked, this, &NewDocumentDialog::turn);
    choosePreset(1);  // A3
}

double NewDocumentDialog::factor() const {
    switch (unit_->currentIndex()) {
        case Millimetres:
            return dpi_->value() / 25.4;
        case Inches:
            return dpi_->value();
        default:
            return 1;
    }
}

void NewDocumentDialog::choosePreset(int index) {
    preset_->setCurrentIndex(preset_->findData(index));
    presetChosen();
}

void NewDocumentDialog::presetChosen() {
    const int index = preset_->currentData().toInt();
    if (index >= 0) {
        const PaperPreset& preset = paperPresets()[std::size_t(index)];
        // Not rounded yet: the paper's own millimetres are to be shown.
        widthPx_ = preset.isScreen() ? preset.pixels.width : preset.mm.width() / 25.4 * dpi_->value();
        heightPx_ = preset.isScreen() ? preset.pixels.height : preset.mm.height() / 25.4 * dpi_->value();
        unit_->setCurrentIndex(preset.isScreen() ? Pixels : unit_->currentIndex());
    } else if (unit_->currentIndex() != Pixels) {
        widthPx_ = width_->value() * factor();  // another resolution: the paper keeps its size
        heightPx_ = height_->value() * factor();
    }
    unitChosen();
}

void NewDocumentDialog::unitChosen() {
    const bool whole = unit_->currentIndex() == Pixels;
    const QSignalBlocker w(width_), h(height_);
    for (QDoubleSpinBox* box : {width_, height_})
        box->setDecimals(whole ? 0 : unit_->currentIndex() == Inches ? 2 : 1);
    width_->setValue(widthPx_ / factor());
    height_->setValue(heightPx_ / factor());
    showSummary();
}

void NewDocumentDialog::sizeEdited() {
    widthPx_ = width_->value() * factor();
    heightPx_ = height_->value() * factor();
    preset_->setCurrentIndex(preset_->findData(-1));
    showSummary();
}

void NewDocumentDialog::turn() {
    std::swap(widthPx_, heightPx_);
    preset_->setCurrentIndex(preset_->findData(-1));
    unitChosen();
}

void NewDocumentDialog::showSummary() {
    const Size size = pixels();
    const qint64 bytes = size.area() * 4 * (depth_->currentIndex() == 1 ? 2 : 1);
    summary_->setText(tr("%1 × %2 px, %3 a full layer")
                          .arg(size.width)
                          .arg(size.height)
                          .arg(QLocale().formattedDataSize(bytes, 0)));
}

Size NewDocumentDialog::pixels() const {
    return {std::clamp(int(std::lround(widthPx_)), 1, kMaxPageSide),
            std::clamp(int(std::lround(heightPx_)), 1, kMaxPageSide)};
}

double NewDocumentDialog::dpi() const {
    return dpi_->value();
}

Depth NewDocumentDialog::depth() const {
    return depth_->currentIndex() == 1 ? Depth::Bits16 : Depth::Bits8;
}

}  // namespace lacuna
