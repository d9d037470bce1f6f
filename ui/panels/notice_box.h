// One sentence inside a panel: why the button waits, or what went wrong, with "Copy details" for whoever is
// asked for help.
#pragma once

#include <QtWidgets/QFrame>

class QLabel;
class QToolButton;

namespace lacuna {

class DetailsButton;

class NoticeBox : public QFrame {
    Q_OBJECT
  public:
    explicit NoticeBox(QWidget* parent = nullptr);

    void showHint(const QString& sentence);
    /// `details` go to the clipboard when asked for.
    void showError(const QString& sentence, const QString& details);
    void clear();

  Q_SIGNALS:
    void dismissed();

  private:
    void show(const char* iconName, bool error, const QString& sentence);

    QLabel* icon_;
    QLabel* text_;
    DetailsButton* copy_;
    QToolButton* close_;
};

}  // namespace lacuna
