// A run that begins from a finished model's weights instead of from noise: which tensors of an exported model
// folder go where, and what is said when they do not fit.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/training/tensor_file.h"

namespace lacuna::training {

/// How a component's stored tensors become the model's.
struct StartAdapter {
    /// A stored key -> the parameter's name without the component; empty = not used. Absent: as it is.
    std::function<std::string(std::string_view)> rename = {};
    /// Reshapes a stored tensor; gets the parameter's name. May be empty.
    std::function<torch::Tensor(const std::string&, torch::Tensor)> adapt = {};
};

/// Copies <folder>/<component>'s weights into `parameters`, whose names begin with `prefix` (others are left
/// alone). Nothing is copied when something does not fit and `partial` is false; otherwise the parameters
/// that the folder lacks or holds in another shape keep their fresh values.
/// @return the names that stay fresh. Errors: ModelMissing, BadFile (naming the first of them), Unsupported
/// (weights in 8 bits).
Result<std::vector<std::string>> startFrom(const std::filesystem::path& folder, const std::string& component,
                                           const std::string& prefix, const NamedTensors& parameters,
                                           bool partial, const StartAdapter& adapter = {});

/// Copies the files of a component's folder that are no weights. Errors: ModelMissing, CannotWrite.
Result<void> copySettings(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace lacuna::training
