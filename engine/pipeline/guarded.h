// The one place where exceptions of libtorch and of the layers become errors that a person can act on.
#pragma once

#include <exception>
#include <functional>
#include <string>

#include "engine/base/result.h"

namespace lacuna {

/// What the exception in flight means: nn::Cancelled -> Cancelled; exhausted memory, of the host or a device
/// -> OutOfMemory; anything else -> Internal, its text in `where`. Call it inside a catch block only.
Error errorInFlight(const std::string& doing);

/// Runs `work` and turns whatever it throws into an Error. @param doing names the step, for "Copy details".
template <class Work>
auto guarded(const std::string& doing, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (...) {
        return tl::unexpected<Error>(errorInFlight(doing));
    }
}

}  // namespace lacuna
