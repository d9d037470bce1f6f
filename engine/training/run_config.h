// One JSON file describes a run: what to train, on which posters, for how long, where its files go.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>

#include "engine/formats/json_file.h"
#include "engine/training/optimizer.h"

namespace lacuna::training {

/// What VAE and flow training share. Paths in the file are relative to the file's folder.
struct RunConfig {
    std::filesystem::path folder;  ///< "output": states, logs and sheets; made when missing
    std::filesystem::path atlas;
    std::filesystem::path start;  ///< "start": a model folder whose weights the run begins from; may be empty
    bool startPartial = false;    ///< layers that do not fit the start begin fresh
    std::uint64_t seed = 1;
    std::int64_t batch = 8;
    std::int64_t accumulate = 1;     ///< batches a step
    double minutes = 0;              ///< stop after this long (0 = by steps alone)
    std::int64_t saveEvery = 500;    ///< steps
    std::int64_t sampleEvery = 500;  ///< steps
    std::int64_t logEvery = 25;      ///< steps a line of the log
    int threads = 0;                 ///< 0 = libtorch's choice
    std::int64_t ahead = 0;          ///< "ahead": steps' worth of data made ahead, on threads of their own
    bool bfloat16 = true;            ///< autocast matrices and convolutions
    torch::Device device = torch::kCPU;  ///< "auto", "cpu", "cuda"
    OptimizerOptions optimizer;
};

/// Reads the shared keys of `json`, which was read from `file`. Errors: BadFile naming the key.
Result<RunConfig> readRunConfig(const JsonObject& json, const std::filesystem::path& file);

}  // namespace lacuna::training
