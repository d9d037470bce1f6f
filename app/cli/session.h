// One request at a time through the engine's service: waits for its end, tells how it goes, keeps the
// previews, and passes Ctrl-C on.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <vector>

#include "engine/base/result.h"
#include "engine/messages/event.h"
#include "engine/pipeline/backend.h"

namespace lacuna::cli {

class Session {
  public:
    /// `previewDir` may be empty. Progress goes to `err`, on one line when it is a terminal.
    Session(BackendFactory backend, std::ostream& err, bool terminal, std::filesystem::path previewDir);
    ~Session();

    /// Runs to the end. Errors: the request's own; Cancelled after Ctrl-C; CannotWrite for previews.
    Result<std::vector<Candidate>> run(GenerateRequest request);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// While one lives, Ctrl-C (and a polite kill) asks the run to end; a second Ctrl-C ends the program at once.
class InterruptGuard {
  public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
    static bool interrupted();
};

}  // namespace lacuna::cli
