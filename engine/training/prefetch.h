// Work done ahead of its use: a thread of its own makes item after item, in order, and waits when it is far
// enough ahead. Without it a trainer stands still while posters are painted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace lacuna::training {

/// Items are asked for by consecutive numbers; the first one asked for starts the row.
template <class Item>
class Prefetch {
  public:
    /// @param make makes item `number`; called from one thread at a time, in order.
    /// @param depth items kept ready; 0 = no thread, each item is made when it is asked for.
    Prefetch(std::function<Item(std::int64_t number)> make, std::size_t depth)
        : make_(std::move(make)), depth_(depth) {}

    /// Throws what `make` threw.
    Item get(std::int64_t number) {
        if (depth_ == 0) return make_(number);
        if (!thread_.joinable() || number != next_) restart(number);
        std::unique_lock lock(mutex_);
        if (ready_.empty() && !failed_) ++waits_;
        changed_.wait(lock, [&] { return !ready_.empty() || failed_; });
        if (ready_.empty()) std::rethrow_exception(failed_);
        Item item = std::move(ready_.front());
        ready_.pop_front();
        ++next_;
        changed_.notify_all();
        return item;
    }

    /// Items that lie ready.
    std::size_t ready() const {
        const std::lock_guard lock(mutex_);
        return ready_.size();
    }
    /// How often get() found nothing ready.
    std::int64_t waits() const {
        const std::lock_guard lock(mutex_);
        return waits_;
    }

  private:
    void restart(std::int64_t number) {
        thread_ = {};  // asks the old one to stop and waits for it
        ready_.clear();
        failed_ = nullptr;
        next_ = number;
        thread_ = std::jthread([this, number](const std::stop_token& stop) { work(stop, number); });
    }

    void work(const std::stop_token& stop, std::int64_t number) {
        for (; !stop.stop_requested(); ++number) {
            try {
                Item item = make_(number);
                std::unique_lock lock(mutex_);
                ready_.push_back(std::move(item));
                changed_.notify_all();
                changed_.wait(lock, stop, [&] { return ready_.size() < depth_; });
            } catch (...) {
                const std::lock_guard lock(mutex_);
                failed_ = std::current_exception();
                changed_.notify_all();
                return;
            }
        }
    }

    std::function<Item(std::int64_t)> make_;
    std::size_t depth_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Item> ready_;
    std::exception_ptr failed_;
    std::int64_t next_ = 0, waits_ = 0;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace lacuna::training
