// The heading of a dock: its name and a way to put it away. It drags like the one it replaces.
#pragma once

#include <QtWidgets/QFrame>

class QDockWidget;

namespace lacuna {

class DockTitle : public QFrame {
    Q_OBJECT
  public:
    DockTitle(const QString& title, QDockWidget* dock);
};

}  // namespace lacuna
