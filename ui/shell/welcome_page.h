// What is there before a picture is: the ways to begin, and the files worked on last.
#pragma once

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace lacuna {

class Preferences;

class WelcomePage : public QWidget {
    Q_OBJECT
  public:
    explicit WelcomePage(Preferences& preferences, QWidget* parent = nullptr);

  Q_SIGNALS:
    void newRequested();
    void openRequested();
    void describeRequested();
    void sampleRequested();
    void fileRequested(const QString& path);

  private:
    void showRecent();

    Preferences& preferences_;
    QVBoxLayout* recent_;
    QStringList shown_;
};

}  // namespace lacuna
