// See subjects.h: the list, and how a drawing becomes planes.
#include "app/posters/subjects.h"

#include <cmath>

namespace lacuna::posters {
namespace {

/// Premultiplied, drawn at three times its size and reduced.
QImage picture(const Subject& subject, const QColor& colour, int sidePx) {
    QImage large(sidePx * 3, sidePx * 3, QImage::Format_ARGB32_Premultiplied);
    large.fill(Qt::transparent);
    QPainter painter(&large);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(large.width() / 100.0, large.height() / 100.0);
    painter.setPen(Qt::NoPen);
    subject.draw(painter, colour);
    painter.end();
    return large.scaled(sidePx, sidePx, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

}  // namespace

std::vector<Subject> allSubjects() {
    std::vector<Subject> all;
    for (const auto& part : {skySubjects(), plantSubjects(), animalSubjects(), festivalSubjects(),
                             foodSubjects(), drinkSubjects(), goodsSubjects(), cultureSubjects(),
                             homeSubjects(), travelSubjects(), placeSubjects()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::vector<std::uint8_t> render(const Subject& subject, int sidePx) {
    // Black gives what is fixed; what white adds to it is the shade, equal in all channels.
    const QImage fixed = picture(subject, Qt::black, sidePx), whole = picture(subject, Qt::white, sidePx);
    const std::size_t plane = std::size_t(sidePx) * std::size_t(sidePx);
    std::vector<std::uint8_t> out(5 * plane);
    for (int y = 0; y < sidePx; ++y) {
        const auto* dark = reinterpret_cast<const QRgb*>(fixed.constScanLine(y));
        const auto* light = reinterpret_cast<const QRgb*>(whole.constScanLine(y));
        for (int x = 0; x < sidePx; ++x) {
            const std::size_t at = std::size_t(y) * std::size_t(sidePx) + std::size_t(x);
            const int added = qRed(light[x]) - qRed(dark[x]) + qGreen(light[x]) - qGreen(dark[x]) +
                              qBlue(light[x]) - qBlue(dark[x]);
            out[at] = std::uint8_t(qRed(dark[x]));
            out[plane + at] = std::uint8_t(qGreen(dark[x]));
            out[2 * plane + at] = std::uint8_t(qBlue(dark[x]));
            out[3 * plane + at] = std::uint8_t(std::clamp(int(std::lround(added / 3.0)), 0, 255));
            out[4 * plane + at] = std::uint8_t(qAlpha(light[x]));
        }
    }
    return out;
}

}  // namespace lacuna::posters
