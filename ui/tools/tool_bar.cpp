// See tool_bar.h.
#include "ui/tools/tool_bar.h"

#include <QtGui/QKeyEvent>

#include "ui/tools/icon_button.h"
#include "ui/tools/tool_manager.h"

namespace lacuna {

ToolBar::ToolBar(ToolManager& manager, QWidget* parent) : QToolBar(tr("Tools"), parent), manager_(manager) {
    setObjectName(QStringLiteral("toolBar"));
    setOrientation(Qt::Vertical);
    setIconSize({24, 24});
    setMovable(false);
    const auto addButton = [this](QAction* action) {
        auto* button = new IconButton(action, this);
        button->setMinimumSize(36, 36);
        button->setIconSize(iconSize());
        addWidget(button);
    };
    for (QAction* action : manager_.toolActions()) {
        const QString id = action->data().toString();
        if (id == QLatin1String("outpaint") || id == QLatin1String("hand")) addSeparator();
        addButton(action);
        if (id == QLatin1String("mask-brush")) addButton(manager_.brushActions().first());  // its eraser
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
