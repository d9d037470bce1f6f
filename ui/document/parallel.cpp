// See parallel.h.
#include "ui/document/parallel.h"

#include <QtCore/QSemaphore>
#include <QtCore/QThreadPool>
#include <algorithm>
#include <atomic>

namespace lacuna {

void parallelFor(int count, const std::function<void(int)>& work) {
    std::atomic<int> next{0};
    const auto run = [&] {
        for (int i = next++; i < count; i = next++) work(i);
    };
    QSemaphore done;
    int helpers = 0;
    QThreadPool* pool = QThreadPool::globalInstance();
    const int wanted = std::min(count - 1, pool->maxThreadCount() - 1);
    // tryStart never queues: a helper runs now or not at all, so waiting for it cannot deadlock.
    while (helpers < wanted && pool->tryStart([&] {
        run();
        done.release();
    })) {
        ++helpers;
    }
    run();
    done.acquire(helpers);
}

}  // namespace lacuna
