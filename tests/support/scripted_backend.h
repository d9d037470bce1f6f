// A backend that does nothing until the test says so: each step, candidate and end is a line of the test, so
// that what happens in between can be tested without sleeping and without libtorch.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/pipeline/backend.h"

namespace lacuna::tests {

/// What the test holds. Copies share one script; it outlives the backends made from it.
///
///     Script script;
///     Service service(script.factory(), log.sink());
///     const RequestId id = service.submit(request);
///     script.load(0.5);   // each line returns when the backend has done it
///     script.step();
///     script.candidate();
///     script.finish();
class Script {
  public:
    Script();

    BackendFactory factory() const;
    /// The next factory call fails with this instead.
    void failToOpen(Error error);

    // Told to the request that is running, or that runs next. False if nothing took it within ten seconds.
    bool load(double fraction);
    bool encodePrompt();
    /// Publishes the next StepPreview. After a step, "Stop here" makes the backend publish a partial
    /// candidate and finish.
    bool step(Image image = {});
    bool decode(int tile, int tiles);
    bool candidate(Image pixels = {});
    bool finish();
    bool failWith(Error error);
    /// Leaves run() with an exception.
    bool throwError(std::function<void()> thrower);
    /// Publishes any event, also one that a backend should not.
    bool publish(std::function<Event(RequestId)> make);

    /// Waits until a request runs and the script is asked what to do; false after ten seconds.
    bool waitUntilAsked() const;

    /// Requests in the order in which they started.
    std::vector<GenerateRequest> started() const;
    int opened() const;    ///< backends made
    int released() const;  ///< calls of release()
    int alive() const;     ///< backends not destroyed yet
    std::thread::id engineThread() const;

  private:
    friend class ScriptedBackend;
    struct State;
    std::shared_ptr<State> state_;
};

/// A small picture of one grey value.
Image plainImage(Size size, std::uint8_t value = 128, PixelFormat format = PixelFormat::Rgb8);

}  // namespace lacuna::tests
