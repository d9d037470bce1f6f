// See quality_field.h. A model that was not distilled leaves only the first choice, and the other says why.
#include "ui/panels/quality_field.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

#include "ui/generation/generation_controller.h"

namespace lacuna {

QualityField::QualityField(GenerationController& controller, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      best_(makeButton(tr("Best"), false)),
      fast_(makeButton(tr("Fast"), true)) {
    auto* group = new QButtonGroup(this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QToolButton* button : {best_, fast_}) {
        group->addButton(button);
        layout->addWidget(button);
    }
    setFocusProxy(best_);
    connect(&controller_, &GenerationController::settingsChanged, this, &QualityField::showSettings);
    connect(&controller_, &GenerationController::modelsChanged, this, &QualityField::showSettings);
    showSettings();
}

QToolButton* QualityField::makeButton(const QString& name, bool fast) {
    auto* button = new QToolButton(this);
    button->setText(name);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setProperty("framed", true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QToolButton::clicked, this, [this, fast] { controller_.chooseFast(fast); });
    return button;
}

void QualityField::showSettings() {
    const ModelInfo* model = controller_.model();
    const bool can = model && model->fast;
    const bool fast = can && controller_.settings().fast;
    best_->setChecked(!fast);
    fast_->setChecked(fast);
    fast_->setEnabled(can);
    if (model) best_->setToolTip(tr("%1 steps with guidance").arg(model->defaults.steps));
    fast_->setToolTip(
        can ? tr("%1 steps without guidance: quicker and rougher").arg(model->fast->sampling.steps)
            : tr("This model has not been distilled for few steps."));
}

}  // namespace lacuna
