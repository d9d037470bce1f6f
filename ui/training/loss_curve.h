// The loss of a run as a small curve: every step as a faint line, and their running mean, which is what
// falls. It is there to see that something happens; sample pictures tell how well.
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtWidgets/QWidget>

namespace lacuna {

/// Each loss as the mean of it and those before it, the older the less (exponential, over about a twentieth
/// of all).
QList<QPointF> runningMean(const QList<QPointF>& losses);

/// At most `most` points: the mean of each stretch.
QList<QPointF> thinned(const QList<QPointF>& points, int most);

class LossCurve : public QWidget {
    Q_OBJECT
  public:
    explicit LossCurve(QWidget* parent = nullptr);

    /// Steps run from 0 to `steps` along the width.
    void show(const QList<QPointF>& losses, int steps);

    QSize sizeHint() const override { return {320, 72}; }
    QSize minimumSizeHint() const override { return {120, 56}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QList<QPointF> losses_, mean_;
    int steps_ = 0;
};

}  // namespace lacuna
