// See icons.h.
#include "ui/tools/icons.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtGui/QGuiApplication>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

// The resources live in a static library, whose initializer nobody else refers to.
static void initializeIconResources() {
    Q_INIT_RESOURCE(icons);
}

namespace lacuna {
namespace {

QColor themeColour(QIcon::Mode mode) {
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
    }
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

/// Draws the SVG, then keeps its alpha and replaces its colour.
class TintedIconEngine : public QIconEngine {
  public:
    TintedIconEngine(QString path, QColor fixed) : path_(std::move(path)), fixed_(std::move(fixed)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, render((QSizeF(rect.size()) * scale).toSize(), mode, scale));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return render(size, mode, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        // QIcon passes device pixels up to Qt 6.7 and logical ones from 6.8.
        const bool logical = QT_VERSION >= QT_VERSION_CHECK(6, 8, 0);
        return render(logical ? (QSizeF(size) * scale).toSize() : size, mode, scale);
    }

    QIconEngine* clone() const override { return new TintedIconEngine(*this); }
    QString key() const override { return QStringLiteral("lacuna-tinted"); }
    QString iconName() override { return path_; }

  private:
    QPixmap render(const QSize& device, QIcon::Mode mode, qreal scale) const {
        if (device.isEmpty()) return {};
        const QColor colour = fixed_.isValid() && mode != QIcon::Disabled ? fixed_ : themeColour(mode);
        const QString key = QStringLiteral("lacuna-icon:%1:%2x%3:%4:%5")
                                .arg(path_)
                                .arg(device.width())
                                .arg(device.height())
                                .arg(scale)
                                .arg(colour.rgba(), 8, 16);
        QPixmap result;
        if (QPixmapCache::find(key, &result)) return result;
        QImage image(device, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        const double side = std::min(device.width(), device.height());
        QSvgRenderer(path_).render(
            &painter, QRectF((device.width() - side) / 2, (device.height() - side) / 2, side, side));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), colour);
        painter.end();
        result = QPixmap::fromImage(std::move(image));
        result.setDevicePixelRatio(scale);
        QPixmapCache::insert(key, result);
        return result;
    }

    QString path_;
    QColor fixed_;
};

}  // namespace

QIcon icon(const char* name) {
    return icon(name, QColor());
}

QIcon icon(const char* name, const QColor& colour) {
    initializeIconResources();
    const QString path = QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name));
    if (!QFile::exists(path)) {
        qWarning("There is no icon named %s.", name);
        return {};
    }
    return QIcon(new TintedIconEngine(path, colour));
}

QIcon recoloured(const QIcon& icon, const QColor& colour) {
    const QString path = icon.name();
    return path.startsWith(QStringLiteral(":/icons/")) ? QIcon(new TintedIconEngine(path, colour)) : icon;
}

QStringList iconNames() {
    initializeIconResources();
    QStringList names;
    for (const QString& file :
         QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name))
        names << file.chopped(4);
    return names;
}

}  // namespace lacuna
