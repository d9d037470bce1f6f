// See dock_title.h.
#include "ui/shell/dock_title.h"

#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

#include "ui/tools/icons.h"

namespace lacuna {

DockTitle::DockTitle(const QString& title, QDockWidget* dock) : QFrame(dock) {
    setObjectName("dockTitle");
    auto* label = new QLabel(title, this);
    auto* close = new QToolButton(this);
    close->setIcon(icon("close"));
    close->setIconSize({12, 12});
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::NoFocus);
    close->setToolTip(tr("Hide; the Window menu brings it back"));
    close->setAccessibleName(tr("Hide %1").arg(title));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->addWidget(label, 1);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, dock, &QWidget::hide);
}

}  // namespace lacuna
