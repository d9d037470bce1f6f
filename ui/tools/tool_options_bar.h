// The horizontal bar with the options of the active tool, under the menu.
#pragma once

#include <QtWidgets/QToolBar>

class QStackedWidget;

namespace lacuna {

class Tool;
class ToolManager;

class ToolOptionsBar : public QToolBar {
    Q_OBJECT
  public:
    explicit ToolOptionsBar(ToolManager& manager, QWidget* parent = nullptr);

  private:
    QWidget* makeBrushPage();
    QWidget* makeAreaPage();
    QWidget* makeOutpaintPage();
    QWidget* makeTitlePage();
    QWidget* makeMaskButtons(QWidget* parent);
    void showOptionsOf(Tool* tool);

    ToolManager& manager_;
    QStackedWidget* pages_ = nullptr;
};

}  // namespace lacuna
