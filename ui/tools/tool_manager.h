// Owns the tools, knows which one is active, and lends another one while a key is held (Space: hand). It also
// makes the actions with which menus, the tool bar and shortcuts choose a tool, so that there is one list of
// them.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <vector>

#include "engine/image/geometry.h"
#include "ui/tools/mask_options.h"

class QAction;
class QActionGroup;
class QKeyEvent;

namespace lacuna {

class Document;
class OutpaintTool;
class Tool;
class ToolView;

class ToolManager : public QObject {
    Q_OBJECT
  public:
    explicit ToolManager(QObject* parent = nullptr);
    ~ToolManager() override;

    void setDocument(Document* document);  ///< null when none is open
    void setView(ToolView* view);

    const std::vector<Tool*>& tools() const { return tools_; }
    Tool* tool(const QString& id) const;  ///< null when unknown
    /// The one that gets events: the lent one while a key is held.
    Tool* active() const;
    /// The one that the person chose.
    Tool* chosen() const { return chosen_; }
    void choose(const QString& id);
    /// Until giveBack(): nested calls and calls during a drag are ignored.
    void lend(const QString& id);
    void giveBack();

    /// Checkable, exclusive, with shortcut, icon and tooltip, in the order of the tool bar: add them to the
    /// Tools menu.
    QList<QAction*> toolActions() const;
    /// Invert, clear, grow, shrink, feather, select all, with shortcuts; enabled as the mask allows. For the
    /// Select menu.
    QList<QAction*> maskActions() const;
    QAction* maskAction(const QString& id) const;  ///< "invert", "clear", "grow", "shrink", "feather", "all"
    /// Size and hardness steps ([ ] Shift+[ ]) and the eraser switch (E). For the Edit or Tools menu.
    QList<QAction*> brushActions() const;

    MaskOptions& maskOptions() { return maskOptions_; }
    OutpaintTool& outpaint() const { return *outpaint_; }

    /// The canvas tells about keys so that a tool's key that is held (more than 300 ms) lends the tool
    /// instead of choosing it.
    void keyReleased(const QKeyEvent& event);
    void setHoldMs(qint64 ms) { holdMs_ = ms; }

    /// What should survive a restart: chosen tool, brush, pressure, radius of grow and feather.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap& state);

  Q_SIGNALS:
    void activeChanged(lacuna::Tool* tool);
    void cursorChanged();
    void hintChanged(const QString& hint);
    void message(const QString& text);
    /// Enter in the outpaint tool with an edge pulled outwards: pixels to add on each side, aligned as the
    /// person saw them.
    void expandRequested(const lacuna::Margins& margins);

  private:
    void add(Tool* tool);
    void makeToolActions();
    void makeMaskActions();
    void makeBrushActions();
    void updateMaskActions();
    void switchTo(Tool* tool);

    MaskOptions maskOptions_;
    std::vector<Tool*> tools_;
    OutpaintTool* outpaint_ = nullptr;
    Tool* chosen_ = nullptr;
    Tool* lent_ = nullptr;
    QString beforeKey_;  ///< the tool that was chosen before a tool key went down
    int heldKey_ = 0;
    QElapsedTimer heldSince_;
    qint64 holdMs_ = 300;  ///< a tool's key that is held longer only lends the tool
    QPointer<Document> document_;
    QActionGroup* toolGroup_ = nullptr;
    QList<QAction*> maskActions_, brushActions_;
};

}  // namespace lacuna
