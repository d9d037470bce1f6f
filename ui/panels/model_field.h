// Which model works: its name, one sentence on what it is good for, and the way to add a folder of one's own.
#pragma once

#include <QtWidgets/QWidget>
#include <filesystem>

class QComboBox;
class QLabel;

namespace lacuna {

class GenerationController;

class ModelField : public QWidget {
    Q_OBJECT
  public:
    explicit ModelField(GenerationController& controller, QWidget* parent = nullptr);

  Q_SIGNALS:
    void addFolderRequested();

  private:
    void showModels();

    GenerationController& controller_;
    QComboBox* combo_;
    QLabel* hint_;
};

}  // namespace lacuna
