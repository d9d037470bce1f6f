// Where the engine thread leaves events and the GUI thread picks them up. A preview that nobody has read is
// replaced by a newer one of the same request: a slow window costs the engine nothing. No other event is ever
// dropped.
#pragma once

#include <deque>
#include <mutex>
#include <vector>

#include "engine/messages/event.h"

namespace lacuna {

class EventMailbox {
  public:
    /// From any thread. True when the box was empty: the reader needs a call.
    bool put(Event event);
    /// Everything that is there, in order; the box is empty afterwards.
    std::vector<Event> takeAll();

  private:
    std::mutex mutex_;
    std::deque<Event> events_;
};

}  // namespace lacuna
