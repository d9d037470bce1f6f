// Handles on the page's edges: pull outwards to have the model continue the picture, inwards to crop. Nothing
// changes until Enter.
#pragma once

#include <optional>

#include "ui/tools/page_frame.h"
#include "ui/tools/tool.h"

namespace lacuna {

class OutpaintGhost;

/// Drag a handle or an edge: free; Shift keeps the ratio, Alt moves the opposite edge too, Ctrl turns
/// snapping off. Enter runs: edges that were pulled inwards crop the page, then expandRequested asks for the
/// rest. Esc restores.
class OutpaintTool : public Tool {
    Q_OBJECT
  public:
    static constexpr double kHandleView = 12;  ///< side of a handle in logical pixels

    explicit OutpaintTool(QObject* parent = nullptr);
    ~OutpaintTool() override;

    QString id() const override { return QStringLiteral("outpaint"); }
    QString title() const override { return tr("Page and outpaint"); }
    const char* iconName() const override { return "outpaint"; }
    QKeySequence shortcut() const override { return Qt::Key_C; }
    QString hint() const override;

    /// What the edges were pulled by, in document pixels; negative ones would cut.
    const Margins& margins() const { return margins_; }
    /// From the options bar or a preset; clamped to what a page can be.
    void setMargins(const Margins& margins);
    /// The grid that new sizes snap to: the model's.
    void setGrid(int grid) { grid_ = grid; }
    /// "2816 × 3508 px · 238 × 297 mm · 4:5 · +18 %".
    QString summary() const;

    void setDocument(Document* document) override;
    void activate() override;
    void deactivate() override;
    void press(const PointerEvent& event) override;
    void drag(const PointerEvent& event) override;
    void hover(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void doubleClick(const PointerEvent&) override {}
    void leave() override;
    bool commit() override;
    bool cancel() override;
    bool busy() const override { return !held_.none(); }
    QCursor cursor() const override;
    void paintBeneath(QPainter& painter) const override;
    void paintOverlay(QPainter& painter) const override;

    /// Which handle or edge lies under a position of the view.
    FrameHandle handleAt(QPointF posView) const;
    /// Where a handle is drawn: edge handles stay in sight when the edge is longer than the view.
    QPointF handlePos(FrameHandle handle) const;

  Q_SIGNALS:
    void marginsChanged(const lacuna::Margins& margins);
    void expandRequested(const lacuna::Margins& margins);

  private:
    QRectF frameView() const;
    QRectF pageView() const;
    void paintHatch(QPainter& painter) const;
    void change(const Margins& margins, const QString& label);
    Size page() const;

    Margins margins_, before_;
    QString label_;
    FrameHandle held_, hot_;
    QPointF from_;
    QPointF pointer_;
    int grid_ = 16;
    bool asked_ = false;  ///< expandRequested was sent for these margins
    OutpaintGhost* ghost_ = nullptr;
};

}  // namespace lacuna
