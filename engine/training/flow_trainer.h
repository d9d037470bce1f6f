// Trains the draft model's transformer, text encoder and positional encoding together on encoded posters,
// stage by stage of rising resolution, and draws sample sheets through the same pipelines that the editor
// runs.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/base/result.h"
#include "engine/pipeline/networks.h"
#include "engine/training/data/picture_set.h"
#include "engine/training/draft_model.h"
#include "engine/training/flow/batch.h"
#include "engine/training/run.h"

namespace lacuna::training {

/// Posters of one size until the run's step `untilStep` (the last stage lasts to the end).
struct FlowStage {
    std::int64_t untilStep = 0;
    std::int64_t width = 128;
    std::int64_t batch = 32;
};

struct FlowRunConfig {
    RunConfig run;
    std::filesystem::path vae;  ///< the folder of a finished VAE run; a start model's own when not given
    Json model;  ///< "transformer", "text_encoder", "mpe", "scheduler"; a start model's own when not given
    std::vector<FlowStage> stages;
    double aspect = 1.5;                             ///< of samples and other runs' posters
    std::vector<std::pair<double, double>> aspects;  ///< that flow training mixes, with their weights
    LatentPoolOptions pool;
    std::int64_t group = 16;  ///< posters that are painted and encoded together
    std::int64_t vocabulary = 3072;
    int weightBits = 16;  ///< of an export's matrices: 16 (bfloat16) or 8
    TaskMix mix;
    Curriculum curriculum;
    std::filesystem::path pictures;  ///< that the curriculum's "real" share is drawn from; may be empty
    int sampleSteps = 12;
    double sampleGuidance = 4;
};
/// Errors: BadFile naming the key; also for a "real" share without "pictures".
Result<FlowRunConfig> readFlowRunConfig(const std::filesystem::path& file);
/// For runs whose questions are the painter's alone. Error: BadFile when the curriculum has a "real" share.
Result<void> refuseRealPictures(const FlowRunConfig& config, const std::filesystem::path& file);

/// The weights of the run's "start" into `model`. Errors: those of startFrom().
Result<void> startWeights(const RunConfig& run, DraftModel& model);

/// The model of a run: configurations and vocabulary into its folder (unless it goes on; of several processes
/// one writes and the others wait), fresh weights or those of its start. @param where the configuration's
/// name, for errors.
Result<DraftModel> openFlowModel(const FlowRunConfig& config, const AtlasNames& names, bool resume,
                                 const std::string& where, const Share& share = {});

/// The stage of a step.
const FlowStage& stageAt(const FlowRunConfig& config, std::int64_t step);

/// Trains. The run's folder gets the layout of a model folder: configurations and vocabulary at the start,
/// weights by exportModel.
/// @param read decodes the person's own pictures; may be empty when there are none, or in shards. @param
/// share of several processes, whose batches are the run's stages' each: two are one with the double batch.
/// Errors also: those of encodeRealPictures(), and when a process is gone.
Result<void> trainFlow(const std::filesystem::path& configFile, bool resume,
                       const std::function<bool()>& stopped = {}, const data::ReadPicture& read = {},
                       const Share& share = {});

/// What the pipelines need of a model in training.
Networks networksOf(DraftModel& model, qwen_image::Vae vae);

/// One picture through the pipeline's own core. @return [1, 3, height, width] in [-1, 1].
Result<torch::Tensor> sampleTextToImage(DraftModel& model, const Networks& networks,
                                        const std::string& prompt, Size size, int steps, double guidance,
                                        std::uint64_t seed);

/// Draws `<folder>/sample-<name>.png`: a row of eight captions of held-out posters, a row of four posters
/// with a hole and as they are filled, and a row of four posters and their edits.
Result<void> drawSampleSheet(const FlowRunConfig& config, DraftModel& model, qwen_image::Vae vae,
                             const Atlas& atlas, std::int64_t width, const std::string& name);

}  // namespace lacuna::training
