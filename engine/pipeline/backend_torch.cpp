// The torch side of backend.h: a module of its own, opened on the engine thread when a request first needs
// it.
#include <torch/torch.h>
#include <torch/version.h>

#include <memory>

#include "engine/nn/machine.h"
#include "engine/pipeline/backend.h"
#include "engine/pipeline/bench.h"
#include "engine/pipeline/generation.h"
#include "engine/pipeline/guarded.h"

namespace lacuna {
namespace {

class TorchBackend final : public Backend {
  public:
    TorchBackend() : profile_(nn::machineProfile()), store_({profile_.computeType, {}}) {
        nn::apply(profile_);
    }

    Result<void> run(const GenerateRequest& request, const RunControl& control,
                     const EventSink& sink) override {
        const c10::InferenceMode inference;
        auto result = guarded("generating", [&] { return Generation(store_, request, control, sink).run(); });
        if (!result && control.cancelled()) return fail(ErrorKind::Cancelled, "Cancelled.");
        // What a failed run leaves behind may be what the next one lacks.
        if (!result && result.error().kind == ErrorKind::OutOfMemory) store_.release();
        return result;
    }

    void release() override { store_.release(); }

    std::string about() override { return "libtorch " TORCH_VERSION ", " + profile_.describe(); }

    Result<std::string> benchmark(const std::string& options, const RunControl& control) override {
        const c10::InferenceMode inference;
        store_.release();
        return guarded("measuring", [&] { return runBenchmark(options, profile_, control); });
    }

  private:
    nn::MachineProfile profile_;
    ModelStore store_;
};

}  // namespace
}  // namespace lacuna

/// Null when libtorch cannot start here at all.
extern "C" __attribute__((visibility("default"))) lacuna::Backend* lacunaCreateBackend() {
    try {
        return new lacuna::TorchBackend();
    } catch (...) {
        return nullptr;
    }
}
