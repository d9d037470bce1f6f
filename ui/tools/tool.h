// A tool is what the mouse, the pen and the keys mean at the moment. The canvas turns events into document
// coordinates and hands them to the active tool; a tool changes the picture through commands of the document
// alone.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtGui/QCursor>
#include <QtGui/QKeyEvent>
#include <QtGui/QKeySequence>

class QPainter;

namespace lacuna {

class Document;

/// A mouse, pen or touch position, in both spaces.
struct PointerEvent {
    QPointF posDocument;
    QPointF posView;      ///< logical pixels of the canvas
    double pressure = 1;  ///< 0..1; 1 for a mouse
    bool pen = false;
    bool eraserEnd = false;                 ///< the pen is turned round
    Qt::MouseButton button = Qt::NoButton;  ///< the one that changed
    Qt::MouseButtons buttons;
    Qt::KeyboardModifiers modifiers;
};

/// What a tool may know of, and do with, the view it works in. The canvas implements it; tests have one of
/// their own.
class ToolView {
  public:
    virtual ~ToolView() = default;
    /// View (logical) pixels per document pixel.
    virtual double scale() const = 0;
    virtual double devicePixelRatio() const = 0;
    virtual QPointF posView(QPointF posDocument) const = 0;
    virtual QPointF posDocument(QPointF posView) const = 0;
    virtual QSizeF viewSize() const = 0;
    virtual void panBy(QPointF deltaView) = 0;
    /// Multiplies the zoom, the document point under `posView` stays.
    virtual void zoomBy(double factor, QPointF posView) = 0;
    virtual void zoomStep(int direction, QPointF posView) = 0;
    virtual void zoomToRect(const QRectF& rectDocument) = 0;
    /// Repaints what the tool draws over the picture: all of it, or a rectangle of the view.
    virtual void updateOverlay() = 0;
    virtual void updateOverlay(const QRectF& rectView) = 0;
};

class Tool : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    virtual QString id() const = 0;     ///< never translated: settings and tests use it
    virtual QString title() const = 0;  ///< "Mask brush"
    virtual const char* iconName() const = 0;
    virtual QKeySequence shortcut() const = 0;
    /// One line for the status bar: what to do now, and what modifiers change.
    virtual QString hint() const { return {}; }

    /// The manager calls these; either may be null.
    virtual void setDocument(Document* document) { document_ = document; }
    void setView(ToolView* view) { view_ = view; }
    Document* document() const { return document_; }
    ToolView* view() const { return view_; }

    virtual void activate() {}
    /// Another tool takes over: finish or drop what was begun, leave nothing half done.
    virtual void deactivate() { cancel(); }

    virtual void press(const PointerEvent&) {}
    virtual void drag(const PointerEvent&) {}  ///< moved with a button held
    virtual void hover(const PointerEvent&) {}
    virtual void release(const PointerEvent&) {}
    virtual void doubleClick(const PointerEvent& event) { press(event); }
    virtual void leave() {}  ///< the pointer left the view
    /// True when used. Keys come here before the canvas looks at them.
    virtual bool keyPress(QKeyEvent*) { return false; }
    virtual bool keyRelease(QKeyEvent*) { return false; }
    /// Shift, Ctrl or Alt changed without the pointer moving.
    virtual void modifiersChanged(Qt::KeyboardModifiers) {}

    /// Enter: true when there was something to finish.
    virtual bool commit() { return false; }
    /// Esc: true when there was something to drop.
    virtual bool cancel() { return false; }
    /// Between press and release: the canvas then hands over no other tool and previews step back.
    virtual bool busy() const { return false; }

    /// The right button comes to this tool; otherwise the canvas asks for a context menu.
    virtual bool usesRightButton() const { return false; }

    virtual QCursor cursor() const { return Qt::ArrowCursor; }
    /// Drawn over the page and under previews, in view coordinates.
    virtual void paintBeneath(QPainter&) const {}
    /// Drawn over everything, in view coordinates (logical pixels, antialiasing on).
    virtual void paintOverlay(QPainter&) const {}

  Q_SIGNALS:
    void cursorChanged();
    void optionsChanged();
    void hintChanged();
    /// A sentence for the status bar, shown for a moment ("The layer is hidden. Show it to move it.").
    void message(const QString& text);

  private:
    Document* document_ = nullptr;
    ToolView* view_ = nullptr;
};

}  // namespace lacuna
