// See loss_curve.h.
#include "ui/training/loss_curve.h"

#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

constexpr int kMostPoints = 600;
constexpr double kMargin = 6;

}  // namespace

QList<QPointF> runningMean(const QList<QPointF>& losses) {
    QList<QPointF> mean;
    const double keep = 1 - 1 / std::max(1.0, double(losses.size()) / 20);
    double sum = 0, weight = 0;
    for (const QPointF& loss : losses) {
        sum = keep * sum + loss.y();
        weight = keep * weight + 1;
        mean << QPointF(loss.x(), sum / weight);
    }
    return mean;
}

QList<QPointF> thinned(const QList<QPointF>& points, int most) {
    if (points.size() <= most) return points;
    QList<QPointF> few;
    for (qsizetype i = 0; i < most; ++i) {
        const qsizetype begin = i * points.size() / most, end = (i + 1) * points.size() / most;
        QPointF sum;
        for (qsizetype j = begin; j < end; ++j) sum += points[j];
        few << sum / double(end - begin);
    }
    return few;
}

LossCurve::LossCurve(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Loss"));
    setToolTip(tr("The loss falls little and stays noisy. Judge by the sample pictures."));
}

void LossCurve::show(const QList<QPointF>& losses, int steps) {
    steps_ = steps;
    mean_ = thinned(runningMean(losses), kMostPoints);
    losses_ = thinned(losses, kMostPoints);
    const QString last = mean_.isEmpty() ? QString() : QLocale().toString(mean_.back().y(), 'f', 3);
    setAccessibleDescription(last);
    update();
}

void LossCurve::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, 4, 4);
    painter.setBrush(Qt::NoBrush);
    const QColor dim = palette().color(QPalette::PlaceholderText);
    const QRectF area = frame.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    painter.setPen(dim);
    QFont small = font();
    small.setPixelSize(11);
    painter.setFont(small);
    if (mean_.size() < 2) {
        painter.drawText(area, Qt::AlignCenter, tr("The loss appears with the first steps."));
        return;
    }
    double low = losses_.front().y(), high = low;
    for (const QPointF& point : losses_) {
        low = std::min(low, point.y());
        high = std::max(high, point.y());
    }
    const double spread = std::max(high - low, 1e-9), steps = std::max(1, steps_);
    const auto draw = [&](const QList<QPointF>& points, const QPen& pen) {
        QPolygonF line;
        for (const QPointF& point : points)
            line << QPointF(area.left() + area.width() * point.x() / steps,
                            area.bottom() - area.height() * (point.y() - low) / spread);
        painter.setPen(pen);
        painter.drawPolyline(line);
    };
    QColor faint = dim;
    faint.setAlphaF(0.4f);
    draw(losses_, QPen(faint, 1));
    draw(mean_, QPen(palette().color(QPalette::Highlight), 2));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(area, Qt::AlignTop | Qt::AlignRight,
                     tr("Loss %1").arg(QLocale().toString(mean_.back().y(), 'f', 3)));
}

}  // namespace lacuna
