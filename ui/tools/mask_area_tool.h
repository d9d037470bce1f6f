// Tools that draw an area and put it into the mask: rectangle, freehand lasso, polygon lasso. They share
// modes and modifiers; a shape knows only its own outline.
#pragma once

#include <optional>
#include <vector>

#include "engine/image/mask_ops.h"
#include "ui/tools/tool.h"

namespace lacuna {

class MaskOptions;

/// Shift at the press adds, Alt subtracts, both intersect, neither does what the options bar says.
MaskCombine combineFor(const MaskOptions& options, Qt::KeyboardModifiers modifiers);

class MaskAreaTool : public Tool {
    Q_OBJECT
  public:
    MaskAreaTool(MaskOptions& options, QObject* parent) : Tool(parent), options_(options) {}

    void setDocument(Document* document) override;
    bool busy() const override { return how_.has_value(); }
    bool cancel() override;
    void hover(const PointerEvent& event) override;
    void modifiersChanged(Qt::KeyboardModifiers modifiers) override;
    QCursor cursor() const override { return Qt::CrossCursor; }

  protected:
    /// Starts an area with what the modifiers say; false when there is no page.
    bool begin(Qt::KeyboardModifiers modifiers);
    void end() { how_.reset(); }
    MaskCombine how() const { return how_.value_or(MaskCombine::Add); }
    virtual void dropShape() = 0;
    void repaint() const;
    /// A small + or - beside the pointer while modifiers are held.
    void paintModeBadge(QPainter& painter) const;

    std::optional<QPointF> pointer_;  ///< in the view

  private:
    MaskOptions& options_;
    std::optional<MaskCombine> how_;
    Qt::KeyboardModifiers modifiers_;
};

/// Press and drag. Shift or Alt pressed *during* the drag: a square, from its centre.
class MaskRectangleTool : public MaskAreaTool {
    Q_OBJECT
  public:
    using MaskAreaTool::MaskAreaTool;
    QString id() const override { return QStringLiteral("mask-rectangle"); }
    QString title() const override { return tr("Rectangle mask"); }
    const char* iconName() const override { return "mask-rectangle"; }
    QKeySequence shortcut() const override { return Qt::Key_M; }
    QString hint() const override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void paintOverlay(QPainter& painter) const override;
    /// On whole pixels, in document coordinates.
    QRectF rectangle() const;

  protected:
    void dropShape() override {}

  private:
    QPointF from_, to_;
    Qt::KeyboardModifiers heldSincePress_;
    bool square_ = false, centred_ = false;
};

/// Freehand: press, draw, release closes.
class MaskLassoTool : public MaskAreaTool {
    Q_OBJECT
  public:
    using MaskAreaTool::MaskAreaTool;
    QString id() const override { return QStringLiteral("mask-lasso"); }
    QString title() const override { return tr("Lasso mask"); }
    const char* iconName() const override { return "mask-lasso"; }
    QKeySequence shortcut() const override { return Qt::Key_L; }
    QString hint() const override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void paintOverlay(QPainter& painter) const override;

  protected:
    void dropShape() override { points_.clear(); }

  private:
    std::vector<PointF> points_;
};

/// Click for each corner; Enter, a double click or a click on the first corner closes; Backspace takes one
/// back.
class MaskPolygonTool : public MaskAreaTool {
    Q_OBJECT
  public:
    using MaskAreaTool::MaskAreaTool;
    QString id() const override { return QStringLiteral("mask-polygon"); }
    QString title() const override { return tr("Polygon mask"); }
    const char* iconName() const override { return "mask-polygon"; }
    QKeySequence shortcut() const override { return Qt::SHIFT | Qt::Key_L; }
    QString hint() const override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override { hover(event); }
    void doubleClick(const PointerEvent& event) override;
    bool keyPress(QKeyEvent* event) override;
    bool commit() override;
    void paintOverlay(QPainter& painter) const override;

  protected:
    void dropShape() override { points_.clear(); }

  private:
    std::vector<PointF> points_;
};

}  // namespace lacuna
