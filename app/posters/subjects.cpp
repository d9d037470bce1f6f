// See subjects.h: the list, the renderer and the brushes that all drawings share.
#include "app/posters/subjects.h"

namespace lacuna::posters {

std::vector<Subject> allSubjects() {
    std::vector<Subject> all;
    for (const auto& part : {skySubjects(), natureSubjects(), thingSubjects()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

QImage render(const Subject& subject, const Variation& variation, int sidePx) {
    QImage large(sidePx * 3, sidePx * 3, QImage::Format_ARGB32_Premultiplied);
    large.fill(Qt::transparent);
    QPainter painter(&large);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(large.width(), large.height());
    painter.setPen(Qt::NoPen);
    subject.draw(painter, variation);
    painter.end();
    return large.scaled(sidePx, sidePx, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGBA8888);
}

QBrush radial(double cx, double cy, double radius, const QColor& inner, const QColor& outer) {
    QRadialGradient gradient(cx, cy, radius);
    gradient.setColorAt(0, inner);
    gradient.setColorAt(1, outer);
    return gradient;
}

QBrush vertical(double top, double bottom, const QColor& first, const QColor& last) {
    QLinearGradient gradient(0, top, 0, bottom);
    gradient.setColorAt(0, first);
    gradient.setColorAt(1, last);
    return gradient;
}

QBrush horizontal(double left, double right, const QColor& first, const QColor& middle, const QColor& last) {
    QLinearGradient gradient(left, 0, right, 0);
    gradient.setColorAt(0, first);
    gradient.setColorAt(0.4, middle);
    gradient.setColorAt(1, last);
    return gradient;
}

void glow(QPainter& painter, double cx, double cy, double radius, QColor colour, int strength) {
    colour.setAlpha(strength);
    QColor clear = colour;
    clear.setAlpha(0);
    painter.setBrush(radial(cx, cy, radius, colour, clear));
    painter.drawEllipse(QPointF(cx, cy), radius, radius);
}

}  // namespace lacuna::posters
