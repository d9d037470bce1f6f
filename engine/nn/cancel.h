// A forward pass of minutes must end within a breath of "Cancel". Layers cannot take a token through every
// call, so a scope on the engine's thread names the token and long layers ask it between chunks.
#pragma once

#include <exception>
#include <stop_token>

namespace lacuna::nn {

/// Thrown out of a forward pass; the one place that catches torch's exceptions turns it into
/// ErrorKind::Cancelled.
struct Cancelled : std::exception {
    const char* what() const noexcept override { return "cancelled"; }
};

/// While it lives, throwIfCancelled() on this thread asks `token`. Scopes nest; the innermost one counts,
/// and a token that nobody can stop leaves the outer one in charge.
class CancelScope {
  public:
    explicit CancelScope(std::stop_token token);
    ~CancelScope();
    CancelScope(const CancelScope&) = delete;
    CancelScope& operator=(const CancelScope&) = delete;

  private:
    std::stop_token token_;
    const std::stop_token* outer_;
};

/// True when a scope is open on this thread: long layers then work in chunks.
bool cancellable();
void throwIfCancelled();

}  // namespace lacuna::nn
