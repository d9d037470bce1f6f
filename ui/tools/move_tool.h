// Moves the active layer: by dragging, or with the arrow keys. One drag, or one held arrow, is one undo step.
#pragma once

#include <cstdint>

#include "ui/tools/tool.h"

namespace lacuna {

class MoveTool : public Tool {
    Q_OBJECT
  public:
    using Tool::Tool;
    QString id() const override { return QStringLiteral("move"); }
    QString title() const override { return tr("Move layer"); }
    const char* iconName() const override { return "move"; }
    QKeySequence shortcut() const override { return Qt::Key_V; }
    QString hint() const override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    bool keyPress(QKeyEvent* event) override;
    bool keyRelease(QKeyEvent* event) override;
    /// Puts the layer back where the drag began.
    bool cancel() override;
    bool busy() const override { return dragging_; }
    QCursor cursor() const override { return Qt::SizeAllCursor; }
    void paintOverlay(QPainter& painter) const override;

  private:
    bool moveBy(QPoint delta);

    bool dragging_ = false;
    QPointF from_;
    QPointF pointer_;  ///< in the view
    QPoint moved_;     ///< by this drag so far, whole pixels
    std::uint64_t drag_ = 0, nudge_ = 0;
};

}  // namespace lacuna
