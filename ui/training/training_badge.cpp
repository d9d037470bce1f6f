// See training_badge.h.
#include "ui/training/training_badge.h"

#include "ui/tools/icons.h"
#include "ui/training/style_training.h"

namespace lacuna {

TrainingBadge::TrainingBadge(const StyleTraining& training, QWidget* parent)
    : QToolButton(parent), training_(training) {
    setIcon(lacuna::icon("style"));
    setIconSize({14, 14});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Show the training"));
    setObjectName("trainingBadge");
    connect(&training_, &StyleTraining::changed, this, &TrainingBadge::showRun);
    showRun();
}

void TrainingBadge::showRun() {
    setVisible(training_.running());
    if (!training_.running()) return;
    setText(tr("Training %1").arg(training_.settings().name) + " · " + training_.progressText());
    setAccessibleName(text());
}

}  // namespace lacuna
