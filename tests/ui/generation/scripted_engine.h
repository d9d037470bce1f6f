// An engine that says what the test tells it to say, at once and on the test's thread, and remembers what it
// was asked.
#pragma once

#include <vector>

#include "ui/generation/engine.h"
#include "ui/generation/generation_controller.h"

namespace lacuna::tests {

class ScriptedEngine : public Engine {
  public:
    RequestId submit(GenerateRequest request, bool front) override;
    void cancel(RequestId id) override { cancelled.push_back(id); }
    void cancelAll() override { ++cancelledAll; }
    void finishEarly(RequestId id) override { finishedEarly.push_back(id); }

    const GenerateRequest& last() const { return requests.back(); }
    RequestId lastId() const { return requests.back().id; }

    void say(const Event& event) { Q_EMIT happened(event); }
    /// A preview of one grey.
    void step(int step, int steps, int variant = 0, std::uint8_t grey = 90);
    /// A finished candidate of one colour at the last request's placement, with its mask.
    void candidate(int variant = 0, std::uint8_t grey = 200, bool partial = false);
    void finish() { say(Finished{lastId()}); }
    void end(RequestId id) { say(Cancelled{id}); }

    std::vector<GenerateRequest> requests;
    std::vector<bool> fronts;
    std::vector<RequestId> cancelled, finishedEarly;
    int cancelledAll = 0;
};

/// A model that can do everything, or only what is named.
ModelInfo testModel(std::vector<Task> tasks = {Task::TextToImage, Task::ImageToImage, Task::Inpaint,
                                               Task::Outpaint, Task::Edit});

/// A style of the person's own, /styles/NAME.safetensors, with "in NAME." as its trigger.
StyleInfo testStyle(const std::string& name, StyleFit fit = StyleFit::Fits);

/// A page of one grey, 640 x 512.
Picture testPicture(Size size = {640, 512});

/// A document, an engine and a controller that works in place, with a seed dice of 1, 2, 3, ...
struct Studio {
    explicit Studio(bool withPage = true);
    void maskSomething();
    void write(const std::string& prompt);
    /// A finished run of two candidates, greys 20 and 220.
    void makeTwoCandidates();
    /// Changes one setting: studio.set([](PromptSettings& s) { ... }).
    template <class Change>
    void set(Change change) {
        PromptSettings settings = controller.settings();
        change(settings);
        controller.setSettings(settings);
    }

    Document document;
    ScriptedEngine engine;
    GenerationController controller;
    std::uint64_t seeds = 0;
};

}  // namespace lacuna::tests
