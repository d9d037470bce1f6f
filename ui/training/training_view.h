// A run as it can be watched: how far it is, its loss, its samples, and what went wrong.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;

namespace lacuna {

class LossCurve;
class NoticeBox;
class SampleStrip;
class StyleTraining;

class TrainingView : public QWidget {
    Q_OBJECT
  public:
    /// `training` must outlive the view.
    explicit TrainingView(StyleTraining& training, QWidget* parent = nullptr);

    QString text() const;
    SampleStrip* samples() const { return samples_; }

  private:
    void showRun();

    StyleTraining& training_;
    QLabel *title_, *text_;
    QProgressBar* bar_;
    LossCurve* curve_;
    SampleStrip* samples_;
    NoticeBox* notice_;
};

}  // namespace lacuna
