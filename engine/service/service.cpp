// See service.h. One queue under one lock; the engine's thread announces each end, and nobody else does.
#include "engine/service/service.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

/// libtorch's threads spin after a parallel region; at a lower priority they leave the window its share.
/// Linux takes the number per thread, and the worker threads that this one starts inherit it.
void lowerPriorityOfThisThread() {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);
}

struct Job {
    GenerateRequest request;
    std::stop_source stop;
    std::atomic<bool> finishNow{false};
};
using JobPtr = std::shared_ptr<Job>;
using Question = std::function<void(Result<std::string>)>;

Error outOfMemory() {
    return {ErrorKind::OutOfMemory,
            "There was not enough memory. Try a smaller size or area, or close other programs.", "engine"};
}

/// Runs `work`, turning what it throws into an Error: nothing may end the engine's thread.
template <class T, class Work>
Result<T> guarded(Work work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return tl::unexpected(outOfMemory());
    } catch (const std::exception& exception) {
        return fail(ErrorKind::Internal,
                    "The engine failed unexpectedly. Try again; if it happens again, report the details.",
                    exception.what());
    } catch (...) {
        return fail(ErrorKind::Internal,
                    "The engine failed unexpectedly. Try again; if it happens again, report it.", "engine");
    }
}

}  // namespace

class Service::Impl {
  public:
    Impl(BackendFactory factory, EventSink sink) : factory_(std::move(factory)), sink_(std::move(sink)) {
        thread_ = std::jthread([this] { work(); });
    }

