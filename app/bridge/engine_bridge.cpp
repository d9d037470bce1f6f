// See engine_bridge.h.
#include "app/bridge/engine_bridge.h"

#include <QtCore/QPointer>

namespace lacuna {

EngineBridge::EngineBridge(BackendFactory factory, QObject* parent) : Engine(parent) {
    service_ = std::make_unique<Service>(std::move(factory), [this](Event event) {
        // Always queued: also events that come on the GUI thread inside submit() are heard after it has
        // returned.
        if (mailbox_.put(std::move(event)))
            QMetaObject::invokeMethod(this, &EngineBridge::deliver, Qt::QueuedConnection);
    });
}

EngineBridge::~EngineBridge() {
    service_.reset();  // while the mailbox still stands: the last events come through it
}

RequestId EngineBridge::submit(GenerateRequest request, bool front) {
    return service_->submit(std::move(request), front ? QueuePlace::Front : QueuePlace::Back);
}

void EngineBridge::cancel(RequestId id) {
    service_->cancel(id);
}

void EngineBridge::cancelAll() {
    service_->cancelAll();
}

void EngineBridge::finishEarly(RequestId id) {
    service_->finishEarly(id);
}

void EngineBridge::askAbout() {
    service_->about([this](Result<std::string> answer) {
        const QString text = QString::fromStdString(answer ? *answer : answer.error().what);
        QMetaObject::invokeMethod(
            this, [this, text] { Q_EMIT described(text); }, Qt::QueuedConnection);
    });
}

void EngineBridge::releaseModels() {
    service_->releaseModels();
}

int EngineBridge::pending() const {
    return service_->pending();
}

void EngineBridge::deliver() {
    for (const Event& event : mailbox_.takeAll()) Q_EMIT happened(event);
}

}  // namespace lacuna
