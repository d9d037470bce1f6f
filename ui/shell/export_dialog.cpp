// See export_dialog.h.
#include "ui/shell/export_dialog.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

namespace lacuna {

ExportDialog::ExportDialog(const QString& fileName, const QString& suffix, bool documentIsDeep,
                           QWidget* parent)
    : QDialog(parent),
      quality_(new QSpinBox(this)),
      lossless_(new QCheckBox(tr("Without loss"), this)),
      alpha_(new QCheckBox(tr("Keep transparency (else over white)"), this)),
      deep_(new QCheckBox(tr("16 bits a channel"), this)),
      recipe_(new QCheckBox(tr("Write prompt, seed and model into the file"), this)) {
    setWindowTitle(tr("Export %1").arg(fileName));
    const bool jpeg = suffix == "jpg" || suffix == "jpeg", webp = suffix == "webp";
    const bool canBeDeep = suffix == "png" || suffix == "tif" || suffix == "tiff";
    quality_->setRange(1, 100);
    quality_->setValue(92);
    alpha_->setChecked(true);
    deep_->setChecked(documentIsDeep && canBeDeep);
    recipe_->setChecked(true);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    if (jpeg || webp) {
        form->addRow(tr("Quality"), quality_);
    } else {
        quality_->hide();
    }
    if (webp) {
        form->addRow({}, lossless_);
        connect(lossless_, &QCheckBox::toggled, quality_, &QWidget::setDisabled);
    } else {
        lossless_->hide();
    }
    if (jpeg) {
        alpha_->setChecked(false);
        alpha_->hide();
    } else {
        form->addRow({}, alpha_);
    }
    if (canBeDeep) {
        form->addRow({}, deep_);
    } else {
        deep_->hide();
    }
    form->addRow({}, recipe_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Export"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(360);
}

ExportSettings ExportDialog::settings() const {
    return {quality_->value(), lossless_->isChecked(), alpha_->isChecked(), deep_->isChecked(),
            recipe_->isChecked()};
}

}  // namespace lacuna
