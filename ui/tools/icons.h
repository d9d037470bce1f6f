// Icons are black drawings that take the theme's text colour when they are painted, so one set serves dark
// and light and a change of theme needs no reload.
#pragma once

#include <QtGui/QIcon>

namespace lacuna {

/// The icon resources/icons/<name>.svg, for example icon("mask-brush"). Enabled items are drawn in the
/// palette's ButtonText, disabled ones in its disabled text and selected ones in HighlightedText. Crisp at
/// any size and device pixel ratio. An unknown name gives an empty icon and a warning in the log.
QIcon icon(const char* name);

/// The same, always in one colour (for painting over pictures or a coloured button).
QIcon icon(const char* name, const QColor& colour);

/// The same drawing in one colour; an icon that is not ours comes back unchanged.
QIcon recoloured(const QIcon& icon, const QColor& colour);

/// All names, sorted, as listed in icons.qrc; for tests and for a sheet of icons.
QStringList iconNames();

}  // namespace lacuna
