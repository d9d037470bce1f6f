// Between the window and the engine's thread: GUI calls become submissions, engine events become signals on
// the GUI thread. The only place where both sides are known.
#pragma once

#include <memory>

#include "app/bridge/event_mailbox.h"
#include "engine/service/service.h"
#include "ui/generation/engine.h"

namespace lacuna {

class EngineBridge : public Engine {
    Q_OBJECT
  public:
    /// `factory` makes the backend on the engine thread, when the first request needs it.
    explicit EngineBridge(BackendFactory factory, QObject* parent = nullptr);
    /// Ends every request and waits for the engine thread.
    ~EngineBridge() override;

    RequestId submit(GenerateRequest request, bool front) override;
    void cancel(RequestId id) override;
    void cancelAll() override;
    void finishEarly(RequestId id) override;

    /// Asks the backend to describe itself (loads it); described() follows.
    void askAbout();
    void releaseModels();
    int pending() const;

  Q_SIGNALS:
    void described(const QString& text);

  private:
    void deliver();

    EventMailbox mailbox_;
    std::unique_ptr<Service> service_;
};

}  // namespace lacuna
