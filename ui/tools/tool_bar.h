// The vertical strip of tools. It shows the manager's actions, so its shortcuts, check marks and tooltips are
// those of the menu.
#pragma once

#include <QtWidgets/QToolBar>

namespace lacuna {

class ToolManager;

class ToolBar : public QToolBar {
    Q_OBJECT
  public:
    explicit ToolBar(ToolManager& manager, QWidget* parent = nullptr);

  protected:
    void keyPressEvent(QKeyEvent* event) override;  ///< arrows walk along the strip

  private:
    ToolManager& manager_;
};

}  // namespace lacuna
