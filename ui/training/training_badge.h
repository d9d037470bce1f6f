// A run in the status line, seen while its dialog is closed; a click opens that again.
#pragma once

#include <QtWidgets/QToolButton>

namespace lacuna {

class StyleTraining;

class TrainingBadge : public QToolButton {
    Q_OBJECT
  public:
    explicit TrainingBadge(const StyleTraining& training, QWidget* parent = nullptr);

  private:
    void showRun();

    const StyleTraining& training_;
};

}  // namespace lacuna
