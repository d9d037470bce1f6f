// How the window looks: a palette and one stylesheet, dark or light. Colours come from resources/themes, so a
// theme is a file.
#pragma once

#include <QtCore/QHash>
#include <QtGui/QColor>
#include <QtGui/QPalette>

#include "ui/shell/preferences.h"

class QApplication;

namespace lacuna {

struct Theme {
    QHash<QString, QColor> colours;  ///< "window", "text", "accent", ...; see resources/themes/dark.json
    bool dark = true;

    QColor colour(const char* name) const { return colours.value(QString::fromLatin1(name)); }
    QPalette palette() const;
    /// resources/themes/lacuna.qss with every @name@ replaced.
    QString styleSheet() const;
};

/// Reads a theme of the program's own. The two are part of the program: a broken one is a bug, shown in the
/// log.
Theme loadTheme(bool dark);

/// System asks for the system's palette as it was at the start.
bool wantsDark(ThemeChoice choice);

/// Style, palette, stylesheet and font of the whole program.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Fonts for the interface: what the system offers of Inter, Noto and the usual, then Chinese fallbacks. 13
/// px.
QFont interfaceFont();

/// WCAG 2.1 relative contrast, 1..21; tests hold themes to it.
double contrast(const QColor& a, const QColor& b);

}  // namespace lacuna
