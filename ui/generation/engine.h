// What the window knows of the engine: it can be asked to make pictures, and it tells how that goes. The
// bridge of app/ implements this with the service; tests implement it with a script.
#pragma once

#include <QtCore/QObject>

#include "engine/messages/event.h"
#include "engine/messages/request.h"

namespace lacuna {

class Engine : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    /// Queues a request (with `front`: before those that wait) and returns at once. Every request ends with
    /// exactly one of Finished, Cancelled, Failed; no event of it comes before submit() has returned.
    virtual RequestId submit(GenerateRequest request, bool front) = 0;
    /// Asks a request to end; never waits.
    virtual void cancel(RequestId id) = 0;
    virtual void cancelAll() = 0;
    /// "Stop here": decode what is there after this step, then finish.
    virtual void finishEarly(RequestId id) = 0;

  Q_SIGNALS:
    /// On the GUI thread, in order for each request.
    void happened(const lacuna::Event& event);
};

}  // namespace lacuna

Q_DECLARE_METATYPE(lacuna::Event)
