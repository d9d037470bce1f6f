// Under the button while something runs: how far it is, how long it still takes, and the two ways to end it.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lacuna {

class GenerationController;

class RunBar : public QWidget {
    Q_OBJECT
  public:
    explicit RunBar(GenerationController& controller, QWidget* parent = nullptr);

  private:
    void showState();

    GenerationController& controller_;
    QLabel* text_;
    QProgressBar* bar_;
    QToolButton* stop_;
    QToolButton* cancel_;
};

}  // namespace lacuna
