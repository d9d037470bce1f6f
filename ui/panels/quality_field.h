// Best or fast: whether a model takes its usual steps or the few that it was distilled for.
#pragma once

#include <QtWidgets/QWidget>

class QToolButton;

namespace lacuna {

class GenerationController;

class QualityField : public QWidget {
    Q_OBJECT
  public:
    explicit QualityField(GenerationController& controller, QWidget* parent = nullptr);

  private:
    QToolButton* makeButton(const QString& name, bool fast);
    void showSettings();

    GenerationController& controller_;
    QToolButton* best_;
    QToolButton* fast_;
};

}  // namespace lacuna
