// See export_dialog.h.
#include "ui/shell/export_dialog.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>

#include "ui/shell/dialog_parts.h"

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
    layOutDialog(*this, form, acceptOrCancel(*this, tr("Export")), 360);
}

ExportSettings ExportDialog::settings() const {
    return {quality_->value(), lossless_->isChecked(), alpha_->isChecked(), deep_->isChecked(),
            recipe_->isChecked()};
}

}  // namespace lacuna
