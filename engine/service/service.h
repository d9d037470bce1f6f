// The one thread that computes, and its queue. The window submits requests and hears events; nothing here
// waits for the engine, and nothing here knows torch.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/messages/event.h"
#include "engine/messages/request.h"
#include "engine/pipeline/backend.h"

namespace lacuna {

enum class QueuePlace {
    Back,
    Front,  ///< before everything that has not started; the running request is not disturbed
};

/// All functions may be called from any thread, also from inside the sink, and return at once.
///
/// Events of one request come in order: Queued, then the backend's, then exactly one of Finished, Cancelled,
/// Failed. `sink` is called on the engine thread; only Queued, and Cancelled of a request that never started,
/// come on the thread that submitted or cancelled it, so that a queued request ends at once however long the
/// running one takes. Calls for different requests may therefore overlap.
class Service {
  public:
    /// `factory` is called on the engine thread when the first request (or about()) needs the backend, and
    /// again after it failed.
    Service(BackendFactory factory, EventSink sink);
    /// Cancels everything and waits for the thread; every request still ends.
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// The request's id is set to the one that is returned.
    RequestId submit(GenerateRequest request, QueuePlace place = QueuePlace::Back);
    /// Asks one request to end; unknown or ended ids are ignored.
    void cancel(RequestId id);
    void cancelAll();
    /// "Stop here": the running request decodes its clean estimate after the step it is in and finishes; one
    /// that has not started is cancelled, as there is nothing to keep.
    void finishEarly(RequestId id);

    /// Requests that have not ended.
    int pending() const;

    /// Lets go of models and caches after the running request.
    void releaseModels();
    /// Calls `answer` on the engine thread with the backend's description, loading it if need be; before
    /// queued requests. An answer that the service's end overtakes is an error of kind Cancelled.
    void about(std::function<void(Result<std::string>)> answer);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lacuna
