// See session.h. A mailbox between the engine's thread and this one, and the guard that hears Ctrl-C.
#include "app/cli/session.h"

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <mutex>
#include <ostream>

#include "engine/formats/image_file.h"
#include "engine/service/service.h"

namespace lacuna::cli {
namespace {

using namespace std::chrono_literals;

volatile std::sig_atomic_t interruptedFlag = 0;

extern "C" void onInterrupt(int signal) {
    interruptedFlag = 1;
    std::signal(signal, SIG_DFL);  // the second one is meant
}

/// Events from the engine's thread to this one.
class Mailbox {
  public:
    void put(Event event) {
        const std::scoped_lock lock(mutex_);
        events_.push_back(std::move(event));
        arrived_.notify_one();
    }
    std::optional<Event> take() {
        std::unique_lock lock(mutex_);
        // Woken up for events; the short wait is for the signal, whose handler may not notify.
        if (!arrived_.wait_for(lock, 50ms, [&] { return !events_.empty(); })) return std::nullopt;
        Event event = std::move(events_.front());
        events_.pop_front();
        return event;
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Event> events_;
};

std::string duration(double seconds) {
    const long whole = std::lround(std::ceil(seconds));
    if (whole < 60) return std::to_string(whole) + " s";
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

class Progress {
  public:
    Progress(std::ostream& err, bool terminal) : err_(err), terminal_(terminal) {}

    void show(const Event& event) {
        std::visit([this](const auto& e) { tell(e); }, event);
    }
    void endLine() {
        if (terminal_ && !last_.empty()) err_ << std::endl;
        last_.clear();
    }

  private:
    void say(const std::string& text) {
        if (text == last_) return;
        if (terminal_)
            err_ << '\r' << text << "\x1b[K" << std::flush;
        else
            err_ << text << std::endl;
        last_ = text;
    }
    static std::string variantOf(int variant, int variants) {
        return variants > 1 ? "variant " + std::to_string(variant + 1) + "/" + std::to_string(variants) + ", "
                            : "";
    }
    void tell(const LoadingModel& e) {
        say("loading the model, " + std::to_string(int(e.fraction * 10) * 10) + " %");
    }
    void tell(const EncodingPrompt&) { say("reading the prompt"); }
    void tell(const StepPreview& e) {
        std::string text = variantOf(e.variant, e.variants) + "step " + std::to_string(e.step) + "/" +
                           std::to_string(e.steps);
        if (e.secondsLeft > 0) text += ", " + duration(e.secondsLeft) + " left";
        say(text);
    }
    void tell(const Decoding& e) {
        std::string text = variantOf(e.variant, e.variants) + "decoding";
        if (e.tiles > 1) text += ", tile " + std::to_string(e.tile) + "/" + std::to_string(e.tiles);
        say(text);
    }
    template <class Other>
    void tell(const Other&) {}

    std::ostream& err_;
    bool terminal_;
    std::string last_;
};

}  // namespace

InterruptGuard::InterruptGuard() {
    interruptedFlag = 0;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}
InterruptGuard::~InterruptGuard() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}
bool InterruptGuard::interrupted() {
    return interruptedFlag != 0;
}

class Session::Impl {
  public:
    Impl(BackendFactory backend, std::ostream& err, bool terminal, std::filesystem::path previewDir)
        : progress_(err, terminal),
          previewDir_(std::move(previewDir)),
          service_(std::move(backend), [this](Event event) { mailbox_.put(std::move(event)); }) {}

    Result<std::vector<Candidate>> run(GenerateRequest request) {
        if (InterruptGuard::interrupted()) return cancelled();
        request.previews = !previewDir_.empty();
        const RequestId id = service_.submit(std::move(request));
        std::vector<Candidate> candidates;
        std::optional<Error> previewError;
        bool asked = false;
        for (;;) {
            if (!asked && (InterruptGuard::interrupted() || previewError)) {
                service_.cancel(id);
                asked = true;
            }
            auto event = mailbox_.take();
            if (!event || requestOf(*event) != id) continue;
            progress_.show(*event);
            if (const auto* preview = std::get_if<StepPreview>(&*event); preview && !previewError) {
                if (auto written = writePreview(*preview); !written)
                    previewError = std::move(written).error();
            } else if (auto* ready = std::get_if<CandidateReady>(&*event)) {
                candidates.push_back(std::move(ready->candidate));
            }
            if (!isTerminal(*event)) continue;
            progress_.endLine();
            if (previewError) return tl::unexpected(*std::move(previewError));
            if (auto* failed = std::get_if<Failed>(&*event)) return tl::unexpected(std::move(failed->error));
            if (std::holds_alternative<Cancelled>(*event)) return cancelled();
            ++runs_;
            return candidates;
        }
    }

  private:
    static tl::unexpected<Error> cancelled() {
        return fail(ErrorKind::Cancelled, "Cancelled; nothing was written.");
    }

    Result<void> writePreview(const StepPreview& preview) {
        if (previewDir_.empty() || !preview.image) return {};
        char file[64];
        const int length = std::snprintf(file, sizeof file, "preview-%d-%02d-%04d.png", runs_ + 1,
                                         preview.variant + 1, preview.step);
        std::error_code error;
        std::filesystem::create_directories(previewDir_, error);
        return writeImage(previewDir_ / std::string(file, std::size_t(length)), preview.image);
    }

    Progress progress_;
    std::filesystem::path previewDir_;
    int runs_ = 0;  ///< finished: an expansion may take several
    Mailbox mailbox_;
    Service service_;  // last: its thread posts to the mailbox until it is gone
};

Session::Session(BackendFactory backend, std::ostream& err, bool terminal, std::filesystem::path previewDir)
    : impl_(std::make_unique<Impl>(std::move(backend), err, terminal, std::move(previewDir))) {}
Session::~Session() = default;
Result<std::vector<Candidate>> Session::run(GenerateRequest request) {
    return impl_->run(std::move(request));
}

}  // namespace lacuna::cli
