// The mask brush: says where the model may paint. One press-drag-release is one undo step.
#pragma once

#include <optional>

#include "engine/image/brush.h"
#include "ui/tools/tool.h"

namespace lacuna {

class MaskOptions;

/// Left paints (or erases while the eraser is on), Alt or the right button or a turned pen erases,
/// Shift+click draws a straight line from the last stroke, Alt+right drag changes size (sideways) and
/// hardness (up and down).
class MaskBrushTool : public Tool {
    Q_OBJECT
  public:
    explicit MaskBrushTool(MaskOptions& options, QObject* parent = nullptr);

    QString id() const override { return QStringLiteral("mask-brush"); }
    QString title() const override { return tr("Mask brush"); }
    const char* iconName() const override { return "mask-brush"; }
    QKeySequence shortcut() const override { return Qt::Key_Q; }
    QString hint() const override;

    void setDocument(Document* document) override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void hover(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void doubleClick(const PointerEvent& event) override { press(event); }
    void leave() override;
    void modifiersChanged(Qt::KeyboardModifiers modifiers) override;
    bool cancel() override;
    bool busy() const override { return action_ != Action::None; }
    bool usesRightButton() const override { return true; }
    QCursor cursor() const override { return Qt::BlankCursor; }
    void paintOverlay(QPainter& painter) const override;

  private:
    enum class Action { None, Stroke, Adjust };

    bool erases(const PointerEvent& event) const;
    void extendTo(const PointerEvent& event);
    void paint(std::vector<Dab> dabs);
    void adjust(const PointerEvent& event);
    void movePointer(QPointF posView);
    QRectF ringAt(QPointF posView) const;
    Brush brush() const;

    MaskOptions& options_;
    Action action_ = Action::None;
    DabMode mode_ = DabMode::Paint;
    std::uint64_t drag_ = 0;
    PointerSample last_;
    double sinceLastPx_ = 0;
    std::optional<PointerSample> lineFrom_;  ///< where the last stroke ended
    std::optional<QPointF> pointer_;         ///< in the view; none when outside
    QPointF adjustFrom_;
    double sizeBefore_ = 0, hardnessBefore_ = 0;
    bool altHeld_ = false;
};

}  // namespace lacuna
