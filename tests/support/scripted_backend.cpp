// See scripted_backend.h. Each instruction waits for the test, and the test waits for it: no sleeps.
#include "tests/support/scripted_backend.h"

#include <chrono>
#include <cstring>
#include <optional>

namespace lacuna::tests {
namespace {

/// What an instruction sees of the run; it returns the run's outcome when it ends it.
struct Run {
    const GenerateRequest& request;
    const RunControl& control;
    const EventSink& sink;
    int step = 0;
};
using Instruction = std::function<std::optional<Result<void>>(Run&)>;

constexpr auto kPatience = std::chrono::seconds(10);

}  // namespace

struct Script::State {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::deque<Instruction> instructions;
    int taken = 0, done = 0;  // instructions
    bool asked = false;       // a run waits for the next one
    std::optional<Error> openError;
    std::vector<GenerateRequest> started;
    int opened = 0, released = 0, alive = 0;
    std::thread::id thread;

    bool tell(Instruction instruction) {
        std::unique_lock lock(mutex);
        instructions.push_back(std::move(instruction));
        const int mine = taken + static_cast<int>(instructions.size());
        changed.notify_all();
        return changed.wait_for(lock, kPatience, [&] { return done >= mine; });
    }
};

class ScriptedBackend final : public Backend {
  public:
    explicit ScriptedBackend(std::shared_ptr<Script::State> state) : state_(std::move(state)) {
        const std::lock_guard lock(state_->mutex);
        ++state_->opened;
        ++state_->alive;
        state_->thread = std::this_thread::get_id();
    }
    ~ScriptedBackend() override {
        const std::lock_guard lock(state_->mutex);
        --state_->alive;
    }

    Result<void> run(const GenerateRequest& request, const RunControl& control,
                     const EventSink& sink) override {
        Run run{request, control, sink};
        {
            const std::lock_guard lock(state_->mutex);
            state_->started.push_back(request);
        }
        while (true) {
            Instruction instruction;
            {
                std::unique_lock lock(state_->mutex);
                state_->asked = true;
                state_->changed.notify_all();
                const bool told =
                    state_->changed.wait(lock, control.cancel, [&] { return !state_->instructions.empty(); });
                state_->asked = false;
                if (!told || control.cancelled()) return fail(ErrorKind::Cancelled, "Cancelled.", "script");
                instruction = std::move(state_->instructions.front());
                state_->instructions.pop_front();
                ++state_->taken;
            }
            const Done done{*state_};
            if (const auto outcome = instruction(run)) return *outcome;
        }
    }

    void release() override {
        const std::lock_guard lock(state_->mutex);
        ++state_->released;
        state_->changed.notify_all();
    }
    std::string about() override { return "scripted"; }
    Result<std::string> benchmark(const std::string&, const RunControl&) override {
        return std::string("{}");
    }

  private:
    /// Tells the test that its instruction was carried out, also when it threw.
    struct Done {
        Script::State& state;
        ~Done() {
            const std::lock_guard lock(state.mutex);
            ++state.done;
            state.changed.notify_all();
        }
    };
    std::shared_ptr<Script::State> state_;
};

Script::Script() : state_(std::make_shared<State>()) {}

BackendFactory Script::factory() const {
    return [state = state_]() -> Result<std::unique_ptr<Backend>> {
        std::optional<Error> error;
        {
            const std::lock_guard lock(state->mutex);
            error = std::exchange(state->openError, std::nullopt);
        }
        if (error) return tl::unexpected(*std::move(error));
        return std::make_unique<ScriptedBackend>(state);
    };
}

void Script::failToOpen(Error error) {
    const std::lock_guard lock(state_->mutex);
    state_->openError = std::move(error);
}

bool Script::publish(std::function<Event(RequestId)> make) {
    return state_->tell([make = std::move(make)](Run& run) -> std::optional<Result<void>> {
        run.sink(make(run.request.id));
        return std::nullopt;
    });
}

bool Script::load(double fraction) {
    return publish([=](RequestId id) { return LoadingModel{id, fraction}; });
}

bool Script::encodePrompt() {
    return publish([](RequestId id) { return EncodingPrompt{id}; });
}

bool Script::decode(int tile, int tiles) {
    return publish([=](RequestId id) { return Decoding{id, 0, 1, tile, tiles}; });
}

namespace {

CandidateReady candidateOf(const Run& run, Image pixels, bool partial) {
    const Size size = run.request.placement.empty() ? Size{16, 16} : run.request.placement.size();
    Candidate candidate;
    candidate.pixels = pixels ? std::move(pixels) : plainImage(size);
    candidate.placement = run.request.placement;
    candidate.documentRevision = run.request.documentRevision;
    candidate.recipe.task = run.request.task;
    candidate.recipe.prompt = run.request.prompt;
    candidate.recipe.sampling = run.request.sampling;
    candidate.recipe.modelSize = run.request.modelSize;
    candidate.partial = partial;
    return {run.request.id, 0, run.request.variants, std::move(candidate)};
}

}  // namespace

bool Script::step(Image image) {
    return state_->tell([image = std::move(image)](Run& run) -> std::optional<Result<void>> {
        const int steps = run.request.sampling.steps;
        ++run.step;
        run.sink(StepPreview{run.request.id, 0, run.request.variants, run.step, steps,
                             image ? image : plainImage({8, 8}), 1.0, double(steps - run.step)});
        if (!run.control.shouldFinishNow()) return std::nullopt;
        run.sink(candidateOf(run, {}, true));
        return Result<void>();
    });
}

bool Script::candidate(Image pixels) {
    return state_->tell([pixels = std::move(pixels)](Run& run) -> std::optional<Result<void>> {
        run.sink(candidateOf(run, pixels, false));
        return std::nullopt;
    });
}

bool Script::finish() {
    return state_->tell([](Run&) { return std::optional<Result<void>>(Result<void>()); });
}

bool Script::failWith(Error error) {
    return state_->tell(
        [error = std::move(error)](Run&) { return std::optional<Result<void>>(tl::unexpected(error)); });
}

bool Script::throwError(std::function<void()> thrower) {
    return state_->tell([thrower = std::move(thrower)](Run&) -> std::optional<Result<void>> {
        thrower();
        return std::nullopt;
    });
}

bool Script::waitUntilAsked() const {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, kPatience, [&] { return state_->asked; });
}

std::vector<GenerateRequest> Script::started() const {
    const std::lock_guard lock(state_->mutex);
    return state_->started;
}
int Script::opened() const {
    const std::lock_guard lock(state_->mutex);
    return state_->opened;
}
int Script::released() const {
    const std::lock_guard lock(state_->mutex);
    return state_->released;
}
int Script::alive() const {
    const std::lock_guard lock(state_->mutex);
    return state_->alive;
}
std::thread::id Script::engineThread() const {
    const std::lock_guard lock(state_->mutex);
    return state_->thread;
}

Image plainImage(Size size, std::uint8_t value, PixelFormat format) {
    Bitmap bitmap(size, format);
    std::memset(bitmap.bytes().data(), value, bitmap.bytes().size());
    return std::move(bitmap).freeze();
}

}  // namespace lacuna::tests
