// See icon_button.h.
#include "ui/tools/icon_button.h"

#include <QtGui/QAction>
#include <QtWidgets/QStyleOption>

#include "ui/tools/icons.h"

namespace lacuna {

IconButton::IconButton(QAction* action, QWidget* parent) : QToolButton(parent) {
    setDefaultAction(action);
    setAccessibleName(action->text());
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
}

void IconButton::initStyleOption(QStyleOptionToolButton* option) const {
    QToolButton::initStyleOption(option);
    if (isChecked() && isEnabled())
        option->icon = recoloured(option->icon, palette().color(QPalette::HighlightedText));
}

}  // namespace lacuna
