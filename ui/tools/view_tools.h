// Tools that change the view and never the picture: hand and zoom.
#pragma once

#include "ui/tools/tool.h"

namespace lacuna {

class HandTool : public Tool {
    Q_OBJECT
  public:
    using Tool::Tool;
    QString id() const override { return QStringLiteral("hand"); }
    QString title() const override { return tr("Hand"); }
    const char* iconName() const override { return "hand"; }
    QKeySequence shortcut() const override { return Qt::Key_H; }
    QString hint() const override { return tr("Drag to move the view. Space does the same in every tool."); }
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    bool cancel() override;
    QCursor cursor() const override { return dragging_ ? Qt::ClosedHandCursor : Qt::OpenHandCursor; }

  private:
    bool dragging_ = false;
    QPointF last_;
};

/// Click zooms in, Alt+click out, a drag zooms to the rectangle.
class ZoomTool : public Tool {
    Q_OBJECT
  public:
    using Tool::Tool;
    QString id() const override { return QStringLiteral("zoom"); }
    QString title() const override { return tr("Zoom"); }
    const char* iconName() const override { return "zoom"; }
    QKeySequence shortcut() const override { return Qt::Key_Z; }
    QString hint() const override {
        return tr("Click to zoom in, Alt+click to zoom out, drag around what you want to see.");
    }
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void modifiersChanged(Qt::KeyboardModifiers modifiers) override;
    bool cancel() override;
    QCursor cursor() const override;
    void paintOverlay(QPainter& painter) const override;

  private:
    bool dragging_ = false, out_ = false;
    QPointF from_, to_;  ///< in the view
};

}  // namespace lacuna
