// An event sink for tests: keeps what came, in order, and lets a test wait for it without sleeping.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "engine/messages/event.h"

namespace lacuna::tests {

/// "Queued", "StepPreview", ...
std::string eventName(const Event& event);

class EventLog {
  public:
    EventSink sink();

    std::vector<Event> events() const;
    std::vector<Event> eventsOf(RequestId id) const;
    /// The names of one request's events in order, joined by spaces.
    std::string namesOf(RequestId id) const;
    int terminalCount(RequestId id) const;

    /// Waits until `holds(all events)`; false after ten seconds.
    bool waitUntil(const std::function<bool(const std::vector<Event>&)>& holds) const;
    bool waitForEnd(RequestId id) const;
    /// Waits until a request has had `count` events of a type.
    template <class T>
    bool waitFor(RequestId id, int count = 1) const {
        return waitUntil([=](const std::vector<Event>& all) {
            int found = 0;
            for (const Event& event : all)
                found += std::holds_alternative<T>(event) && requestOf(event) == id;
            return found >= count;
        });
    }

  private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<Event> events_;
};

}  // namespace lacuna::tests
