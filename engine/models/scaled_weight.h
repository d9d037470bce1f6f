// Weights of 8 bits: whole numbers or small floats, with a companion `<layer>.weight_scale` (or
// `.scale_weight`) that they are multiplied with, a scalar or one value an output row.
#pragma once

#include <torch/torch.h>

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/formats/checkpoint.h"

namespace lacuna {

/// Whether a key is such a companion, or another mark of quantised files that is no weight of a module.
bool isScaleKey(std::string_view key);

/// The stored scale `name`, float32, broadcastable over `weight`. @param key of the weight, for the error.
/// Error: BadFile when it has another number of values.
Result<torch::Tensor> scaleFor(const Checkpoint& checkpoint, std::string_view name, const std::string& key,
                               const torch::Tensor& weight);

/// A stored weight, times its scale when it has one (float32 then). Errors: as above, and Unsupported for
/// whole numbers without a scale.
Result<torch::Tensor> scaledWeight(const Checkpoint& checkpoint, const std::string& name);

/// The nearest whole numbers of -127..127 a row, and each row's scale [rows] float32.
struct EightBits {
    torch::Tensor values, scale;
};
/// @param matrix [rows, ..], floating point.
EightBits inEightBits(const torch::Tensor& matrix);

}  // namespace lacuna
