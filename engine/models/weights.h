// Puts a checkpoint's tensors into a module: mapped where they lie when the type allows, widened otherwise.
// Every key and every shape is checked against the module, so a wrong or cut file fails with a sentence
// before anything runs.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/formats/checkpoint.h"

namespace lacuna {

/// What to do with weights stored in another floating type than the one computed in (bf16 on disk, f32
/// arithmetic).
enum class WidenPolicy : std::uint8_t {
    BySize,       ///< WholeAtLoad below kWidenWholeBelowBytes of stored weights, else BlockAtUse
    WholeAtLoad,  ///< a private copy in the compute type: fastest, costs memory
    BlockAtUse,   ///< stay mapped; nn::Linear widens a block of rows while it uses it
};
inline constexpr std::uint64_t kWidenWholeBelowBytes = 1'500'000'000;

struct LoadOptions {
    torch::ScalarType computeType = torch::kFloat;  ///< kFloat or kBFloat16
    torch::Device device = torch::kCPU;
    WidenPolicy widen = WidenPolicy::BySize;
    /// Private copies in computeType with requires_grad, for training.
    bool trainable = false;
    std::stop_token cancel = {};  ///< asked before each tensor; the load then ends with ErrorKind::Cancelled
    std::function<void(double)> onProgress = {};  ///< fraction of the bytes done, 0..1; may be empty

    /// A stored key -> the module's key; an empty result means "not for this module, leave out". Absent: keys
    /// are taken as they are.
    std::function<std::string(std::string_view key)> rename = {};
    /// Reshapes a stored tensor before it is checked, e.g. the last temporal slice of a 3-D kernel; gets the
    /// module's key. May be empty.
    std::function<torch::Tensor(const std::string& key, torch::Tensor stored)> adapt = {};
    /// What to add to a weight (float32, its shape), by the module's key; undefined = nothing. May be empty.
    std::function<torch::Tensor(const std::string& key)> delta = {};
};

struct LoadReport {
    std::uint64_t mappedBytes = 0;   ///< used where they lie in the page cache
    std::uint64_t privateBytes = 0;  ///< copied or widened
};

/// Fills every parameter of the nn::Module tree under `root`. A weight with a companion
/// `<layer>.weight_scale` or
/// `<layer>.scale_weight` (a scalar or one value an output row) is multiplied with it; `<layer>.scale_input`
/// is ignored. Errors: BadFile naming missing keys, unexpected keys or a shape (and what was expected),
/// Unsupported for integer weights without a scale, OutOfMemory, Cancelled.
Result<LoadReport> loadWeights(torch::nn::Module& root, const Checkpoint& checkpoint,
                               const LoadOptions& options = {});

/// One tensor of a checkpoint, without a copy where its bytes are aligned; it keeps the mapping alive.
/// Read-only: never write into it. Errors: BadFile if there is no such tensor.
Result<torch::Tensor> tensorOf(const Checkpoint& checkpoint, std::string_view name);

/// The torch type of a stored one.
torch::ScalarType scalarTypeOf(DType type);

}  // namespace lacuna
