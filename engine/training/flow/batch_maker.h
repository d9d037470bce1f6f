// The batches of a flow run, stage after stage, made ahead on a thread of their own.
#pragma once

#include <memory>

#include "engine/training/flow_trainer.h"

namespace lacuna::training {

class BatchMaker {
  public:
    /// All must outlive it. @param atlas on the CPU. @param real for every stage, or empty. @param share of
    /// several processes each makes the same whole batches, painted for itself, and takes its part of them.
    BatchMaker(const FlowRunConfig& config, const Atlas& atlas, const DraftModel& model, qwen_image::Vae vae,
               RealPictures real = {}, const Share& share = {});

    /// Batch `number` = step * accumulate + part. Throws c10::Error.
    FlowBatch get(std::int64_t number);

    /// The log's columns: the curriculum's five dimensions ("synthetic": the share of painted samples among
    /// those taken since the last report), and how far the painter is ahead.
    std::vector<std::pair<std::string, double>> report(std::int64_t step);

  private:
    FlowBatch make(std::int64_t number);

    const FlowRunConfig& config_;
    const Atlas& atlas_;
    const DraftModel& model_;
    qwen_image::Vae vae_;
    RealPictures real_;
    std::int64_t rank_, world_;
    std::int64_t taken_ = 0, takenReal_ = 0;  ///< samples since the last report
    const FlowStage* stage_ = nullptr;
    std::unique_ptr<SampleSource> source_;
    std::unique_ptr<LatentPool> pool_;
    Prefetch<FlowBatch> batches_;  // last: its thread uses the others
};

}  // namespace lacuna::training