    ~Impl() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        cancelAll();
        wake_.notify_all();
        thread_.join();
    }

    RequestId submit(GenerateRequest request, QueuePlace place) {
        auto job = std::make_shared<Job>();
        job->request = std::move(request);
        int ahead = 0;
        {
            const std::lock_guard lock(mutex_);
            job->request.id = RequestId{++lastId_};
            ahead = (running_ ? 1 : 0) + (place == QueuePlace::Front ? 0 : static_cast<int>(queue_.size()));
        }
        const RequestId id = job->request.id;
        sink_(Queued{id, ahead});  // before the engine can see it, so that it is the first event
        bool refused = false;
        {
            const std::lock_guard lock(mutex_);
            refused = ending_;
            if (!refused)
                place == QueuePlace::Front ? queue_.push_front(std::move(job))
                                           : queue_.push_back(std::move(job));
        }
        if (refused) sink_(Cancelled{id});
        wake_.notify_all();
        return id;
    }

    void cancel(RequestId id) {
        end(id, [](Job& job) { job.stop.request_stop(); });
    }

    void finishEarly(RequestId id) {
        end(id, [](Job& job) { job.finishNow.store(true, std::memory_order_relaxed); });
    }

    void cancelAll() {
        std::deque<JobPtr> dropped;
        JobPtr running;
        {
            const std::lock_guard lock(mutex_);
            dropped.swap(queue_);
            running = running_;
        }
        if (running) running->stop.request_stop();
        for (const JobPtr& job : dropped) sink_(Cancelled{job->request.id});
    }

    int pending() const {
        const std::lock_guard lock(mutex_);
        return static_cast<int>(queue_.size()) + (running_ ? 1 : 0);
    }

    void releaseModels() {
        {
            const std::lock_guard lock(mutex_);
            releaseAsked_ = true;
        }
        wake_.notify_all();
    }

    void about(Question answer) {
        {
            const std::lock_guard lock(mutex_);
            questions_.push_back(std::move(answer));
        }
        wake_.notify_all();
    }

  private:
    /// Ends a queued request here and now; a running one is told by `tell`.
    template <class Tell>
    void end(RequestId id, Tell tell) {
        JobPtr running;
        bool dropped = false;
        {
            const std::lock_guard lock(mutex_);
            if (running_ && running_->request.id == id) running = running_;
            dropped = std::erase_if(queue_, [id](const JobPtr& job) { return job->request.id == id; }) > 0;
        }
        if (running) tell(*running);
        if (dropped) sink_(Cancelled{id});
    }

    void work() {
        lowerPriorityOfThisThread();
        while (true) {
            std::vector<Question> questions;
            bool release = false;
            JobPtr job;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [this] {
                    return ending_ || releaseAsked_ || !questions_.empty() || !queue_.empty();
                });
                questions.swap(questions_);
                release = std::exchange(releaseAsked_, false);
                if (ending_ && queue_.empty()) {
                    lock.unlock();
                    for (const Question& answer : questions)
                        answer(fail(ErrorKind::Cancelled, "Lacuna is closing.", "engine"));
                    break;
                }
                if (questions.empty() && !release && !queue_.empty()) {
                    job = queue_.front();
                    queue_.pop_front();
                    running_ = job;
                }
            }
            if (release && backend_) backend_->release();
            for (const Question& answer : questions) answer(describeBackend());
            if (job) runOne(*job);
        }
        backend_.reset();  // models are destroyed on the thread that built them
    }

    void runOne(const Job& job) {
        const RequestId id = job.request.id;
        const Result<void> outcome = guarded<void>([&]() -> Result<void> {
            if (job.stop.stop_requested()) return fail(ErrorKind::Cancelled, "Cancelled.", "engine");
            if (!backend_) sink_(LoadingModel{id, 0.0});
            LACUNA_TRY_VOID(openBackend());
            if (job.stop.stop_requested()) return fail(ErrorKind::Cancelled, "Cancelled.", "engine");
            const EventSink onlyProgress = [this, id](Event event) {
                // The end is announced here and nowhere else, so that there is exactly one.
                if (requestOf(event) == id && !isTerminal(event)) sink_(std::move(event));
            };
            return backend_->run(job.request, RunControl{job.stop.get_token(), &job.finishNow}, onlyProgress);
        });
        {
            // Before the last event: whoever hears it finds the request gone.
            const std::lock_guard lock(mutex_);
            running_.reset();
        }
        if (outcome) {
            sink_(Finished{id});
        } else if (outcome.error().kind == ErrorKind::Cancelled) {
            sink_(Cancelled{id});
        } else {
            sink_(Failed{id, outcome.error()});
        }
    }

    Result<void> openBackend() {
        if (backend_) return {};
        LACUNA_TRY(backend_, factory_());
        if (!backend_)
            return fail(ErrorKind::Internal, "The engine could not be started. Install Lacuna again.",
                        "backend");
        return {};
    }

    Result<std::string> describeBackend() {
        return guarded<std::string>([&]() -> Result<std::string> {
            LACUNA_TRY_VOID(openBackend());
            return backend_->about();
        });
    }

    const BackendFactory factory_;
    const EventSink sink_;  // never called with the mutex held: it may call back

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<JobPtr> queue_;
    JobPtr running_;
    std::vector<Question> questions_;
    bool releaseAsked_ = false;
    bool ending_ = false;
    std::uint64_t lastId_ = 0;

    std::unique_ptr<Backend> backend_;  // the engine's thread only
    std::jthread thread_;               // last: it uses all of the above
};

Service::Service(BackendFactory factory, EventSink sink)
    : impl_(std::make_unique<Impl>(std::move(factory), std::move(sink))) {}
Service::~Service() = default;
RequestId Service::submit(GenerateRequest request, QueuePlace place) {
    return impl_->submit(std::move(request), place);
}
void Service::cancel(RequestId id) {
    impl_->cancel(id);
}
void Service::cancelAll() {
    impl_->cancelAll();
}
void Service::finishEarly(RequestId id) {
    impl_->finishEarly(id);
}
int Service::pending() const {
    return impl_->pending();
}
void Service::releaseModels() {
    impl_->releaseModels();
}
void Service::about(std::function<void(Result<std::string>)> answer) {
    impl_->about(std::move(answer));
}

}  // namespace lacuna
