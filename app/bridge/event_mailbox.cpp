// See event_mailbox.h.
#include "app/bridge/event_mailbox.h"

#include <algorithm>

namespace lacuna {

bool EventMailbox::put(Event event) {
    const std::lock_guard lock(mutex_);
    const bool wasEmpty = events_.empty();
    if (const auto* preview = std::get_if<StepPreview>(&event)) {
        // At most one unread preview a variant: its place in the order does not matter, what follows it does.
        std::erase_if(events_, [&](const Event& other) {
            const auto* older = std::get_if<StepPreview>(&other);
            return older && older->id == preview->id && older->variant == preview->variant;
        });
    }
    events_.push_back(std::move(event));
    return wasEmpty;
}

std::vector<Event> EventMailbox::takeAll() {
    const std::lock_guard lock(mutex_);
    std::vector<Event> all(std::make_move_iterator(events_.begin()), std::make_move_iterator(events_.end()));
    events_.clear();
    return all;
}

}  // namespace lacuna
