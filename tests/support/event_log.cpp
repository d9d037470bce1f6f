// See event_log.h.
#include "tests/support/event_log.h"

#include <array>

namespace lacuna::tests {

std::string eventName(const Event& event) {
    static constexpr std::array kNames{"Queued",      "LoadingModel", "EncodingPrompt",
                                       "StepPreview", "Decoding",     "CandidateReady",
                                       "Finished",    "Cancelled",    "Failed"};
    static_assert(kNames.size() == std::variant_size_v<Event>);
    return kNames[event.index()];
}

EventSink EventLog::sink() {
    return [this](Event event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
        changed_.notify_all();
    };
}

std::vector<Event> EventLog::events() const {
    const std::lock_guard lock(mutex_);
    return events_;
}

std::vector<Event> EventLog::eventsOf(RequestId id) const {
    std::vector<Event> mine = events();
    std::erase_if(mine, [id](const Event& event) { return requestOf(event) != id; });
    return mine;
}

std::string EventLog::namesOf(RequestId id) const {
    std::string names;
    for (const Event& event : eventsOf(id)) names += (names.empty() ? "" : " ") + eventName(event);
    return names;
}

int EventLog::terminalCount(RequestId id) const {
    int count = 0;
    for (const Event& event : eventsOf(id)) count += isTerminal(event);
    return count;
}

bool EventLog::waitUntil(const std::function<bool(const std::vector<Event>&)>& holds) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return holds(events_); });
}

bool EventLog::waitForEnd(RequestId id) const {
    return waitUntil([id](const std::vector<Event>& all) {
        for (const Event& event : all) {
            if (requestOf(event) == id && isTerminal(event)) return true;
        }
        return false;
    });
}

}  // namespace lacuna::tests
