// One style in the prompt dock: its tick, its strength, and what can be done with it.
#pragma once

#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QToolButton;

namespace lacuna {

class SliderField;
class StylesModel;

class StyleRow : public QWidget {
    Q_OBJECT
  public:
    StyleRow(StylesModel& model, int row, QWidget* parent = nullptr);

    /// The model's values.
    void showStyle();
    QCheckBox* tick() const { return tick_; }
    SliderField* strength() const { return strength_; }

  Q_SIGNALS:
    void triggerWanted(const QString& words);
    void revealRequested(const QString& file);
    void removeRequested(const QString& file);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fillMenu();
    /// A long name ends in dots where the dock ends.
    void showName();

    StylesModel& model_;
    int row_;
    QCheckBox* tick_;
    QToolButton* more_;
    SliderField* strength_;
    QLabel* reason_;
};

}  // namespace lacuna
