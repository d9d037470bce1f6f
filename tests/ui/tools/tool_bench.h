// A document, a view that maps positions by a plain scale, and a hand to drive tools with.
#pragma once

#include "engine/image/convert.h"
#include "ui/document/document.h"
#include "ui/document/render.h"
#include "ui/tools/tool.h"

namespace lacuna::tests {

class PlainView : public ToolView {
  public:
    double scale() const override { return scaleOf; }
    double devicePixelRatio() const override { return 1; }
    QPointF posView(QPointF p) const override { return p * scaleOf; }
    QPointF posDocument(QPointF p) const override { return p / scaleOf; }
    QSizeF viewSize() const override { return {1000, 800}; }
    void panBy(QPointF delta) override { panned += delta; }
    void zoomBy(double factor, QPointF) override { zoomed *= factor; }
    void zoomStep(int direction, QPointF) override { steps += direction; }
    void zoomToRect(const QRectF& rect) override { zoomedTo = rect; }
    void updateOverlay() override { ++updates; }
    void updateOverlay(const QRectF&) override { ++updates; }

    double scaleOf = 1, zoomed = 1;
    int steps = 0, updates = 0;
    QPointF panned;
    QRectF zoomedTo;
};

struct Hand {
    Tool& tool;
    PlainView& view;

    PointerEvent event(QPointF posDocument, Qt::KeyboardModifiers modifiers = {},
                       Qt::MouseButton button = Qt::LeftButton, double pressure = 1) const {
        PointerEvent e;
        e.posDocument = posDocument;
        e.posView = view.posView(posDocument);
        e.button = button;
        e.buttons = button;
        e.modifiers = modifiers;
        e.pressure = pressure;
        return e;
    }
    void drag(std::initializer_list<QPointF> points, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton) const {
        bool first = true;
        for (const QPointF p : points) {
            first ? tool.press(event(p, modifiers, button)) : tool.drag(event(p, modifiers, button));
            first = false;
        }
        tool.release(event(*(points.end() - 1), modifiers, button));
    }
    void click(QPointF p, Qt::KeyboardModifiers modifiers = {}) const { drag({p}, modifiers); }
    bool key(int key, Qt::KeyboardModifiers modifiers = {}) const {
        QKeyEvent press(QEvent::KeyPress, key, modifiers), release(QEvent::KeyRelease, key, modifiers);
        const bool used = tool.keyPress(&press);
        tool.keyRelease(&release);
        return used;
    }
};

inline Picture grayPage(Size size) {
    Bitmap bitmap(size, PixelFormat::Rgba8);
    fill(bitmap, boundsOf(size), kMiddleGrey);
    return pictureFromImage(std::move(bitmap).freeze(), "page");
}

inline int maskAt(const Document& document, int x, int y) {
    return int(renderMask(document.picture(), {x, y, 1, 1}).row<std::uint8_t>(0)[0]);
}

}  // namespace lacuna::tests
