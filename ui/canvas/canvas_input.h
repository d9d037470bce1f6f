// The canvas' memory between two raw events: which button started what, and which keys are held.
#pragma once

#include <QtCore/QPointF>

#include "ui/canvas/canvas_widget.h"

namespace lacuna {

struct CanvasWidget::Input {
    bool panning = false;  ///< with the middle button
    QPointF panFrom;       ///< in the view
    bool pressed = false;  ///< a tool has the pointer
    Qt::MouseButton button = Qt::NoButton;
    bool pen = false;  ///< the pressed pointer is a pen: mouse events that Qt makes of it are not for us
};

}  // namespace lacuna
