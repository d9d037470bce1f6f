// See cancel.h.
#include "engine/nn/cancel.h"

#include <utility>

namespace lacuna::nn {
namespace {
thread_local const std::stop_token* current = nullptr;
}

CancelScope::CancelScope(std::stop_token token) : token_(std::move(token)), outer_(current) {
    if (token_.stop_possible()) current = &token_;
}
CancelScope::~CancelScope() {
    current = outer_;
}

bool cancellable() {
    return current != nullptr;
}

void throwIfCancelled() {
    if (current && current->stop_requested()) throw Cancelled{};
}

}  // namespace lacuna::nn
