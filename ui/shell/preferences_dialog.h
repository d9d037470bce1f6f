// Theme, language, preview, model folders: the few things that are chosen once.
#pragma once

#include <QtWidgets/QDialog>

class QListWidget;

namespace lacuna {

class Preferences;

class PreferencesDialog : public QDialog {
    Q_OBJECT
  public:
    explicit PreferencesDialog(Preferences& preferences, QWidget* parent = nullptr);

  Q_SIGNALS:
    void addModelFolderRequested();

  private:
    void showFolders();

    Preferences& preferences_;
    QListWidget* folders_;
};

}  // namespace lacuna
