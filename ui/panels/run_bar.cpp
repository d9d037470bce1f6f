// See run_bar.h.
#include "ui/panels/run_bar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <cmath>

#include "ui/generation/generation_controller.h"
#include "ui/tools/icons.h"

namespace lacuna {

RunBar::RunBar(GenerationController& controller, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      text_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      stop_(new QToolButton(this)),
      cancel_(new QToolButton(this)) {
    bar_->setTextVisible(false);
    bar_->setFixedHeight(4);
    bar_->setAccessibleName(tr("Progress"));
    text_->setMinimumWidth(0);
    stop_->setText(tr("Stop here"));
    stop_->setIcon(icon("stop-here"));
    stop_->setToolTip(tr("Keep what is there after this step"));
    cancel_->setText(tr("Cancel"));
    cancel_->setIcon(icon("cancel"));
    cancel_->setToolTip(tr("Cancel this run (Esc)"));
    for (QToolButton* button : {stop_, cancel_}) {
        button->setIconSize({16, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setProperty("framed", true);
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(stop_);
    buttons->addWidget(cancel_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(bar_);
    layout->addWidget(text_);
    layout->addLayout(buttons);
    connect(stop_, &QToolButton::clicked, &controller_, &GenerationController::stopHere);
    connect(cancel_, &QToolButton::clicked, &controller_, &GenerationController::cancel);
    connect(&controller_, &GenerationController::stateChanged, this, &RunBar::showState);
    showState();
}

void RunBar::showState() {
    const GenerationState& state = controller_.state();
    setVisible(state.busy());
    if (!state.busy()) return;
    QString text = progressText(state);
    if (state.queued > 0) text += " · " + tr("%n waiting", nullptr, state.queued);
    text_->setText(text);
    const double fraction = state.fraction();
    bar_->setRange(0, fraction < 0 ? 0 : 1000);  // 0..0 is Qt's "busy"
    if (fraction >= 0) bar_->setValue(int(std::lround(1000 * fraction)));
    stop_->setEnabled(state.canStopHere());
    cancel_->setEnabled(state.phase != Phase::Cancelling);
}

}  // namespace lacuna
