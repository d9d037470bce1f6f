// A set of pictures that were made for a task's cases, to the numbers of a report.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/training/evaluation/cases.h"
#include "engine/training/judge/judge.h"
#include "engine/training/reading/text_reader.h"

namespace lacuna::training {

/// One line of a report's table.
struct Score {
    std::string name;
    std::optional<double> value;  ///< nothing when it could not be measured
    std::string note;             ///< why not
};

/// Who measures. The reader and Inception may be absent: what needs them is then reported as not measured.
struct Judges {
    Judge judge{nullptr};
    TextReader* reader = nullptr;
    /// [N, 3, H, W] in [-1, 1] -> [N, D] features; empty without an Inception file.
    std::function<torch::Tensor(const torch::Tensor&)> inception;
};

/// @param pictures one a case, [3, H, W] in [-1, 1]. @param others real posters of other seeds, for Frechet
/// distances (cases.h). The same names in the same order for every set of the same task.
/// Errors: those of the reader. Throws c10::Error from an Inception file that takes other pictures.
Result<std::vector<Score>> scoresOf(Task task, const std::vector<EvaluationCase>& cases,
                                    const std::vector<torch::Tensor>& pictures, const torch::Tensor& others,
                                    const AtlasNames& names, Judges& judges);

/// Reads a TorchScript file that turns [N, 3, 299, 299] in 0..255 into features [N, D]; where its forward has
/// an option "return_features" (as StyleGAN's inception-2015-12-05.pt), that is set. Errors: ModelMissing,
/// BadFile.
Result<std::function<torch::Tensor(const torch::Tensor&)>> loadInception(const std::filesystem::path& file);

}  // namespace lacuna::training
