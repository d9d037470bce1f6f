// See model_field.h.
#include "ui/panels/model_field.h"

#include <QtCore/QLocale>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/generation/generation_controller.h"
#include "ui/panels/fields.h"

namespace lacuna {

ModelField::ModelField(GenerationController& controller, QWidget* parent)
    : QWidget(parent), controller_(controller), combo_(new QComboBox(this)), hint_(dimLabel({}, this)) {
    combo_->setAccessibleName(tr("Model"));
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(8);
    guardWheel(combo_);
    hint_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(combo_);
    layout->addWidget(hint_);
    setFocusProxy(combo_);
    connect(&controller_, &GenerationController::modelsChanged, this, &ModelField::showModels);
    connect(combo_, &QComboBox::activated, this, [this](int index) {
        const QVariant folder = combo_->itemData(index);
        if (folder.isValid()) {
            controller_.chooseModel(folder.toString().toStdString());
        } else if (index == combo_->count() - 1) {
            Q_EMIT addFolderRequested();
        }
        showModels();
    });
    showModels();
}

void ModelField::showModels() {
    const QSignalBlocker blocker(combo_);
    combo_->clear();
    const ModelInfo* chosen = controller_.model();
    for (const ModelInfo& model : controller_.models()) {
        const QString name = QString::fromStdString(model.name);
        combo_->addItem(name, QString::fromStdString(model.folder.string()));
        const int row = combo_->count() - 1;
        combo_->setItemData(row,
                            QString("%1\n%2").arg(QString::fromStdString(model.folder.string()),
                                                  QLocale().formattedDataSize(qint64(model.weightBytes))),
                            Qt::ToolTipRole);
        if (chosen == &model) combo_->setCurrentIndex(row);
    }
    if (controller_.models().empty()) {
        combo_->addItem(controller_.state().blocked.reason == BlockReason::LookingForModels ? tr("Looking...")
                                                                                            : tr("No model"));
        combo_->setCurrentIndex(0);
    }
    combo_->insertSeparator(combo_->count());
    combo_->addItem(tr("Add model folder..."));

    QString hint;
    if (chosen && chosen->draft) {
        hint =
            tr("A small draft model for sketches of posters. For finished pictures add a Qwen-Image folder.");
    } else if (chosen) {
        hint = QString::fromStdString(chosen->hint);
    }
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
}

}  // namespace lacuna
