// Which program this is, and on what it computes.
#pragma once

#include <QtWidgets/QDialog>

class QLabel;

namespace lacuna {

class AboutDialog : public QDialog {
    Q_OBJECT
  public:
    explicit AboutDialog(QWidget* parent = nullptr);
    /// The engine's own words: libtorch, compute type, threads. Comes later than the dialog, as libtorch may
    /// have to be loaded for it.
    void showEngine(const QString& text);

  private:
    QLabel* engine_;
};

}  // namespace lacuna
