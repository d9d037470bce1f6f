// The seam between the engine's thread and libtorch. The service talks to this interface; the torch side of
// it is a shared module (liblacuna_torch.so) that is opened when a request first needs it, so the window
// never waits for libtorch to load.
#pragma once

#include <atomic>
#include <memory>
#include <stop_token>
#include <string>

#include "engine/base/result.h"
#include "engine/messages/event.h"
#include "engine/messages/request.h"

namespace lacuna {

/// How a running request is steered from outside. `cancel` is asked before each transformer block, each VAE
/// tile and each tensor while loading; `finishNow` ("Stop here") after each step: decode the current clean
/// estimate and end.
struct RunControl {
    std::stop_token cancel;
    const std::atomic<bool>* finishNow = nullptr;
    bool cancelled() const { return cancel.stop_requested(); }
    bool shouldFinishNow() const { return finishNow && finishNow->load(std::memory_order_relaxed); }
};

/// Made, used and destroyed on one thread.
class Backend {
  public:
    virtual ~Backend() = default;
    /// Runs one request to its end, reporting LoadingModel .. CandidateReady through `sink`. The terminal
    /// event is the service's. Errors: Cancelled when control.cancel was asked, otherwise what went wrong;
    /// never throws.
    virtual Result<void> run(const GenerateRequest& request, const RunControl& control,
                             const EventSink& sink) = 0;
    /// Lets go of models and caches.
    virtual void release() = 0;
    /// libtorch's version, compute type and threads, for the About box.
    virtual std::string about() = 0;
    /// Runs the benchmark that `options` (JSON) describes and returns its figures as JSON; see
    /// docs/benchmarks.md.
    virtual Result<std::string> benchmark(const std::string& options, const RunControl& control) = 0;
};

using BackendFactory = std::function<Result<std::unique_ptr<Backend>>()>;

/// Opens the module beside the program (or in `folder`) and makes its backend. Defined in
/// service/backend_module.cpp, without torch.
Result<std::unique_ptr<Backend>> openTorchBackend(const std::filesystem::path& folder);

/// The module's one exported function: `extern "C" lacuna::Backend* lacunaCreateBackend()`.
inline constexpr const char* kBackendEntryPoint = "lacunaCreateBackend";

}  // namespace lacuna
