// One request from its values to its candidates: checks, loads, reads the prompt, runs the task's core for
// each variant, shows every step, decodes, and fits the result into the page.
#pragma once

#include <chrono>
#include <optional>

#include "engine/messages/event.h"
#include "engine/messages/request.h"
#include "engine/pipeline/backend.h"
#include "engine/pipeline/memory_plan.h"
#include "engine/pipeline/model_store.h"
#include "engine/pipeline/source_picture.h"

namespace lacuna {

class Generation {
  public:
    /// All must outlive the object.
    Generation(ModelStore& store, const GenerateRequest& request, const RunControl& control,
               const EventSink& sink);

    /// Reports LoadingModel .. CandidateReady through the sink. "Stop here" (control.shouldFinishNow) ends
    /// with the current variant's clean estimate. Errors: BadRequest, Unsupported, ModelMissing, BadFile,
    /// OutOfMemory, Internal. Throws nn::Cancelled and what libtorch throws.
    Result<void> run();

  private:
    struct Reference {
        Image forText;
        torch::Tensor forModel;
    };

    Result<void> prepare();
    void prepareReferences();
    Result<void> checkMemoryFor();
    Result<void> load();
    Result<void> readPrompts();
    Result<bool> runVariant(int variant);
    Result<DenoiseResult> runCore(CoreRun& run);
    Next onStep(int variant, const StepState& state);
    void showStart(int variant, const CoreRun& run);
    void show(int variant, int step, int steps, Image image);
    double secondsLeft(int variant, int step, int steps) const;
    std::string promptText() const;

    ModelStore& store_;
    const GenerateRequest& request_;
    const RunControl& control_;
    const EventSink& sink_;

    Networks* networks_ = nullptr;
    const LatentProjection* projection_ = nullptr;
    std::optional<SourcePicture> source_;
    std::vector<Reference> references_;
    torch::Tensor editedPixels_;  ///< a reference that a model with source conditioning edits
    MemoryPlan memory_;
    Guidance guidance_;

    std::chrono::steady_clock::time_point stepStarted_;
    double secondsPerStep_ = 0;
    double secondsToDecode_ = 0;
    bool broken_ = false;  // a step gave numbers that are not finite
};

}  // namespace lacuna
