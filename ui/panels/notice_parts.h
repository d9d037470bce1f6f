// What a box that says something is made of: the sentence, its icon, and the buttons beside it.
#pragma once

#include <QtWidgets/QToolButton>

class QLabel;

namespace lacuna {

/// A sentence as it is, not as markup: it wraps and can be copied.
QLabel* sentenceLabel(QWidget* parent, const QString& sentence = {});

/// Shows the icon resources/icons/<name>.svg at the size of text.
void showIcon(QLabel& label, const char* name);

/// "Copy details", for whoever is asked for help.
class DetailsButton : public QToolButton {
    Q_OBJECT
  public:
    explicit DetailsButton(QWidget* parent = nullptr);
    void setDetails(const QString& details) { details_ = details; }

  private:
    QString details_;
};

/// A cross that says "Dismiss".
QToolButton* dismissButton(QWidget* parent);

}  // namespace lacuna
