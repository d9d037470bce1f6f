// Work over many tiles on all cores: the caller takes part and idle threads of the global pool help, so it is
// safe on any thread.
#pragma once

#include <functional>

namespace lacuna {

/// Calls work(0) ... work(count - 1), each once, in no order; returns when all are done.
void parallelFor(int count, const std::function<void(int)>& work);

}  // namespace lacuna
