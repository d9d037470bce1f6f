// Small controls that the panels share: a slider with its number, and wheels that only turn what has the
// focus.
#pragma once

#include <QtWidgets/QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace lacuna {

/// A wheel over a field that has no focus scrolls the panel instead of changing a value by accident.
void guardWheel(QWidget* field);

/// Text in the colour of secondary things.
QLabel* dimLabel(const QString& text, QWidget* parent = nullptr);

/// A slider and the number beside it, one value.
class SliderField : public QWidget {
    Q_OBJECT
  public:
    struct Range {
        double minimum = 0, maximum = 1, step = 1;
        int decimals = 0;
    };
    SliderField(const Range& range, const QString& suffix, QWidget* parent = nullptr);

    double value() const;
    void setValue(double value);
    /// What screen readers call both halves.
    void setLabel(const QString& name, const QString& toolTip);
    QDoubleSpinBox* number() const { return number_; }

  Q_SIGNALS:
    /// By the person, not by setValue().
    void edited(double value);

  private:
    int ticksOf(double value) const;

    Range range_;
    QSlider* slider_;
    QDoubleSpinBox* number_;
};

}  // namespace lacuna
