// See training_work.h.
#include "engine/nn/training_work.h"

#include <c10/core/GradMode.h>

#include <atomic>

namespace lacuna::nn {
namespace {

std::atomic<bool> counting{false};
std::atomic<double> operations{0};

}  // namespace

TrainingWork::TrainingWork() {
    operations = 0;
    counting = true;
}

TrainingWork::~TrainingWork() {
    counting = false;
}

double TrainingWork::take() {
    return operations.exchange(0);
}

void countProduct(double multiplyAdds, bool leftTrained, bool rightTrained) {
    if (!counting.load(std::memory_order_relaxed) || !c10::GradMode::is_enabled()) return;
    operations.fetch_add(2 * multiplyAdds * (1 + int(leftTrained) + int(rightTrained)),
                         std::memory_order_relaxed);
}

}  // namespace lacuna::nn
