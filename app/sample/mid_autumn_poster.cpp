// See mid_autumn_poster.h. A function a layer, in the order in which they lie.
#include "app/sample/mid_autumn_poster.h"

#include <QFont>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>
#include <QRandomGenerator>
#include <cmath>

namespace lacuna {
namespace {

constexpr QSize kPage{1240, 1754};

QImage transparentPage() {
    QImage image(kPage, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    return image;
}

QFont font(const QString& family, int pixels, QFont::Weight weight = QFont::Normal, qreal letterSpacing = 0) {
    QFont f(family);
    f.setPixelSize(pixels);
    f.setWeight(weight);
    f.setLetterSpacing(QFont::AbsoluteSpacing, letterSpacing);
    f.setHintingPreference(QFont::PreferNoHinting);
    return f;
}

QImage paintSky() {
    QImage image(kPage, QImage::Format_ARGB32);
    QPainter p(&image);
    QLinearGradient sky(0, 0, 0, kPage.height());
    sky.setColorAt(0.00, QColor("#0b1238"));
    sky.setColorAt(0.45, QColor("#23306f"));
    sky.setColorAt(0.74, QColor("#6a4f8f"));
    sky.setColorAt(0.88, QColor("#d9829a"));
    sky.setColorAt(1.00, QColor("#f3b49a"));
    p.fillRect(image.rect(), sky);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    QRandomGenerator random(8);
    for (int i = 0; i < 170; ++i) {  // stars thin out towards the horizon
        const double x = random.bounded(double(kPage.width()));
        const double height = random.bounded(1.0);
        const double y = height * height * 1000;
        const double radius = 0.7 + random.bounded(1.5);
        p.setBrush(QColor(255, 248, 226, 60 + random.bounded(170)));
        p.drawEllipse(QPointF(x, y), radius, radius);
    }
    return image;
}

QImage paintMoon() {
    QImage image = transparentPage();
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    const QPointF centre(800, 520);
    const double radius = 265;
    QRadialGradient halo(centre, radius * 2.3);
    halo.setColorAt(0.0, QColor(255, 236, 180, 150));
    halo.setColorAt(0.42, QColor(255, 226, 160, 70));
    halo.setColorAt(1.0, QColor(255, 226, 160, 0));
    p.setBrush(halo);
    p.drawEllipse(centre, radius * 2.3, radius * 2.3);
    QRadialGradient disc(centre - QPointF(70, 90), radius * 1.5);
    disc.setColorAt(0.0, QColor("#fffbe8"));
    disc.setColorAt(0.6, QColor("#fdeab0"));
    disc.setColorAt(1.0, QColor("#f0c778"));
    p.setBrush(disc);
    p.drawEllipse(centre, radius, radius);
    QPainterPath clip;
    clip.addEllipse(centre, radius, radius);
    p.setClipPath(clip);
    QRandomGenerator random(21);
    for (int i = 0; i < 26; ++i) {  // soft seas
        const QPointF at = centre + QPointF(random.bounded(440.0) - 220, random.bounded(440.0) - 220);
        const double r = 18 + random.bounded(70.0);
        QRadialGradient sea(at, r);
        sea.setColorAt(0, QColor(214, 168, 96, 46));
        sea.setColorAt(1, QColor(214, 168, 96, 0));
        p.setBrush(sea);
        p.drawEllipse(at, r, r * 0.8);
    }
    return image;
}

QImage paintCity() {
    QImage image = transparentPage();
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    QRandomGenerator random(5);
    const QColor walls[] = {QColor("#5d4a86"), QColor("#3a3168"), QColor("#1d1b47")};
    for (int depth = 0; depth < 3; ++depth) {
        double x = -30;
        while (x < kPage.width()) {
            const double width = 62 + random.bounded(70.0);
            const double height = 190 - depth * 34 + random.bounded(170.0 - depth * 18);
            const double top = kPage.height() - 96 + depth * 20 - height;
            p.setBrush(walls[depth]);
            p.drawRect(QRectF(x, top, width, kPage.height() - top));
            if (random.bounded(4) == 0) p.drawRect(QRectF(x + width / 2 - 2, top - 46, 4, 48));
            for (double wy = top + 16; depth > 0 && wy < kPage.height() - 130; wy += 22) {
                for (double wx = x + 9; wx < x + width - 14; wx += 17) {
                    if (random.bounded(100) < 34) {
                        p.setBrush(QColor(255, 214, 130, 90 + random.bounded(140)));
                        p.drawRect(QRectF(wx, wy, 7, 10));
                    }
                }
            }
            x += width + random.bounded(10.0);
        }
    }
    QLinearGradient water(0, kPage.height() - 104, 0, kPage.height());
    water.setColorAt(0, QColor("#2a2757"));
    water.setColorAt(1, QColor("#14123a"));
    p.fillRect(QRectF(0, kPage.height() - 104, kPage.width(), 104), water);
    for (int i = 0; i < 130; ++i) {
        const double y = kPage.height() - 98 + random.bounded(94.0);
        const double x = random.bounded(double(kPage.width()));
        p.setBrush(QColor(255, 206, 140, 22 + random.bounded(60)));
        p.drawRoundedRect(QRectF(x, y, 24 + random.bounded(70.0), 2.4), 1.2, 1.2);
    }
    return image;
}

void paintLantern(QPainter& p, QPointF at, double r) {
    QRadialGradient glow(at, r * 2.6);
    glow.setColorAt(0, QColor(255, 140, 70, 130));
    glow.setColorAt(1, QColor(255, 140, 70, 0));
    p.setBrush(glow);
    p.setPen(Qt::NoPen);
    p.drawEllipse(at, r * 2.6, r * 2.6);
    p.setPen(QPen(QColor("#e8c071"), std::max(2.0, r * 0.045)));
    p.drawLine(QPointF(at.x(), -10), at - QPointF(0, r * 0.92));
    p.setPen(Qt::NoPen);
    QRadialGradient body(at - QPointF(r * 0.25, r * 0.2), r * 1.35);
    body.setColorAt(0.0, QColor("#ffd98a"));
    body.setColorAt(0.35, QColor("#f4502f"));
    body.setColorAt(1.0, QColor("#a5131d"));
    p.setBrush(body);
    p.drawEllipse(at, r, r * 0.82);
    p.setPen(QPen(QColor(255, 205, 120, 120), std::max(1.5, r * 0.03)));
    p.setBrush(Qt::NoBrush);
    for (const double w : {0.36, 0.72}) p.drawEllipse(at, r * w, r * 0.82);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor("#e8c071"));
    p.drawRoundedRect(QRectF(at.x() - r * 0.38, at.y() - r * 0.95, r * 0.76, r * 0.19), 4, 4);
    p.drawRoundedRect(QRectF(at.x() - r * 0.38, at.y() + r * 0.76, r * 0.76, r * 0.19), 4, 4);
    p.setPen(QPen(QColor("#e2b45e"), std::max(2.0, r * 0.035)));
    for (int i = -3; i <= 3; ++i) {
        const double x = at.x() + i * r * 0.09;
        p.drawLine(QPointF(x, at.y() + r * 0.95),
                   QPointF(x + i * r * 0.02, at.y() + r * (1.55 - 0.05 * std::abs(i))));
    }
}

QImage paintLanterns() {
    QImage image = transparentPage();
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    paintLantern(p, {1115, 235}, 84);
    paintLantern(p, {955, 122}, 52);
    paintLantern(p, {1188, 505}, 46);
    return image;
}

QImage paintTitle() {
    QImage image = transparentPage();
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::TextAntialiasing);
    const QString title = QString::fromUtf8("月满中秋");
    QPainterPath path;
    const QFont f = font("LXGW WenKai", 250, QFont::Bold);
    for (int i = 0; i < title.size(); ++i) path.addText(QPointF(96 + i * 264, 1095), f, title.mid(i, 1));
    p.translate(0, 8);
    p.fillPath(path, QColor(16, 12, 48, 120));
    p.translate(0, -8);
    QLinearGradient gold(0, 860, 0, 1120);
    gold.setColorAt(0, QColor("#fff6d5"));
    gold.setColorAt(1, QColor("#f2c877"));
    p.fillPath(path, gold);
    return image;
}

QImage paintLines() {
    QImage image = transparentPage();
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::TextAntialiasing);
    p.setPen(QColor("#fff1d0"));
    p.setFont(font("Noto Sans CJK SC", 54, QFont::Medium, 7));
    p.drawText(QPointF(104, 1196), "Mid-Autumn Festival");
    p.setPen(QPen(QColor(255, 241, 208, 190), 3));
    p.drawLine(QPointF(106, 1234), QPointF(424, 1234));
    p.setPen(QColor(255, 241, 208, 230));
    p.setFont(font("Noto Sans CJK SC", 32, QFont::Normal, 2));
    p.drawText(QPointF(104, 1292), QString::fromUtf8("农历八月十五 · 江畔灯会 19:00"));
    return image;
}

QImage paintMask() {
    QImage mask(kPage, QImage::Format_Grayscale8);
    mask.fill(0);
    QPainter p(&mask);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(Qt::white, 210, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath stroke(QPointF(262, 300));  // as a hand would brush it
    stroke.cubicTo(QPointF(220, 400), QPointF(330, 470), QPointF(268, 590));
    p.drawPath(stroke);
    return mask;
}

}  // namespace

SamplePoster paintMidAutumnPoster() {
    SamplePoster poster;
    poster.size = kPage;
    poster.layers = {{"Sky", paintSky()},     {"Moon", paintMoon()},
                     {"City", paintCity()},   {"Lanterns", paintLanterns()},
                     {"Title", paintTitle()}, {"Date and place", paintLines()}};
    poster.mask = paintMask();
    return poster;
}

}  // namespace lacuna
