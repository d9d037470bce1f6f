// See batch_maker.h.
#include "engine/training/flow/batch_maker.h"

#include <algorithm>
#include <utility>

namespace lacuna::training {
namespace {

constexpr std::size_t kBatchesAhead = 2;

}  // namespace

BatchMaker::BatchMaker(const FlowRunConfig& config, const Atlas& atlas, const DraftModel& model,
                       qwen_image::Vae vae, RealPictures real, const Share& share)
    : config_(config),
      atlas_(atlas),
      model_(model),
      vae_(std::move(vae)),
      real_(std::move(real)),
      rank_(share.rank),
      world_(share.world),
      batches_([this](std::int64_t number) { return make(number); },
               config.run.ahead > 0 ? kBatchesAhead : 0) {}

FlowBatch BatchMaker::get(std::int64_t number) {
    auto batch = batches_.get(number);
    taken_ += batch.whole;
    takenReal_ += batch.real;
    return batch;
}

std::vector<std::pair<std::string, double>> BatchMaker::report(std::int64_t step) {
    const auto point = pointAt(config_.curriculum, step);
    const double real =
        double(std::exchange(takenReal_, 0)) / double(std::max<std::int64_t>(1, std::exchange(taken_, 0)));
    return {{"resolution", double(stageAt(config_, step).width)},
            {"text_complexity", point.textComplexity},
            {"quality", point.quality},
            {"balance", point.balance()},
            {"synthetic", 1 - real},
            {"queue", double(batches_.ready())},
            {"waits", double(batches_.waits())}};
}

FlowBatch BatchMaker::make(std::int64_t number) {
    const auto& run = config_.run;
    const auto step = number / run.accumulate;
    if (const FlowStage* now = &stageAt(config_, step); now != stage_) {
        stage_ = now;
        pool_.reset();
        SampleOptions options{run.seed, bucketsOf(now->width, config_.aspects), config_.group, config_.mix,
                              config_.curriculum};
        source_ = std::make_unique<SampleSource>(atlas_, *model_.tokenizer, std::move(options));
        pool_ = std::make_unique<LatentPool>(*source_, vae_, run.device, config_.pool);
    }
    pool_->moveTo(step);
    const auto pictures = real_.find(stage_->width);
    const RealShare real{pictures == real_.end() ? nullptr : &pictures->second,
                         pointAt(config_.curriculum, step).real};
    return makeFlowBatch(*pool_, model_.scheduler, config_.mix, world_ * stage_->batch, run.seed,
                         std::uint64_t(number), run.device, real)
        .partOf(rank_, world_);
}

}  // namespace lacuna::training
