// What the window has to say without stopping anybody: one line above the canvas, with an action where there
// is one.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QFrame>
#include <functional>

class QLabel;
class QToolButton;

namespace lacuna {

class DetailsButton;

class MessageBar : public QFrame {
    Q_OBJECT
  public:
    explicit MessageBar(QWidget* parent = nullptr);

    struct Action {
        QString text;
        std::function<void()> run;
    };
    /// Goes away by itself after a few seconds.
    void showMessage(const QString& text, const Action& action = {});
    /// Stays until it is dismissed; `details` can be copied.
    void showError(const QString& text, const QString& details, const Action& action = {});
    void dismiss();
    QString text() const;

  private:
    void show(bool error, const QString& text, const QString& details, const Action& action);

    QLabel* icon_;
    QLabel* text_;
    QToolButton* action_;
    DetailsButton* copy_;
    QToolButton* close_;
    std::function<void()> run_;
    QTimer timer_;
};

}  // namespace lacuna
