// See theme.h.
#include "ui/shell/theme.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>
#include <cmath>

// Outside any namespace, as Qt demands: resources of a static library are only linked when they are asked
// for.
static void openThemeResources() {
    Q_INIT_RESOURCE(themes);
}

namespace lacuna {
namespace {

QByteArray readResource(const QString& path) {
    openThemeResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("%s is missing from the program", qPrintable(path));
        return {};
    }
    return file.readAll();
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

}  // namespace

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Theme loadTheme(bool dark) {
    Theme theme;
    theme.dark = dark;
    const QJsonObject colours =
        QJsonDocument::fromJson(readResource(dark ? ":/themes/dark.json" : ":/themes/light.json")).object();
    for (auto it = colours.begin(); it != colours.end(); ++it)
        theme.colours.insert(it.key(), QColor(it.value().toString()));
    return theme;
}

QPalette Theme::palette() const {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const char* name) {
        palette.setColor(role, colour(name));
    };
    set(QPalette::Window, "window");
    set(QPalette::WindowText, "text");
    set(QPalette::Base, "field");
    set(QPalette::AlternateBase, "panel");
    set(QPalette::Text, "text");
    set(QPalette::Button, "button");
    set(QPalette::ButtonText, "text");
    set(QPalette::BrightText, "danger");
    set(QPalette::ToolTipBase, "tooltip");
    set(QPalette::ToolTipText, "tooltipText");
    set(QPalette::PlaceholderText, "dimText");
    set(QPalette::Highlight, "accent");
    set(QPalette::HighlightedText, "onAccent");
    set(QPalette::Link, "link");
    set(QPalette::Light, "raised");
    set(QPalette::Midlight, "border");
    set(QPalette::Mid, "border");
    set(QPalette::Dark, "desk");
    set(QPalette::Shadow, "shadow");
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, colour("disabledText"));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colour("border"));
    return palette;
}

QString Theme::styleSheet() const {
    QString sheet = QString::fromUtf8(readResource(":/themes/lacuna.qss"));
    for (auto it = colours.begin(); it != colours.end(); ++it)
        sheet.replace("@" + it.key() + "@", it.value().name());
    sheet.replace("@variant@", dark ? "dark" : "light");
    return sheet;
}

bool wantsDark(ThemeChoice choice) {
    if (choice != ThemeChoice::System) return choice == ThemeChoice::Dark;
    // Qt 6.4 has no colour scheme hint: a light text on the system's own palette tells. Asked once, before we
    // set ours.
    static const bool systemIsDark = [] {
        const QPalette palette = QGuiApplication::palette();
        return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    }();
    return systemIsDark;
}

QFont interfaceFont() {
    QFont font;
    QStringList families;
    const QStringList wanted = {"Inter",       "Segoe UI",        "SF Pro Text",        "Ubuntu",
                                "Cantarell",   "Noto Sans",       "Noto Sans CJK SC",   "Source Han Sans SC",
                                "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"};
    const QStringList present = QFontDatabase::families();
    for (const QString& family : wanted) {
        if (present.contains(family)) families << family;
    }
    if (!families.isEmpty()) font.setFamilies(families + font.families());
    font.setPixelSize(13);
    return font;
}

void applyTheme(QApplication& application, ThemeChoice choice) {
    const Theme theme = loadTheme(wantsDark(choice));
    if (application.style()->objectName().compare("fusion", Qt::CaseInsensitive) != 0)
        application.setStyle(QStyleFactory::create("Fusion"));
    application.setFont(interfaceFont());
    application.setPalette(theme.palette());
    application.setStyleSheet(theme.styleSheet());
}

}  // namespace lacuna
