// The one big button. It is named after what it will do; its menu lets the person insist on something else.
#pragma once

#include <QtWidgets/QToolButton>

namespace lacuna {

class GenerationController;

class ActionButton : public QToolButton {
    Q_OBJECT
  public:
    explicit ActionButton(GenerationController& controller, QWidget* parent = nullptr);

  private:
    void showAction();
    void fillMenu();

    GenerationController& controller_;
};

}  // namespace lacuna
