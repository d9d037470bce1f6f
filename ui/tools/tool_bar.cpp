#include "ui/tools/tool_bar.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QToolButton>

#include "ui/tools/tool_manager.h"

namespace lacuna {

ToolBar::ToolBar(ToolManager& manager, QWidget* parent) : QToolBar(tr("Tools"), parent), manager_(manager) {
    setObjectName(QStringLiteral("toolBar"));
    setOrientation(Qt::Vertical);
    setIconSize({24, 24});
    setMovable(false);
    for (QAction* action : manager_.toolActions()) {
        const QString id = action->data().toString();
        if (id == QLatin1String("outpaint") || id == QLatin1String("hand")) addSeparator();
        addAction(action);
        if (id == QLatin1String("mask-brush")) addAction(manager_.brushActions().first());  // its eraser
    }
    for (QAction* action : actions()) {
        if (auto* button = qobject_cast<QToolButton*>(widgetForAction(action))) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setAccessibleName(action->text());
            button->setMinimumSize(36, 36);
        }
    }
}

void ToolBar::keyPressEvent(QKeyEvent* event) {
    const bool forward = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right;
    if (forward || event->key() == Qt::Key_Up || event->key() == Qt::Key_Left) {
        focusNextPrevChild(forward);
        return;
    }
    QToolBar::keyPressEvent(event);
}

}  // namespace lacuna
