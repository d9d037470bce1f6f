// See fields.h.
#include "ui/panels/fields.h"

#include <QtCore/QEvent>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSlider>
#include <cmath>

namespace lacuna {
namespace {

class WheelGuard : public QObject {
  public:
    using QObject::QObject;
    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() != QEvent::Wheel) return false;
        const auto* field = qobject_cast<QWidget*>(object);
        if (field && field->hasFocus()) return false;
        event->ignore();  // goes on to the panel
        return true;
    }
};

}  // namespace

void guardWheel(QWidget* field) {
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new WheelGuard(field));
}

QLabel* dimLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("dim", true);
    return label;
}

SliderField::SliderField(const Range& range, const QString& suffix, QWidget* parent)
    : QWidget(parent),
      range_(range),
      slider_(new QSlider(Qt::Horizontal, this)),
      number_(new QDoubleSpinBox(this)) {
    slider_->setRange(0, int(std::lround((range.maximum - range.minimum) / range.step)));
    slider_->setPageStep(std::max(1, slider_->maximum() / 10));
    number_->setRange(range.minimum, range.maximum);
    number_->setSingleStep(range.step);
    number_->setDecimals(range.decimals);
    number_->setSuffix(suffix);
    number_->setKeyboardTracking(false);
    number_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    number_->setAlignment(Qt::AlignRight);
    number_->setFixedWidth(64);
    guardWheel(slider_);
    guardWheel(number_);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(slider_, 1);
    layout->addWidget(number_);
    setFocusProxy(number_);

    connect(slider_, &QSlider::valueChanged, this, [this](int ticks) {
        const double value = range_.minimum + ticks * range_.step;
        if (ticksOf(number_->value()) == ticks) return;
        const QSignalBlocker blocker(number_);
        number_->setValue(value);
        Q_EMIT edited(number_->value());
    });
    connect(number_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(slider_);
        slider_->setValue(ticksOf(value));
        Q_EMIT edited(value);
    });
}

int SliderField::ticksOf(double value) const {
    return int(std::lround((value - range_.minimum) / range_.step));
}

double SliderField::value() const {
    return number_->value();
}

void SliderField::setValue(double value) {
    const QSignalBlocker slider(slider_), number(number_);
    number_->setValue(value);
    slider_->setValue(ticksOf(value));
}

void SliderField::setLabel(const QString& name, const QString& toolTip) {
    slider_->setAccessibleName(name);
    number_->setAccessibleName(name);
    setToolTip(toolTip);
}

}  // namespace lacuna
