// "Train from a folder": the questions, then the run. It may be closed while the child works and opened
// again: the run is not the dialog's.
#pragma once

#include <QtWidgets/QDialog>
#include <vector>

#include "engine/messages/model_info.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace lacuna {

class StyleForm;
class StyleTraining;
class TrainingView;

class TrainStyleDialog : public QDialog {
    Q_OBJECT
  public:
    /// `training` must outlive the dialog.
    explicit TrainStyleDialog(StyleTraining& training, QWidget* parent = nullptr);
    /// A run that has ended and was looked at is forgotten.
    ~TrainStyleDialog() override;

    void setModels(const std::vector<ModelInfo>& models, const ModelInfo* current);
    StyleForm* form() const { return form_; }
    TrainingView* view() const { return view_; }
    QPushButton* mainButton() const { return main_; }
    QPushButton* secondButton() const { return second_; }

  Q_SIGNALS:
    /// The style that was made is to be switched on, and its words written into the prompt.
    void useRequested(const QString& file, const QString& trigger);

  private:
    void showState();
    void pressMain();
    void pressSecond();

    StyleTraining& training_;
    QStackedWidget* pages_;
    StyleForm* form_;
    TrainingView* view_;
    QLabel* hint_;
    QPushButton *main_, *second_, *close_;
};

}  // namespace lacuna
